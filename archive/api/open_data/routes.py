"""`/open-data`: what is released, its copies, and the decisions."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from archive.open_data import access
from archive.open_data.finding import OpenFilters, open_records_for
from archive.open_data.giving import copy_name
from archive.open_data.models import OpenRecord, OpenState
from archive.open_data.reading import found_on, legible_pages_of
from archive.open_data.releasing import (
    HandBox,
    ReleaseInput,
    release_record,
    withdraw_release,
)
from archive.records.access import readable_record
from eoffice.api.conditional import set_etag
from eoffice.api.file_answers import file_answer
from eoffice.api.organisation.shapes import Change, UnitRef, Version
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from workflow.reading_copies import Wanted, give_file

router = Router()
CONFLICT: dict[str, Any] = {"x-problems": (409,)}
ONE = "/open-data/{uuid:open_id}"


class OpenQuery(ListQuery):
    """Filters of the open list."""

    q: str | None = Field(None, max_length=200, description="Words of title, number.")
    state: OpenState | None = None
    unit: UUID | None = Field(None, description="The unit and all below it.")
    year: int | None = Field(None, ge=1900, le=2199)


class OpenRecordOut(Schema):
    """One release and its copy."""

    id: UUID
    record: UUID
    number: str
    record_date: date
    title: str
    unit: UnitRef
    classification_code: str | None
    state: OpenState
    state_label: str
    reason: str
    pages: int
    places_blacked_out: int
    released_at: datetime | None
    sha256: str | None = Field(..., description="Of the open copy.")
    size: int | None
    why: str = Field(..., description="Why there is no copy: a code, or empty.")
    version: Version


class OpenPageOut(Listed[OpenRecordOut]):
    """A page of the open list."""


class FoundOut(Schema):
    """What a rule found: it is blacked out unless its key is left visible."""

    key: str
    page: int = Field(..., description="Over all files of the record, from 1.")
    kind: str = Field(..., examples=["nik"])
    text: str
    box: tuple[float, float, float, float]


class PersonalData(Schema):
    """What was found, and which pages no rule can read."""

    pages: int
    pictures: list[int]
    found: list[FoundOut]


class BoxFields(Change):
    """A box by hand, in points from the top left of the page as shown."""

    page: int = Field(..., ge=1, le=10_000)
    box: tuple[float, float, float, float]


class ReleaseFields(Change):
    """The decision: what is open, why, and what is blacked out besides."""

    title: str = Field(..., max_length=300)
    reason: str = Field(..., max_length=300, examples=["Informasi berkala"])
    left_visible: list[str] = Field([], max_length=2000)
    words: list[str] = Field([], max_length=50)
    boxes: list[BoxFields] = Field([], max_length=200)
    pictures_looked_at: bool = False

    def release(self) -> ReleaseInput:
        """Return it as the operation takes it."""
        return ReleaseInput(
            title=self.title,
            reason=self.reason,
            left_visible=self.left_visible,
            words=self.words,
            boxes=[_hand_box(one) for one in self.boxes],
            pictures_looked_at=self.pictures_looked_at,
        )


class WithdrawFields(Change):
    """Why it is taken back."""

    reason: str = Field(..., max_length=300)


def _hand_box(given: BoxFields) -> HandBox:
    x0, y0, x1, y1 = given.box
    return HandBox(page=given.page, x0=x0, y0=y0, x1=x1, y1=y1)


def _shown(one: OpenRecord) -> OpenRecordOut:
    record, code, copy = one.record, one.record.classification, one.stored
    same = ("id", "title", "reason", "pages", "released_at", "why")
    return OpenRecordOut(
        **{name: getattr(one, name) for name in same},
        record=record.pk,
        number=record.number,
        record_date=record.record_date,
        unit=UnitRef.model_validate(record.unit, from_attributes=True),
        classification_code=code.code if code else None,
        state=OpenState(one.state),
        state_label=one.get_state_display(),
        places_blacked_out=one.blacked,
        sha256=copy.sha256 if copy else None,
        size=copy.size if copy else None,
        version=one.row_version,
    )


def _answer(
    request: ApiRequest, response: HttpResponse, open_id: UUID
) -> OpenRecordOut:
    found = access.visible_open_record(request.actor, open_id)
    set_etag(response, found.row_version)
    return _shown(found)


@router.get("/open-data", response=OpenPageOut, summary="Open data, newest first")
def list_open_data(request: ApiRequest, query: Annotated[OpenQuery, Query()]) -> Any:
    """What is released; of the archives you keep also what is not."""
    filters = OpenFilters(
        state=query.state or "",
        unit=query.unit,
        year=query.year,
        words=query.q or "",
    )
    rows = open_records_for(request.actor, filters)
    return page_of(rows, query, NEWEST_FIRST).shown(_shown)


@router.get(ONE, response=OpenRecordOut, summary="One open copy")
def get_open_data(request: ApiRequest, response: HttpResponse, open_id: UUID) -> Any:
    """One release with the hash of its copy."""
    return _answer(request, response, open_id)


@router.get(
    f"{ONE}/content",
    summary="The open copy",
    openapi_extra=file_answer(["application/pdf"]),
)
def get_open_copy(request: ApiRequest, open_id: UUID) -> HttpResponseBase:
    """The PDF of pictures, without what was blacked out."""
    found = access.visible_open_record(request.actor, open_id)
    if found.stored is None:
        raise NotFound
    wanted = Wanted(stored=found.stored, name=copy_name(found), takes_part=False)
    return give_file(request, found.record, wanted, actor=request.actor)


@router.post(
    f"{ONE}/withdraw",
    response=OpenRecordOut,
    summary="Take a release back",
    openapi_extra=CONFLICT,
)
def withdraw_open_data(
    request: ApiRequest, response: HttpResponse, open_id: UUID, payload: WithdrawFields
) -> Any:
    """For archivists of its unit: the copy is deleted."""
    withdraw_release(actor=request.actor, open_id=open_id, reason=payload.reason)
    return _answer(request, response, open_id)


@router.get(
    "/records/{uuid:record_id}/personal-data",
    response=PersonalData,
    summary="Personal data found on a record's pages",
)
def get_personal_data(request: ApiRequest, record_id: UUID) -> Any:
    """For archivists of its unit: what the rules find, to be blacked out."""
    record = readable_record(request.actor, record_id)
    access.require(request.actor, "open_data.release", record)
    pages = legible_pages_of(record)
    return PersonalData(
        pages=len(pages),
        pictures=[page.number for page in pages if page.is_picture],
        found=[
            FoundOut(
                key=one.key,
                page=one.page,
                kind=one.place.kind,
                text=one.place.text,
                box=one.place.box,
            )
            for one in found_on(pages)
        ],
    )


@router.post(
    "/records/{uuid:record_id}/release",
    response={202: OpenRecordOut},
    summary="Release a record as open data",
    openapi_extra=CONFLICT,
)
def release_one_record(
    request: ApiRequest, response: HttpResponse, record_id: UUID, payload: ReleaseFields
) -> Any:
    """For archivists of its unit, ordinary records alone: its copy is made next."""
    made = release_record(
        actor=request.actor, record_id=record_id, release=payload.release()
    )
    response.headers["Location"] = reverse("api:get_open_data", args=[made.pk])
    return Status(202, _answer(request, response, made.pk))
