"""`/absences`: a Plh. asked for by oneself, agreed to by the superior."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status
from pydantic import AliasChoices, ConfigDict

from eoffice.absences import access, operations
from eoffice.absences.operations import AbsenceInput
from eoffice.api.organisation.shapes import OfficialRef, PositionRef
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Absence, AbsenceState, Official

router = Router()
ONE = "/absences/{uuid:absence_id}"


class AbsenceShape(Schema):
    """Days on which somebody stands in; both days belong to it."""

    id: UUID
    position: PositionRef
    holder: OfficialRef
    deputy: OfficialRef
    first_on: date = Field(..., serialization_alias="from")
    last_on: date = Field(..., serialization_alias="to")
    from_on: date = Field(..., description="As `from`, by its earlier name.")
    to_on: date = Field(..., description="As `to`, by its earlier name.")
    decree_number: str
    decree_on: date
    reason: str
    state: AbsenceState
    asked_at: datetime
    decided_by: OfficialRef | None
    decided_at: datetime | None
    allowed_acts: list[str] = Field(..., examples=[["agree", "refuse"]])


class AbsenceList(Listed[AbsenceShape]):
    """A page of absences."""


class AbsenceQuery(ListQuery):
    """Filters of the absences."""

    state: AbsenceState | None = None


class AbsenceGiven(Schema):
    """Which own position, who stands in, when, by which decree, why."""

    model_config = ConfigDict(extra="forbid")

    position: UUID
    deputy: UUID
    from_on: date = Field(
        ...,
        validation_alias=AliasChoices("from", "from_on"),
        description="Also `from_on`, its earlier name.",
    )
    to_on: date = Field(
        ...,
        validation_alias=AliasChoices("to", "to_on"),
        description="Also `to_on`, its earlier name.",
    )
    decree_number: str = Field(..., max_length=80, examples=["800.1.11.1/7/2026"])
    decree_on: date
    reason: str = Field(..., max_length=200, examples=["Cuti tahunan"])


def _person(one: Official) -> OfficialRef:
    return OfficialRef(id=one.pk, name=one.full_name)


def _acts(row: Absence, actor: Actor) -> list[str]:
    if row.state != AbsenceState.ASKED:
        return []
    decides = ["agree", "refuse"] if access.may_decide(actor, row) else []
    return decides + (["withdraw"] if access.may_withdraw(actor, row) else [])


def _shown(row: Absence, actor: Actor) -> AbsenceShape:
    return AbsenceShape(
        id=row.pk,
        position=PositionRef(id=row.position_id, title=row.position.title),
        holder=_person(row.holder),
        deputy=_person(row.deputy),
        first_on=row.from_on,
        last_on=row.to_on,
        from_on=row.from_on,
        to_on=row.to_on,
        decree_number=row.decree_number,
        decree_on=row.decree_on,
        reason=row.reason,
        state=AbsenceState(row.state),
        asked_at=row.asked_at,
        decided_by=_person(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        allowed_acts=_acts(row, actor),
    )


@router.get(
    "/absences", response=AbsenceList, summary="Absences that concern me", by_alias=True
)
def list_absences(request: ApiRequest, query: Annotated[AbsenceQuery, Query()]) -> Any:
    """One's own, those one is to stand in for, and those one decides; newest first."""
    actor = request.actor
    rows = access.absences_visible_to(actor)
    if query.state is not None:
        rows = rows.filter(state=query.state)
    return page_of(rows, query, NEWEST_FIRST).shown(lambda row: _shown(row, actor))


@router.post(
    "/absences", response={201: AbsenceShape}, summary="Ask for a Plh.", by_alias=True
)
def ask_for_deputy(
    request: ApiRequest, response: HttpResponse, payload: AbsenceGiven
) -> Any:
    """For a position held definitively; the superior decides."""
    given = payload.model_dump(exclude={"position", "deputy"})
    row = operations.ask_for_deputy(
        actor=request.actor,
        position_id=payload.position,
        content=AbsenceInput(deputy_id=payload.deputy, **given),
    )
    response.headers["Location"] = reverse("api:list_absences")
    return Status(201, _shown(row, request.actor))


def _decided(
    request: ApiRequest, run: Callable[..., Absence], absence_id: UUID
) -> AbsenceShape:
    return _shown(run(actor=request.actor, absence_id=absence_id), request.actor)


@router.post(
    f"{ONE}/agree",
    response=AbsenceShape,
    summary="Agree as the superior",
    by_alias=True,
)
def agree_to_absence(request: ApiRequest, absence_id: UUID) -> Any:
    """The deputy acts on those days and no longer; 409 when it was decided before."""
    return _decided(request, operations.agree_to_absence, absence_id)


@router.post(
    f"{ONE}/refuse",
    response=AbsenceShape,
    summary="Refuse as the superior",
    by_alias=True,
)
def refuse_absence(request: ApiRequest, absence_id: UUID) -> Any:
    """Nobody stands in; the holder may ask anew."""
    return _decided(request, operations.refuse_absence, absence_id)


@router.post(
    f"{ONE}/withdraw",
    response=AbsenceShape,
    summary="Take a request back",
    by_alias=True,
)
def withdraw_absence(request: ApiRequest, absence_id: UUID) -> Any:
    """By who asked, before it is decided."""
    return _decided(request, operations.withdraw_absence, absence_id)
