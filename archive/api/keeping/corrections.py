"""`/records/{id}`: what a record says of itself, corrected, and what it said before."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from archive.api import shapes
from archive.api.answers import show_details
from archive.api.records import router as records_router
from archive.openings.reasons import opened
from archive.records import access
from archive.records.correcting import correct_record, corrections_of
from archive.records.models import DevelopmentLevel, Medium
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.organisation.shapes import Change, Day
from eoffice.api.requests import ApiRequest
from eoffice.listing import Listed, ListQuery, SortOrders, page_of

router = Router()
OLDEST_FIRST = SortOrders(columns={"at": "id"}, default="at")


class RecordFacts(Change):
    """Facts to correct, each optional, and why; the content never changes."""

    letter_type: str | None = Field(None, max_length=60)
    number: str | None = Field(None, max_length=120)
    record_date: Day | None = None
    subject: str | None = Field(None, max_length=500)
    party: str | None = Field(None, max_length=300)
    classification_code: str | None = Field(None, max_length=40)
    development: DevelopmentLevel | None = None
    medium: Medium | None = None
    reason: str = Field(..., min_length=1, max_length=300)

    def facts(self) -> dict[str, str | date]:
        """Return what was given, by the names of the record."""
        given = self.dict(exclude_none=True, exclude={"reason"})
        if "classification_code" in given:
            given["classification"] = given.pop("classification_code")
        return given


class Correction(Schema):
    """One corrected fact."""

    id: UUID
    field: str
    before: str
    after: str
    reason: str
    by: str
    at: datetime


class CorrectionList(Listed[Correction]):
    """Corrections of a record, oldest first."""


@records_router.patch(
    "/records/{uuid:record_id}",
    response=shapes.RecordDetails,
    summary="Correct the facts of a record",
)
def correct_one_record(
    request: ApiRequest, response: HttpResponse, record_id: UUID, payload: RecordFacts
) -> Any:
    """For its keepers; what a signed letter says on its face is not corrected."""
    record = correct_record(
        actor=request.actor,
        record_id=record_id,
        facts=payload.facts(),
        reason=payload.reason,
        expected_version=required_version(request),
    )
    opened(request, request.actor, record)
    set_etag(response, record.row_version)
    return show_details(record, request.actor)


@router.get(
    "/records/{uuid:record_id}/corrections",
    response=CorrectionList,
    summary="Corrections of a record",
)
def list_corrections(
    request: ApiRequest, record_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Old and new value of each, who made it and why."""
    record = access.visible_record(request.actor, record_id)
    opened(request, request.actor, record)
    rows = corrections_of(request.actor, record).order_by()
    page = page_of(rows, query, OLDEST_FIRST, name=str(record.pk))
    return page.shown(
        lambda one: Correction(
            id=one.pk,
            field=one.field,
            before=one.before,
            after=one.after,
            reason=one.reason,
            by=one.by.full_name,
            at=one.at,
        )
    )
