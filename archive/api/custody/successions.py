"""`/successions`: what a unit that ended kept goes to the unit that follows it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from archive.api.custody.routes import CONFLICT
from archive.custody import access
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyState
from archive.custody.succeeding import hand_to_successor, left_behind
from eoffice.api.organisation.shapes import Change, UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from eoffice.errors import NotFound
from eoffice.jobs.models import Job as JobRow
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of

router = Router()


class Succession(Schema):
    """One unit that ended, who follows it, and how far the move is."""

    id: UUID
    unit: UnitRef
    successor: UnitRef = Field(..., description="The register that keeps now.")
    basis: str
    state: CustodyState
    state_label: str
    job: UUID | None


class SuccessionPage(Listed[Succession]):
    """A page of successions."""


class SuccessionFields(Change):
    """Which unit ended, which follows it, by which regulation."""

    unit: UUID
    successor: UUID
    basis: str = Field(..., max_length=300, examples=["Perda 3/2026"])


class SuccessionPreview(Schema):
    """What would move now."""

    open_files: int
    closed_files: int
    records: int
    boxes: int
    lists: int = Field(..., description="Lists under way that would be called off.")
    being_moved: int = Field(..., description="Files that another list moves now.")
    unfiled: int = Field(..., description="Records in no file: they stay.")


def _shown(one: CustodyMove) -> Succession:
    state = CustodyState(one.state)
    return Succession(
        id=one.pk,
        unit=UnitRef.model_validate(one.unit, from_attributes=True),
        successor=UnitRef.model_validate(one.target, from_attributes=True),
        basis=one.basis,
        state=state,
        state_label=str(state.label),
        job=one.job_id,
    )


@router.get("/successions", response=SuccessionPage, summary="Successions of units")
def list_successions(request: ApiRequest, query: Annotated[ListQuery, Query()]) -> Any:
    """Those you keep for, receive, or began; newest first."""
    if request.actor is None:
        raise NotFound
    rows = access.successions_visible_to(request.actor)
    return page_of(rows, query, NEWEST_FIRST).shown(_shown)


@router.get(
    "/successions/preview",
    response=SuccessionPreview,
    summary="What a unit that ended keeps",
)
def preview_succession(request: ApiRequest, unit: UUID) -> Any:
    """For administrators and the archivists of the unit."""
    if request.actor is None:
        raise NotFound
    found = access.ended_units_of(request.actor).filter(pk=unit).first()
    if found is None:
        raise NotFound
    left = left_behind(found)
    return SuccessionPreview(
        **{name: getattr(left, name) for name in SuccessionPreview.model_fields}
    )


@router.post(
    "/successions",
    response={202: Job},
    summary="Give what an ended unit kept to its successor",
    openapi_extra=CONFLICT,
)
def create_succession(
    request: ApiRequest, response: HttpResponse, payload: SuccessionFields
) -> Any:
    """For administrators and the archivists of the unit."""
    made = hand_to_successor(
        actor=request.actor,
        unit_id=payload.unit,
        successor_id=payload.successor,
        basis=payload.basis,
    )
    response.headers["Location"] = reverse("api:get_job", args=[made.job_id])
    return Status(202, show_job(get_object_or_404(JobRow, pk=made.job_id)))
