"""`/programmes`: vital and protected record files, and the duties for them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from archive.programmes import access
from archive.programmes.keeping import ProgrammeInput, enter_programme, fulfil_duty
from archive.programmes.leaving import leave_programme
from archive.programmes.lists import NAMES, sheet_of_programme
from archive.programmes.models import ProgrammeFile, ProgrammeKind, ProtectedField
from eoffice.api.conditional import optional_version, set_etag
from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.organisation.shapes import Change, Day, UnitRef, Version
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

router = Router()
ONE = "/programmes/{uuid:entry_id}"


class ProgrammeQuery(ListQuery):
    """Filters of the programmes."""

    kind: ProgrammeKind | None = None
    due_before: date | None = Field(None, description="Duties due by this day.")


class SheetQuery(Schema):
    """Which programme."""

    kind: ProgrammeKind = ProgrammeKind.VITAL


class ProgrammeFields(Change):
    """A file and its programme: vital says method and place, protected its field."""

    record_file: UUID
    kind: ProgrammeKind = ProgrammeKind.VITAL
    method: str = Field("", max_length=300, examples=["Salinan di LKD"])
    place: str = Field("", max_length=200, examples=["Brankas Setda"])
    kept_for: str = Field("", max_length=120)
    field: ProtectedField | None = None


class DutyFields(Change):
    """When the duty was done, and by which letter."""

    done_on: Day
    letter: str = Field(
        "", max_length=200, description="Of a report or a copy: number and date."
    )


class ProgrammeLine(Schema):
    """A record file in a programme."""

    id: UUID
    kind: ProgrammeKind
    kind_label: str
    record_file: UUID
    title: str
    unit: UnitRef
    classification_code: str
    method: str
    place: str
    kept_for: str
    field: ProtectedField | None
    duty: str = Field(..., description="What comes next, in words; empty: all done.")
    due_on: date | None
    reviewed_on: date | None
    reported_on: date | None
    copied_on: date | None
    letter: str
    entered_at: datetime
    version: Version


class ProgrammeShape(ProgrammeLine):
    """A file in a programme with what you may do now."""

    allowed_acts: list[str]


class ProgrammePage(Listed[ProgrammeLine]):
    """A page of the programmes."""


class LeavingFields(Change):
    """Why the file is no longer one of the programme."""

    reason: str = Field(..., max_length=500, examples=["Sertifikat sudah diganti"])


def _values(entry: ProgrammeFile) -> dict[str, Any]:
    same = ("id", "method", "place", "kept_for", "duty", "due_on", "letter")
    more = ("reviewed_on", "reported_on", "copied_on", "entered_at")
    berkas = entry.record_file
    return {
        **{name: getattr(entry, name) for name in (*same, *more)},
        "kind": ProgrammeKind(entry.kind),
        "kind_label": entry.get_kind_display(),
        "record_file": berkas.pk,
        "title": berkas.title,
        "unit": UnitRef.model_validate(berkas.unit, from_attributes=True),
        "classification_code": berkas.classification.code,
        "field": ProtectedField(entry.field) if entry.field else None,
        "version": entry.row_version,
    }


def _answer(
    request: ApiRequest, response: HttpResponse, entry_id: UUID
) -> ProgrammeShape:
    entry = access.visible_programme(request.actor, entry_id)
    set_etag(response, entry.row_version)
    may = entry.duty and access.may(request.actor, "programme.fulfil", entry)
    acts = ["fulfil"] if may else []
    if access.may(request.actor, "programme.leave", entry):
        acts.append("leave")
    return ProgrammeShape(**_values(entry), allowed_acts=acts)


@router.get(
    "/programmes", response=ProgrammePage, summary="Vital and protected record files"
)
def list_programmes(
    request: ApiRequest, query: Annotated[ProgrammeQuery, Query()]
) -> Any:
    """Of the files you see, the latest entered first."""
    rows = access.programmes_visible_to(request.actor)
    rows = rows.filter(kind=query.kind) if query.kind else rows
    rows = rows.filter(due_on__lte=query.due_before) if query.due_before else rows
    page = page_of(rows, query, NEWEST_FIRST)
    return page.shown(lambda one: ProgrammeLine(**_values(one)))


@router.post(
    "/programmes",
    response={201: ProgrammeShape},
    summary="Enter a file into a programme",
    openapi_extra={"x-problems": (409,)},
)
def create_programme_file(
    request: ApiRequest, response: HttpResponse, payload: ProgrammeFields
) -> Any:
    """For keepers of the file; its first duty is due a year later."""
    given = payload.dict(exclude={"record_file"})
    content = ProgrammeInput(**{**given, "field": payload.field or ""})
    made = enter_programme(
        actor=request.actor, record_file_id=payload.record_file, content=content
    )
    response.headers["Location"] = reverse("api:get_programme_file", args=[made.pk])
    return Status(201, _answer(request, response, made.pk))


@router.get(ONE, response=ProgrammeShape, summary="One file of a programme")
def get_programme_file(
    request: ApiRequest, response: HttpResponse, entry_id: UUID
) -> Any:
    """With its duty and what you may do."""
    return _answer(request, response, entry_id)


@router.post(
    f"{ONE}/fulfil",
    response=ProgrammeShape,
    summary="Note that a duty was done",
    openapi_extra={"x-problems": (409, 412)},
)
def fulfil_programme_duty(
    request: ApiRequest, response: HttpResponse, entry_id: UUID, payload: DutyFields
) -> Any:
    """For keepers of the file: a review, a report to ANRI, a copy handed over."""
    fulfil_duty(
        actor=request.actor,
        entry_id=entry_id,
        done_on=payload.done_on,
        letter=payload.letter,
        expected_version=optional_version(request),
    )
    return _answer(request, response, entry_id)


@router.post(
    f"{ONE}/leave",
    response={204: None},
    summary="Take a file out of its programme",
    openapi_extra={"x-problems": (412,)},
)
def leave_programme_file(
    request: ApiRequest, entry_id: UUID, payload: LeavingFields
) -> Any:
    """For keepers of the file, with the reason; the trail keeps what stood there."""
    leave_programme(
        actor=request.actor,
        entry_id=entry_id,
        reason=payload.reason,
        expected_version=optional_version(request),
    )
    return Status(204, None)


@router.get(
    "/programmes.xlsx",
    summary="The list of a programme with the columns of the law",
    openapi_extra=told_file([MEDIA_TYPE]),
)
def get_programme_sheet(
    request: ApiRequest, query: Annotated[SheetQuery, Query()]
) -> HttpResponse:
    """Of the files you see, by unit and number."""
    sheet = sheet_of_programme(request.actor, query.kind)
    return file_answer(sheet, MEDIA_TYPE, f"daftar-arsip-{NAMES[query.kind]}.xlsx")
