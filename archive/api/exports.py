"""`/exports`: packages and lists of records, written by a job and taken out."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Router, Schema, Status
from ninja import Query as FromQuery

from archive.disposal.access import visible_list
from archive.exchange import access
from archive.exchange.giving import take_out
from archive.exchange.making import ExportInput, make_export
from archive.exchange.models import Export as ExportRow
from archive.exchange.models import ExportKind, ExportState
from archive.exchange.selecting import Selection
from archive.records.lists import RecordFilters
from archive.records.models import Record, RecordKind
from eoffice.api.file_answers import file_answer
from eoffice.api.organisation.shapes import Change
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.spreadsheets import MEDIA_TYPE as XLSX
from workflow.models import SecurityClass
from workflow.reading_copies import give_package

router = Router()
FORMS = file_answer(["application/zip", XLSX, "text/csv"])


class ExportFilter(Change):
    """What the records are narrowed to, as in `GET /records`."""

    q: str = Field("", max_length=200)
    kind: RecordKind | None = None
    unit: UUID | None = Field(None, description="The unit and all below it.")
    code: str = Field("", max_length=40)
    security_class: SecurityClass | None = None
    year: int | None = Field(None, ge=1900, le=2200)
    filed: bool | None = None

    def filters(self) -> RecordFilters:
        """Return them as the archive's query takes them."""
        return RecordFilters(
            filed=self.filed,
            kind=self.kind or "",
            unit=self.unit,
            code=self.code,
            security_class=self.security_class or "",
            year=self.year,
            words=self.q,
        )


class ExportSelection(Change):
    """One of the four; the first that is given counts."""

    records: list[UUID] = Field([], max_length=10_000)
    record_file: UUID | None = None
    destruction_list: UUID | None = None
    filter: ExportFilter | None = None


class ExportFields(Change):
    """What is asked for."""

    kind: ExportKind
    selection: ExportSelection
    reason: str = Field(
        "", max_length=300, description="Asked where classed records are among it."
    )


class Export(Schema):
    """One export, and how far it is."""

    id: UUID
    kind: ExportKind
    kind_label: str
    state: ExportState
    state_label: str
    records: int
    written: int
    left_out: int = Field(..., description="Of the selection, not yours to take out.")
    classed: bool
    reason: str
    size: int | None
    sha256: str | None
    made_at: datetime
    ready_at: datetime | None
    ends_at: datetime | None = Field(..., description="Kept until then.")
    why: str = Field(..., description="Why there is no file: a code, or empty.")
    job: UUID | None


class ExportPage(Listed[Export]):
    """A page of exports."""


def _shown(one: ExportRow) -> Export:
    same = ("id", "left_out", "reason", "made_at", "ready_at", "ends_at", "why")
    return Export(
        **{name: getattr(one, name) for name in (*same, "written")},
        kind=ExportKind(one.kind),
        kind_label=one.get_kind_display(),
        state=ExportState(one.state),
        state_label=one.get_state_display(),
        records=one.record_count,
        classed=one.is_classed,
        size=one.stored.size if one.stored else None,
        sha256=one.stored.sha256 if one.stored else None,
        job=one.job_id,
    )


def _selection(request: ApiRequest, given: ExportSelection) -> Selection:
    if not given.records and not given.record_file and given.destruction_list:
        found = visible_list(request.actor, given.destruction_list)
        rows = Record.objects.filter(pk__in=found.items.values("record_id"))
        return Selection(records=list(rows.values_list("pk", flat=True)))
    return Selection(
        records=given.records,
        record_file=given.record_file,
        filters=given.filter.filters() if given.filter else None,
    )


@router.get("/exports", response=ExportPage, summary="Exports, newest first")
def list_exports(request: ApiRequest, query: Annotated[ListQuery, FromQuery()]) -> Any:
    """Your own; as a keeper of records also those you may read wholly."""
    rows = access.exports_visible_to(request.actor).select_related("stored")
    return page_of(rows, query, NEWEST_FIRST).shown(_shown)


@router.post("/exports", response={202: Export}, summary="Have an export written")
def create_export(
    request: ApiRequest, response: HttpResponse, payload: ExportFields
) -> Any:
    """For who files records. `Location` is the job; the export's id is in the body."""
    made = make_export(
        actor=request.actor,
        wanted=ExportInput(
            kind=payload.kind,
            selection=_selection(request, payload.selection),
            reason=payload.reason,
        ),
    )
    response.headers["Location"] = reverse("api:get_job", args=[made.job_id])
    return Status(202, _shown(made))


@router.get("/exports/{uuid:export_id}", response=Export, summary="One export")
def get_export(request: ApiRequest, export_id: UUID) -> Any:
    """How far it is, and until when it is kept."""
    return _shown(access.visible_export(request.actor, export_id))


@router.get(
    "/exports/{uuid:export_id}/content",
    summary="The file of an export",
    openapi_extra={**FORMS, "x-problems": (409,)},
)
def get_export_content(request: ApiRequest, export_id: UUID) -> HttpResponseBase:
    """For who may take out every record in it now; noted in the trail."""
    taken = take_out(actor=request.actor, export_id=export_id)
    return give_package(request, taken.stored, name=taken.name)
