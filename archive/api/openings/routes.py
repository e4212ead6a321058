"""`/records/{id}/openings`: why one opens a record; `/record-openings`: who opened."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Schema, Status

from archive.openings.finding import (
    OpeningFilters,
    OpeningLine,
    opening_lines,
    openings_for,
)
from archive.openings.reasons import give_reason
from eoffice.api.organisation.shapes import Change
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of

router = Router()


class OpeningReasonFields(Change):
    """Why a classed record is opened."""

    reason: str = Field(..., max_length=300, examples=["Bahan pemeriksaan"])


class OpeningReasonShape(Schema):
    """A reason, and until when it opens the record to you."""

    reason: str
    until: datetime


class RecordOpening(Schema):
    """One opening of a classed record."""

    id: UUID = Field(..., description="Of the event in the audit trail.")
    at: datetime
    person: str
    position: str
    record: UUID
    record_number: str = Field(..., description="Empty once it was destroyed.")
    unit: str
    security_class: str
    reason: str = Field(..., description="Empty for whoever works on its letter.")
    address: str


class OpeningPage(Listed[RecordOpening]):
    """A page of openings."""


class OpeningQuery(ListQuery):
    """Filters of the openings."""

    q: str | None = Field(None, max_length=100, description="Part of a name, or NIP.")
    record: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None
    with_reason: bool | None = None


def _shown(line: OpeningLine) -> RecordOpening:
    same = ("at", "person", "position", "unit", "security_class", "reason", "address")
    return RecordOpening(
        **{name: getattr(line, name) for name in same},
        id=line.event_id,
        record=UUID(line.record_id),
        record_number=line.number,
    )


@router.post(
    "/records/{uuid:record_id}/openings",
    response={201: OpeningReasonShape},
    summary="Say why you open a record",
    openapi_extra={"x-problems": (409,)},
)
def open_record(
    request: ApiRequest, record_id: UUID, payload: OpeningReasonFields
) -> Any:
    """For readers who take no part in its letter: opens its content for 8 hours.

    Or say it with each request, in the header `X-Opening-Reason`.
    """
    given = give_reason(actor=request.actor, record_id=record_id, reason=payload.reason)
    shown = OpeningReasonShape(reason=given.reason, until=given.until_at)
    return Status(201, shown)


@router.get(
    "/record-openings", response=OpeningPage, summary="Openings of classed records"
)
def list_record_openings(
    request: ApiRequest, query: Annotated[OpeningQuery, Query()]
) -> Any:
    """For auditors: who opened which record, when and why; latest first."""
    filters = OpeningFilters(
        person=query.q or "",
        record_id=str(query.record or ""),
        from_on=query.from_on,
        to_on=query.to_on,
        with_reason=query.with_reason,
    )
    rows = openings_for(request.actor, filters)
    page = page_of(rows, query, NEWEST_FIRST, name="openings")
    lines = {line.event_id: line for line in opening_lines(page.items)}
    return page.shown(lambda event: _shown(lines[event.pk]))
