"""`/mandates`: the register, a new line, its end; the forms a seat may use."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.organisation.references import References
from eoffice.api.organisation.shapes import Change, Day, PositionRef
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import Listed, ListQuery, SortOrders, page_of
from eoffice.organisation import access
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from workflow.letter_types.drafting import forms_of_type
from workflow.mandates.models import SigningMandate
from workflow.mandates.operations.entering import (
    MandateInput,
    end_mandate,
    enter_mandate,
)
from workflow.mandates.queries.lists import found_mandates, mandates_visible_to
from workflow.mandates.queries.offered import offered_forms
from workflow.mandates.queries.register import Subject

router = Router()
ORDERS = SortOrders(columns={"id": "id", "from": "from_on"}, default="-id")
Form = Literal["own", "an", "ub"]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class MandateShape(Schema):
    """A line of the register; `types` and `codes` empty: all."""

    id: UUID
    giver: PositionRef
    receiver: PositionRef
    types: list[str] = Field(..., examples=[["surat_dinas"]])
    codes: list[str] = Field(..., examples=[["000.1"]])
    forms: list[Form]
    from_on: date = Field(..., serialization_alias="from")
    to_on: date | None = Field(..., serialization_alias="to")
    basis: str = Field(..., examples=["Perbup 12/2026 Ps 4"])
    entered_at: datetime
    ended_at: datetime | None = Field(..., description="When its end was entered.")
    end_reason: str


class MandateList(Listed[MandateShape]):
    """A page of mandates."""


class MandateFields(Change):
    """What an administrator enters."""

    giver: UUID
    receiver: UUID
    types: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=60)
    codes: list[Code] = Field([], max_length=100)
    forms: list[Form] = Field(..., min_length=1, max_length=3)
    from_on: Day = Field(..., alias="from")
    to_on: Day | None = Field(None, alias="to")
    basis: str = Field(..., min_length=1, max_length=200)


class MandateEnd(Change):
    """When it ends: a last day; none: at once."""

    on: Day | None = None
    reason: str = Field("", max_length=200)


class FormShape(Schema):
    """A form, with its printed lines above the name."""

    form: Form
    printed: list[str] = Field(
        ..., examples=[["a.n. BUPATI WANASARI", "SEKRETARIS DAERAH,"]]
    )
    warning: str | None = Field(..., description="What is said before signing so.")


class FormsShape(Schema):
    """The forms a position may use; empty: it signs no such letter."""

    forms: list[FormShape]


class MandateQuery(ListQuery):
    """Filters of the register."""

    q: str = Field("", max_length=100, description="Words of title or basis.")
    receiver: UUID | None = None
    giver: UUID | None = None
    ended: bool = Field(False, description="Those that are over, instead.")  # noqa: FBT003  a default


class FormsQuery(Schema):
    """Of whom, for what."""

    signatory: UUID
    type: str = Field("", max_length=60, description="Code of the letter type.")
    code: str = Field("", max_length=40, description="Classification code.")


def _shown(row: SigningMandate) -> MandateShape:
    same = ("id", "codes", "forms", "from_on", "to_on", "basis")
    giver, receiver = row.giver, row.receiver
    return MandateShape(
        **{name: getattr(row, name) for name in same},
        entered_at=row.entered_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        giver=PositionRef(id=giver.pk, title=giver.title),
        receiver=PositionRef(id=receiver.pk, title=receiver.title),
        types=row.letter_types,
    )


@router.get(
    "/mandates",
    response=MandateList,
    by_alias=True,
    summary="The register of mandates",
)
def list_mandates(request: ApiRequest, query: Annotated[MandateQuery, Query()]) -> Any:
    """Lines in force or to come, newest first; `ended`: those that are over."""
    rows = found_mandates(request.actor, words=query.q, ended=query.ended)
    wanted = {"receiver": query.receiver, "giver": query.giver}
    rows = rows.filter(**{name: one for name, one in wanted.items() if one})
    return page_of(rows, query, ORDERS, name="mandates").shown(_shown)


@router.get("/mandates/forms", response=FormsShape, summary="Forms a seat may use")
def list_mandate_forms(
    request: ApiRequest, query: Annotated[FormsQuery, Query()]
) -> Any:
    """What this seat may sign today in which form, and how it prints."""
    rows = access.positions_visible_to(request.actor).select_related("unit")
    position = rows.filter(pk=query.signatory, closed_on=None).first()
    if position is None:
        raise NotFound
    holding = holding_of(position)
    if not position.may_sign or holding is None:
        return FormsShape(forms=[])
    forms = forms_of_type(query.type)
    subject = Subject(type_code=query.type, code=query.code, forms=forms)
    return FormsShape(
        forms=[
            FormShape(
                form=cast("Form", one.form),
                printed=list(one.printed),
                warning=one.warning,
            )
            for one in offered_forms(position, holding, subject)
        ]
    )


@router.post(
    "/mandates",
    response={201: MandateShape},
    by_alias=True,
    summary="Enter a mandate",
)
@needs_scope(TokenScope.ADMINISTER)
def enter_mandate_line(
    request: ApiRequest, response: HttpResponse, payload: MandateFields
) -> Any:
    """For administrators; refused where another line says otherwise."""
    access.require_administrator(request.actor)
    positions, references = Position.objects.filter(closed_on=None), References()
    giver = references.find(positions, payload.giver, "giver")
    receiver = references.find(positions, payload.receiver, "receiver")
    references.check()
    content = MandateInput(
        giver=cast("Position", giver),
        receiver=cast("Position", receiver),
        forms=tuple(payload.forms),
        letter_types=tuple(payload.types),
        codes=tuple(payload.codes),
        from_on=payload.from_on,
        to_on=payload.to_on,
        basis=payload.basis,
    )
    made = enter_mandate(actor=request.actor, content=content)
    return Status(201, _shown(mandates_visible_to(request.actor).get(pk=made.pk)))


@router.post(
    "/mandates/{uuid:mandate_id}/end",
    response=MandateShape,
    by_alias=True,
    summary="End a mandate",
)
@needs_scope(TokenScope.ADMINISTER)
def end_mandate_line(
    request: ApiRequest, mandate_id: UUID, payload: MandateEnd | None = None
) -> Any:
    """For administrators; the line stays on record."""
    given = payload or MandateEnd(on=None, reason="")
    ended = end_mandate(
        actor=request.actor, mandate_id=mandate_id, on=given.on, reason=given.reason
    )
    return _shown(mandates_visible_to(request.actor).get(pk=ended.pk))
