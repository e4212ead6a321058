"""`/reading-grants`: one record read by one person for a time."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from archive.grants import access
from archive.grants.acts import allowed_acts
from archive.grants.granting import (
    ReadingWish,
    agree_to_reading,
    ask_to_read,
    refuse_reading,
    revoke_reading,
)
from archive.records.grant_model import GrantState, ReadingGrant
from eoffice.api.conditional import optional_version, set_etag
from eoffice.api.organisation.shapes import Change, Day, OfficialRef, UnitRef, Version
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from workflow.security_class import SecurityClass

router = Router()
CONFLICT: dict[str, Any] = {"x-problems": (409, 412)}
ONE = "/reading-grants/{uuid:grant_id}"


class GrantQuery(ListQuery):
    """Filters of the grants."""

    state: GrantState | None = None
    record: UUID | None = None


class GrantFields(Change):
    """Who wants to read which record, until when and what for."""

    record: UUID
    nip: str = Field("", max_length=18, description="The reader; empty: yourself.")
    until_on: Day = Field(..., description="At most 90 days ahead.")
    reason: str = Field(..., max_length=300, examples=["Bahan pemeriksaan"])


class GrantApproval(Change):
    """Until when it is given."""

    until_on: Day | None = Field(None, description="Empty: the day asked for.")


class GrantNote(Change):
    """Why it is refused, or ended before its day."""

    note: str = Field(..., max_length=300, examples=["Sudah tidak diperlukan"])


class GrantLine(Schema):
    """A grant: asked for, given, refused or revoked."""

    id: UUID
    state: GrantState
    state_label: str
    over: bool = Field(..., description="Given, and its last day has passed.")
    record: UUID
    record_number: str
    unit: UnitRef
    security_class: SecurityClass = Field(
        ..., description="When it was given; a record classed anew is asked for anew."
    )
    reader: OfficialRef
    reason: str
    until_on: date
    asked_by: OfficialRef
    asked_at: datetime
    decided_by: OfficialRef | None
    decided_at: datetime | None
    note: str
    version: Version


class GrantShape(GrantLine):
    """A grant with what you may do now."""

    allowed_acts: list[str]


class GrantPage(Listed[GrantLine]):
    """A page of grants."""


def _values(grant: ReadingGrant) -> dict[str, Any]:
    same = ("id", "state", "reason", "until_on", "asked_at", "decided_at", "note")
    decided_by = grant.decided_by
    is_over = grant.until_on < timezone.localdate()
    return {
        **{name: getattr(grant, name) for name in same},
        "state_label": grant.get_state_display(),
        "over": grant.state == GrantState.GIVEN and is_over,
        "record": grant.record_id,
        "record_number": grant.record.number,
        "unit": UnitRef.model_validate(grant.record.unit, from_attributes=True),
        "security_class": grant.security_class,
        "reader": OfficialRef(id=grant.reader_id, name=str(grant.reader)),
        "asked_by": OfficialRef(id=grant.asked_by_id, name=str(grant.asked_by)),
        "decided_by": decided_by
        and OfficialRef(id=decided_by.pk, name=str(decided_by)),
        "version": grant.row_version,
    }


def _answer(request: ApiRequest, response: HttpResponse, grant_id: UUID) -> GrantShape:
    grant = access.visible_grant(request.actor, grant_id)
    set_etag(response, grant.row_version)
    return GrantShape(**_values(grant), allowed_acts=allowed_acts(request.actor, grant))


@router.get(
    "/reading-grants", response=GrantPage, summary="Grants to read, newest first"
)
def list_reading_grants(
    request: ApiRequest, query: Annotated[GrantQuery, Query()]
) -> Any:
    """What you asked for, read by, or answer for."""
    rows = access.grants_visible_to(request.actor)
    rows = rows.filter(state=query.state) if query.state else rows
    rows = rows.filter(record=query.record) if query.record else rows
    page = page_of(rows, query, NEWEST_FIRST)
    return page.shown(lambda one: GrantLine(**_values(one)))


@router.post(
    "/reading-grants",
    response={201: GrantShape},
    summary="Ask to read a record",
    openapi_extra={"x-problems": (409,)},
)
def create_reading_grant(
    request: ApiRequest, response: HttpResponse, payload: GrantFields
) -> Any:
    """For whoever knows the entry; who answers for the record decides."""
    made = ask_to_read(
        actor=request.actor,
        record_id=payload.record,
        wanted=ReadingWish(
            nip=payload.nip, until_on=payload.until_on, reason=payload.reason
        ),
    )
    response.headers["Location"] = reverse("api:get_reading_grant", args=[made.pk])
    return Status(201, _answer(request, response, made.pk))


@router.get(ONE, response=GrantShape, summary="One grant to read")
def get_reading_grant(
    request: ApiRequest, response: HttpResponse, grant_id: UUID
) -> Any:
    """With what you may do."""
    return _answer(request, response, grant_id)


@router.post(
    f"{ONE}/approve",
    response=GrantShape,
    summary="Grant what was asked for",
    openapi_extra=CONFLICT,
)
def approve_reading_grant(
    request: ApiRequest, response: HttpResponse, grant_id: UUID, payload: GrantApproval
) -> Any:
    """For who answers for the record, not for a request of their own."""
    agree_to_reading(
        actor=request.actor,
        grant_id=grant_id,
        until_on=payload.until_on,
        expected_version=optional_version(request),
    )
    return _answer(request, response, grant_id)


@router.post(
    f"{ONE}/refuse",
    response=GrantShape,
    summary="Refuse to let a record be read",
    openapi_extra=CONFLICT,
)
def refuse_reading_grant(
    request: ApiRequest, response: HttpResponse, grant_id: UUID, payload: GrantNote
) -> Any:
    """For who answers for the record, with the reason."""
    refuse_reading(
        actor=request.actor,
        grant_id=grant_id,
        note=payload.note,
        expected_version=optional_version(request),
    )
    return _answer(request, response, grant_id)


@router.post(
    f"{ONE}/end",
    response=GrantShape,
    summary="End a grant before its day",
    openapi_extra=CONFLICT,
)
def end_reading_grant(
    request: ApiRequest, response: HttpResponse, grant_id: UUID, payload: GrantNote
) -> Any:
    """For who answers for the record; readers may give theirs back. It ends at once."""
    revoke_reading(
        actor=request.actor,
        grant_id=grant_id,
        note=payload.note,
        expected_version=optional_version(request),
    )
    return _answer(request, response, grant_id)
