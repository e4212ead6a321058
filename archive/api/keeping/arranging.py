"""`/record-files/{id}/merge`, `split` and `move`: berkas arranged anew."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Router, Status

from archive.api import shapes
from archive.api.record_files import shown_file
from archive.arranging.merging import merge_record_files
from archive.arranging.moving import FileMove, move_record_file
from archive.arranging.splitting import Split, split_record_file
from archive.record_files import access
from archive.record_files.filing_many import file_records
from archive.records.lists import RecordFilters, records_for
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import Change
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound

router = Router()
EARLIER = "Confirmed that records end earlier; the 409 before names the differences."


class FilesMerge(Change):
    """Brings the records of other files into this one."""

    record_files: list[UUID] = Field(..., min_length=1, max_length=50)
    reason: str = Field(..., max_length=1000)
    accept_earlier: bool = Field(default=False, description=EARLIER)


class FileSplit(Change):
    """Parts records into a file of their own."""

    records: list[UUID] = Field(..., min_length=1, max_length=500)
    title: str = Field(..., max_length=300)
    classification_code: str = Field("", max_length=40, description="Default: as now.")
    reason: str = Field(..., max_length=1000)
    accept_earlier: bool = Field(default=False, description=EARLIER)


class WholeFileMove(Change):
    """Moves the file itself to another unit of its register, or another code."""

    unit: UUID | None = None
    classification_code: str = Field("", max_length=40)
    reason: str = Field(..., max_length=1000)
    accept_earlier: bool = Field(default=False, description=EARLIER)


@router.post(
    "/record-files/{uuid:file_id}/merge",
    response=shapes.RecordFile,
    summary="Merge record files",
)
def merge_into_file(
    request: ApiRequest, response: HttpResponse, file_id: UUID, payload: FilesMerge
) -> Any:
    """For its keepers; 409 `earlier_retention` where records would end earlier."""
    merged = merge_record_files(
        actor=request.actor,
        record_file_id=file_id,
        sources=payload.record_files,
        reason=payload.reason,
        accept_earlier=payload.accept_earlier,
    )
    set_etag(response, merged.row_version)
    return shown_file(request, file_id)


@router.post(
    "/record-files/{uuid:file_id}/split",
    response={201: shapes.RecordFile},
    summary="Split a record file",
)
def split_one_file(
    request: ApiRequest, response: HttpResponse, file_id: UUID, payload: FileSplit
) -> Any:
    """For its keepers: answers the new file, of the same unit and state."""
    split = Split(
        records=payload.records,
        title=payload.title,
        classification_code=payload.classification_code,
        reason=payload.reason,
    )
    made = split_record_file(
        actor=request.actor,
        record_file_id=file_id,
        split=split,
        accept_earlier=payload.accept_earlier,
    )
    set_etag(response, made.row_version)
    response.headers["Location"] = reverse("api:get_record_file", args=[made.pk])
    return Status(201, shown_file(request, made.pk))


@router.post(
    "/record-files/{uuid:file_id}/move",
    response=shapes.RecordFile,
    summary="Move a file, or records of it",
)
def move_file_or_records(
    request: ApiRequest,
    file_id: UUID,
    payload: shapes.RecordsMove | WholeFileMove,
) -> Any:
    """For its keepers: the file to another unit or code, or records into another file.

    Records move all or none. A file with another code counts its dates anew; 409
    `earlier_retention` where records would end earlier.
    """
    if isinstance(payload, WholeFileMove):
        move = FileMove(
            unit_id=payload.unit,
            classification_code=payload.classification_code,
            reason=payload.reason,
        )
        move_record_file(
            actor=request.actor,
            record_file_id=file_id,
            move=move,
            accept_earlier=payload.accept_earlier,
        )
    else:
        _move_records(request, file_id, payload)
    return shown_file(request, file_id)


def _move_records(
    request: ApiRequest, file_id: UUID, payload: shapes.RecordsMove
) -> None:
    found = access.visible_record_file(request.actor, file_id)
    inside = records_for(request.actor, RecordFilters()).filter(
        record_file=found, pk__in=payload.records
    )
    if inside.count() != len(set(payload.records)):
        raise NotFound
    file_records(
        actor=request.actor,
        choices=[(one, payload.record_file) for one in payload.records],
        move=True,
        reason=payload.reason,
    )
