"""`/search`: hits with marked words, facets, counts; and suggestions."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from ninja import Body, Field, Query, Router, Schema

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.requests import ApiRequest
from eoffice.errors import Fault, Invalid
from eoffice.listing import Listed
from search.engines.contract import Hit, PageOf
from search.finding import searching
from search.finding.access import SeenFace
from search.kinds import KINDS
from search.query import InvalidRequest, SearchRequest, from_json
from search.query.request import FACETS

router = Router()

Sort = Literal[
    "relevance",
    "-letter_date",
    "letter_date",
    "-received_on",
    "received_on",
    "-number",
    "number",
]
if TYPE_CHECKING:
    KindName = str
else:  # the names in the contract are those of the registry
    KindName = Literal[tuple(KINDS)]
Value = Annotated[str, Field(max_length=80)]
Values = Annotated[list[Value], Field(max_length=50)]


class SearchQuery(Schema):
    """What is searched for, and how it is shown."""

    q: str = Field(
        "",
        max_length=2000,
        description='Words, "phrases", -without, begin*, fields like `dari:bupati`.',
        examples=["undangan rapat"],
    )
    kind: Values = []
    direction: Values = []
    type: Values = []
    unit: Values = []
    urgency: Values = []
    status: Values = []
    year: Values = []
    all_words: bool = Field(default=False, description="Every word must be there.")
    exact: bool = Field(
        default=False, description="Words as typed; none is read as another."
    )
    sort: Sort = "relevance"
    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=12_000)

    def chosen(self) -> searching.Chosen:
        """Ticked facet values."""
        given = ((field, tuple(getattr(self, field))) for field in FACETS)
        return tuple((field, values) for field, values in given if values)


class SearchFace(Schema):
    """Another face of the same letter: the letter itself, a copy, or a record."""

    kind: KindName
    id: UUID


class SearchHit(Schema):
    """One result. `subject_html` and `highlights` are escaped HTML with <mark>."""

    kind: KindName
    id: UUID
    number: str
    subject: str
    subject_html: str
    sender: str
    date: dt.date | None
    status: str
    type: str
    highlights: list[str]
    page: int | None = Field(..., description="Page with the first match, from 1.")
    faces: list[SearchFace] = Field(
        ..., description="Other faces of the letter that you may see; it is one hit."
    )


class SearchFacetValue(Schema):
    """A value, its label, and how many results it has."""

    value: str
    label: str
    count: int


class SearchHint(Schema):
    """A part of the query that was read in another way than typed."""

    code: str
    text: str


class SearchAnswer(Schema):
    """A page of results."""

    items: list[SearchHit]
    next: str | None
    total: int
    total_is_estimate: bool
    total_all_words: int | None
    facets: dict[str, list[SearchFacetValue]]
    took_ms: int
    corrected: str | None = Field(..., description="The query as corrected, if it was.")
    hints: list[SearchHint]


class SearchSuggestion(Schema):
    """A letter or record that begins as typed."""

    kind: KindName
    id: UUID
    number: str
    subject: str


class SearchSuggestions(Listed[SearchSuggestion]):
    """The best matches; they are neither counted nor paged."""


class StructuredSearch(Schema):
    """A request as saved searches keep it."""

    request: dict[str, Any] = Field(
        ..., examples=[{"version": 1, "clauses": [{"is": "word", "text": "rapat"}]}]
    )
    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=12_000)


def _shown(hit: Hit, others: Iterable[SeenFace]) -> SearchHit:
    return SearchHit(
        kind=hit.kind,
        id=UUID(hit.id),
        number=hit.number,
        subject=hit.subject,
        subject_html=hit.subject_html,
        sender=hit.sender,
        date=hit.letter_date or hit.received_on,
        status=hit.status,
        type=hit.type,
        highlights=list(hit.snippets),
        page=hit.page,
        faces=[SearchFace(kind=one.kind, id=UUID(one.id)) for one in others],
    )


def _results_page(
    request: ApiRequest,
    wanted: SearchRequest,
    page: PageOf,
    hints: Any = (),
    *,
    exactly: bool = False,
) -> SearchAnswer:
    look = searching.search if exactly else searching.search_as_meant
    found = look(request.actor, wanted, page)
    return SearchAnswer(
        items=[_shown(hit, found.others.get(hit.id, ())) for hit in found.hits],
        next=found.next_cursor,
        total=found.total,
        total_is_estimate=found.total_is_estimate,
        total_all_words=found.total_all_words,
        facets={
            field: [
                SearchFacetValue(value=one.value, label=one.label, count=one.count)
                for one in values
            ]
            for field, values in found.facets.items()
        },
        took_ms=found.took_ms,
        corrected=found.corrected,
        hints=[SearchHint(code=one.code, text=one.text) for one in hints],
    )


@router.get("/search", response=SearchAnswer, summary="Search letters and records")
def search_letters(request: ApiRequest, query: Annotated[SearchQuery, Query()]) -> Any:
    """Only what you may see is found, counted and suggested."""
    parsed = searching.understand(
        query.q, chosen=query.chosen(), sort=query.sort, all_words=query.all_words
    )
    page = PageOf(limit=query.limit, cursor=query.cursor)
    return _results_page(
        request, parsed.request, page, parsed.hints, exactly=query.exact
    )


@router.post("/search", response=SearchAnswer, summary="Search by a structured request")
@needs_scope(TokenScope.READ)
def search_by_request(
    request: ApiRequest, payload: Annotated[StructuredSearch, Body()]
) -> Any:
    """The form in which saved searches are kept."""
    try:
        wanted = from_json(payload.request)
    except InvalidRequest as error:
        fault = Fault(field="request", code="invalid_request", message=str(error))
        raise Invalid([fault]) from error
    page = PageOf(limit=payload.limit, cursor=payload.cursor)
    # as it stands: a saved search means what it meant when it was kept
    return _results_page(request, wanted, page, exactly=True)


@router.get(
    "/search/suggest",
    response=SearchSuggestions,
    summary="Suggestions while typing",
)
def suggest_letters(
    request: ApiRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Any:
    """Subjects with words that begin as typed, and numbers."""
    items = [
        SearchSuggestion(
            kind=one.kind,
            id=UUID(one.id),
            number=one.number,
            subject=one.subject,
        )
        for one in searching.suggest(request.actor, q, limit)
    ]
    return {"items": items, "next": None, "total": None, "total_is_estimate": False}
