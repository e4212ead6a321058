"""Reference data of letters: classification codes, phrases of dispositions."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.listing import MAX_LIMIT, Listed, ListQuery, SortOrders, page_of
from workflow.classification import ClassificationEntry, catalogue
from workflow.dispositions.models import DispositionInstruction
from workflow.security_class import SecurityClass

router = Router()
BEST_FIRST = SortOrders(
    columns={"best": "rank", "code": "code"}, default="best", identity="code"
)
BY_ORDER = SortOrders(columns={"order": "order"}, default="order", identity="code")


class CodeShape(Schema):
    """A classification code; `security_class` is the lowest its letters may have."""

    code: str = Field(..., examples=["000.1.5"])
    name: str
    security_class: SecurityClass
    leaf: bool
    valid_from: date | None
    valid_to: date | None


class CodeList(Listed[CodeShape]):
    """A page of codes."""


class CodeQuery(ListQuery):
    """What to look for."""

    limit: int = Field(20, ge=1, le=MAX_LIMIT, description="Items per page.")
    q: str = Field("", max_length=100, description="Start of a code, or words.")
    on: date | None = Field(None, description="In force on this day; else today.")


class InstructionShape(Schema):
    """A phrase of the slip."""

    code: str
    text: str
    kind: str
    expects_follow_up: bool


class InstructionList(Listed[InstructionShape]):
    """A page of phrases."""


@router.get(
    "/classification-codes", response=CodeList, summary="Find a classification code"
)
def list_classification_codes(
    request: ApiRequest, query: Annotated[CodeQuery, Query()]
) -> Any:
    """Codes in force that begin so or whose name has all the words, best first."""
    known = catalogue()
    rows = known.matching(query.q, query.on)
    page = page_of(rows, query, BEST_FIRST, name="codes")
    return page.shown(lambda row: _code(known.entry(row)))


def _code(one: ClassificationEntry) -> CodeShape:
    return CodeShape(
        code=one.code,
        name=one.name,
        security_class=one.security_class,  # type: ignore[arg-type]  # judged by pydantic
        leaf=one.is_leaf,
        valid_from=one.valid_from_on,
        valid_to=one.valid_to_on,
    )


@router.get(
    "/disposition-instructions",
    response=InstructionList,
    summary="Phrases of dispositions",
)
def list_disposition_instructions(
    request: ApiRequest, query: Annotated[ListQuery, Query()]
) -> Any:
    """The phrases a slip is made of, in the office's order."""
    rows = DispositionInstruction.objects.all()
    return page_of(rows, query, BY_ORDER).shown(
        lambda row: InstructionShape(
            code=row.code,
            text=row.text,
            kind=row.kind,
            expects_follow_up=row.expects_follow_up,
        )
    )
