"""`/record-files`: berkas opened, filled, closed."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Status

from archive.api import shapes
from archive.api.answers import show_file, show_record
from archive.disposal.listed_files import listed_among
from archive.record_files import access
from archive.record_files.closing import (
    Closing,
    close_record_file,
    give_event,
    reopen_record_file,
)
from archive.record_files.filing import FileInput, open_record_file
from archive.record_files.lists import FileFilters, record_files_for
from archive.record_files.models import RecordFile
from archive.records.access import tell_depth
from archive.records.lists import RecordFilters, records_for
from archive.retention.models import FinalDisposition
from eoffice.api.conditional import set_etag
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of

router = Router()
ORDERS = SortOrders(
    columns={"id": "id", "opened_on": "opened_on", "title": "title"}, default="-id"
)
ITEMS = SortOrders(columns={"item_number": "item_number"}, default="item_number")


AskedState = Literal[
    "open", "closed", "active", "waiting_for_event", "inactive", "due", "ended"
]


class RecordFileQuery(ListQuery):
    """Filters of the list of record files."""

    q: str | None = Field(None, max_length=200, description="Words of the title.")
    unit: UUID | None = Field(None, description="The unit and all below it.")
    code: str | None = Field(None, max_length=40)
    state: AskedState | None = None
    final_disposition: FinalDisposition | None = None
    year: int | None = Field(None, ge=1900, le=2200, description="Year of opening.")

    def filters(self) -> FileFilters:
        """Return them as the archive's query takes them."""
        return FileFilters(
            unit=self.unit,
            code=self.code or "",
            state=self.state or "",
            fate=self.final_disposition or "",
            year=self.year,
            words=self.q or "",
        )


def shown_file(request: ApiRequest, file_id: UUID) -> shapes.RecordFile:
    """Return the file as the person may see it now, or NotFound."""
    found = _visible(request, file_id)
    return show_file(
        found,
        keeps=bool(access.kept_among(request.actor, [found])),
        is_listed=bool(listed_among([found])),
    )


def _visible(request: ApiRequest, file_id: UUID) -> RecordFile:
    # As the list does, so that one file and a row of the list agree in their count.
    rows = record_files_for(
        request.actor, FileFilters(merged=True), timezone.localdate()
    )
    found = rows.filter(pk=file_id).first()
    if found is None:
        raise NotFound
    return found


@router.get("/record-files", response=shapes.RecordFileList, summary="Record files")
def list_record_files(
    request: ApiRequest, query: Annotated[RecordFileQuery, Query()]
) -> Any:
    """Files of your units, or of the archive you keep."""
    rows = record_files_for(request.actor, query.filters(), timezone.localdate())
    page = page_of(rows, query, ORDERS)
    kept = access.kept_among(request.actor, page.items)
    listed = listed_among(page.items)
    return page.shown(
        lambda one: show_file(one, keeps=one.pk in kept, is_listed=one.pk in listed)
    )


@router.post(
    "/record-files", response={201: shapes.RecordFile}, summary="Open a record file"
)
def create_record_file(
    request: ApiRequest, response: HttpResponse, payload: shapes.RecordFileFields
) -> Any:
    """For who files the records of the unit: TU, secretary, archivist."""
    content = FileInput(
        unit_id=payload.unit,
        classification_code=payload.classification_code,
        title=payload.title,
        opened_on=payload.opened_on,
    )
    made = open_record_file(actor=request.actor, content=content)
    set_etag(response, made.row_version)
    response.headers["Location"] = reverse("api:get_record_file", args=[made.pk])
    return Status(201, shown_file(request, made.pk))


@router.get(
    "/record-files/{uuid:file_id}",
    response=shapes.RecordFile,
    summary="One record file",
)
def get_record_file(request: ApiRequest, response: HttpResponse, file_id: UUID) -> Any:
    """One file with its retention."""
    found = _visible(request, file_id)
    set_etag(response, found.row_version)
    return shown_file(request, file_id)


@router.post(
    "/record-files/{uuid:file_id}/close",
    response=shapes.RecordFile,
    summary="Close a record file",
)
def close_one_record_file(
    request: ApiRequest,
    response: HttpResponse,
    file_id: UUID,
    payload: shapes.RecordFileClosing,
) -> Any:
    """For its keepers: the activity is finished, the retention clock starts."""
    closing = Closing(**payload.dict())
    closed = close_record_file(
        actor=request.actor, record_file_id=file_id, closing=closing
    )
    set_etag(response, closed.row_version)
    return shown_file(request, file_id)


@router.post(
    "/record-files/{uuid:file_id}/event",
    response=shapes.RecordFile,
    summary="Give the event of a record file",
)
def give_event_of_file(
    request: ApiRequest,
    response: HttpResponse,
    file_id: UUID,
    payload: shapes.RecordFileEventDay,
) -> Any:
    """For its keepers: the awaited event came on this day, by this proof."""
    dated = give_event(
        actor=request.actor,
        record_file_id=file_id,
        on=payload.on,
        proof=payload.proof,
        proof_file=payload.proof_file,
    )
    set_etag(response, dated.row_version)
    return shown_file(request, file_id)


@router.post(
    "/record-files/{uuid:file_id}/reopen",
    response=shapes.RecordFile,
    summary="Reopen a record file",
)
def reopen_one_record_file(
    request: ApiRequest, response: HttpResponse, file_id: UUID, payload: shapes.Reason
) -> Any:
    """For its keepers: its dates go, and are computed again when it is closed."""
    again = reopen_record_file(
        actor=request.actor, record_file_id=file_id, reason=payload.reason
    )
    set_etag(response, again.row_version)
    return shown_file(request, file_id)


@router.get(
    "/record-files/{uuid:file_id}/records",
    response=shapes.RecordList,
    summary="Records of a file",
)
def list_records_of_file(
    request: ApiRequest, file_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Records in the file that you may see, by item number."""
    found = access.visible_record_file(request.actor, file_id)
    # Seeing the file is not seeing its records: each is asked for itself.
    rows = records_for(request.actor, RecordFilters()).filter(record_file=found)
    page = page_of(rows, query, ITEMS, name=str(file_id))
    tell_depth(page.items, request.actor)
    return page.shown(lambda one: show_record(one, request.actor))
