"""`/records`: what was captured, filed, and how it is proven."""

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Header, Query, Router, Status

from archive.api import shapes
from archive.api.answers import filed_values, show_details, show_record
from archive.api.record_entry import RecordEntry
from archive.disposal.tombstones import refuse_destroyed
from archive.openings.reasons import opened, require_opened
from archive.record_files.filing import file_record
from archive.records import access
from archive.records.history import events_about, history_events
from archive.records.lists import RecordFilters, records_for
from archive.records.models import Record, RecordKind
from archive.records.proof import proof_of
from archive.registering.registering import register_record
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.file_answers import ANY_FILE
from eoffice.api.organisation.shapes import Day
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from workflow.models import SecurityClass
from workflow.reading_copies import Wanted, give_file

router = Router()
# By id, which is made at capture: the primary key serves and no index is needed.
ORDERS = SortOrders(
    columns={"captured_at": "id", "record_date": "record_date", "number": "number"},
    default="-captured_at",
)


Said = Annotated[
    str | None,
    Header(
        alias="X-Opening-Reason",
        max_length=900,
        description="Why you open a classed record; UTF-8, percent-encoded.",
    ),
]
BY_TIME = SortOrders(columns={"at": "at"}, default="at")


class RecordQuery(ListQuery):
    """Filters of the list of records."""

    q: str | None = Field(None, max_length=200, description="Words of number, subject.")
    kind: RecordKind | None = None
    unit: UUID | None = Field(None, description="The unit and all below it.")
    unit_alone: bool = Field(default=False, description="Without those below it.")
    captured_from: Day | None = Field(None, description="Records since this day.")
    captured_to: Day | None = Field(None, description="Records until this day.")
    code: str | None = Field(
        None, max_length=40, description="Classification code and all below it."
    )
    security_class: SecurityClass | None = Field(None, alias="class")
    year: int | None = Field(None, ge=1900, le=2200)
    filed: bool | None = None
    unfiled: bool | None = None

    def filters(self) -> RecordFilters:
        """Return them as the archive's query takes them."""
        filed = not self.unfiled if self.unfiled is not None else self.filed
        return RecordFilters(
            filed=filed,
            kind=self.kind or "",
            unit=self.unit,
            unit_alone=self.unit_alone,
            captured_from=self.captured_from,
            captured_to=self.captured_to,
            code=self.code or "",
            security_class=self.security_class or "",
            year=self.year,
            words=self.q or "",
        )


def _visible(request: ApiRequest, record_id: UUID) -> Record:
    rows = records_for(request.actor, RecordFilters()).select_related("letter")
    record = rows.filter(pk=record_id).first()
    if record is None:
        refuse_destroyed(request.actor, record_id)
        raise NotFound
    return record


def _readable(request: ApiRequest, record_id: UUID, said: str | None) -> Record:
    record = _visible(request, record_id)
    if not access.reads(request.actor, record):
        raise NotFound
    require_opened(request, request.actor, record, unquote(said or ""))
    return record


@router.get("/records", response=shapes.RecordList, summary="Records, newest first")
def list_records(request: ApiRequest, query: Annotated[RecordQuery, Query()]) -> Any:
    """Captured letters you may see; of classed ones, as their keeper, the entry."""
    rows = records_for(request.actor, query.filters())
    page = page_of(rows, query, ORDERS)
    access.tell_depth(page.items, request.actor)
    return page.shown(lambda one: show_record(one, request.actor))


@router.post(
    "/records",
    response={201: shapes.RecordDetails},
    summary="Enter a record by hand",
)
def create_record(
    request: ApiRequest, response: HttpResponse, payload: RecordEntry
) -> Any:
    """For keepers of the unit: paper of before, minutes, what was brought over."""
    made = register_record(actor=request.actor, row=payload.row())
    record = _visible(request, made.pk)
    set_etag(response, record.row_version)
    response.headers["Location"] = reverse("api:get_record", args=[record.pk])
    return Status(201, show_details(record, request.actor))


@router.get(
    "/records/{uuid:record_id}",
    response=shapes.RecordDetails,
    summary="One record",
    openapi_extra={"x-editable": True, "x-problems": (410,)},
)
def get_record(
    request: ApiRequest,
    response: HttpResponse,
    record_id: UUID,
    opening_reason: Said = None,
) -> Any:
    """One record with contents, file and retention.

    Of a classed one whose letter is not yours to work on the entry alone, until you
    say why you open it (`reason_wanted`).
    """
    record = _visible(request, record_id)
    said = unquote(opening_reason or "")
    opening = opened(request, request.actor, record, said)
    set_etag(response, record.row_version)
    shown = show_details(record, request.actor)
    shown.reason_wanted = opening.is_wanted
    return shown


@router.post(
    "/records/{uuid:record_id}/file",
    response=shapes.FiledRecord,
    summary="File a record",
)
def file_one_record(
    request: ApiRequest,
    response: HttpResponse,
    record_id: UUID,
    payload: shapes.FilingTarget,
) -> Any:
    """For its keepers (TU, secretary, archivist): put it into an open file.

    Refused when it lies in one. Another code than the file's is warned of.
    """
    record = file_record(
        actor=request.actor,
        record_id=record_id,
        record_file_id=payload.record_file,
        reason=payload.reason,
    )
    set_etag(response, record.row_version)
    return filed_values(record, request.actor)


@router.patch(
    "/records/{uuid:record_id}/file",
    response=shapes.FiledRecord,
    summary="Move a record",
)
def move_record(
    request: ApiRequest,
    response: HttpResponse,
    record_id: UUID,
    payload: shapes.FilingTarget,
) -> Any:
    """For its keepers: from one open file into another."""
    record = file_record(
        actor=request.actor,
        record_id=record_id,
        record_file_id=payload.record_file,
        move=True,
        reason=payload.reason,
        expected_version=required_version(request),
    )
    set_etag(response, record.row_version)
    return filed_values(record, request.actor)


@router.get(
    "/records/{uuid:record_id}/content",
    summary="Bytes of a record",
    openapi_extra={**ANY_FILE, "x-problems": (*ANY_FILE.get("x-problems", ()), 410)},
)
def get_record_content(
    request: ApiRequest,
    record_id: UUID,
    item: Annotated[int, Query(ge=0, le=10_000, description="`id` of a content.")] = 0,
    *,
    original: Annotated[
        bool, Query(description="The stored bytes of a classed record.")
    ] = False,
    opening_reason: Said = None,
) -> HttpResponseBase:
    """A stream with `Range` and `X-Content-SHA256`; `item` 0 is the letter itself.

    Of a classed record a copy that names its reader, noted in the trail; the stored
    bytes (`original`) go to those who took part in the letter.
    """
    record = _readable(request, record_id, opening_reason)
    content = record.contents.select_related("stored").filter(order=item).first()
    if content is None:
        raise NotFound
    wanted = Wanted(
        stored=content.stored,
        name=content.name,
        takes_part=access.gets_original(request.actor, record),
        original=original,
    )
    return give_file(request, record, wanted, actor=request.actor)


@router.get(
    "/records/{uuid:record_id}/history",
    response=shapes.RecordHistory,
    summary="History of a record",
)
def get_record_history(
    request: ApiRequest, record_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Events from the audit trail, oldest first; the letter's way for those in it."""
    record = access.visible_record(request.actor, record_id)
    opened(request, request.actor, record)
    rows = events_about(record, request.actor)
    page = page_of(rows, query, BY_TIME, name=str(record.pk))
    told = {event.id: asdict(event) for event in history_events(page.items)}
    return page.shown(lambda event: told[event.pk])


@router.get(
    "/records/{uuid:record_id}/proof",
    response=shapes.RecordProof,
    summary="Proof of a record",
    openapi_extra={"x-problems": (410,)},
)
def get_record_proof(
    request: ApiRequest, record_id: UUID, opening_reason: Said = None
) -> Any:
    """Hashes, locks, signatures and links of the audit chain."""
    record = _readable(request, record_id, opening_reason)
    proof = proof_of(record, request.actor)
    return {
        "record": record.pk,
        "contents": [
            {
                "name": one.name,
                **{
                    name: getattr(one.stored, name)
                    for name in ("sha256", "size", "media_type", "locked_until")
                },
            }
            for one in proof.contents
        ],
        "signatures": [
            {
                "signer": one.printed_name,
                "position": one.printed_title,
                "demo": one.is_demo,
                **{
                    name: getattr(one, name)
                    for name in (
                        "level",
                        "sha256",
                        "certificate_sha256",
                        "claimed_at",
                        "trusted_at",
                    )
                },
            }
            for one in proof.signatures
        ],
        "verification_code": proof.verification_code,
        "audit": [asdict(event) for event in proof.events],
    }
