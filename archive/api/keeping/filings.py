"""`/filings`: many records filed at once, and taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema, Status

from archive.record_files.filing_many import file_records
from archive.record_files.models import Filing
from archive.record_files.undoing import hindrance, undo_filing, visible_filing
from eoffice.api.organisation.shapes import Change
from eoffice.api.requests import ApiRequest

router = Router()


class RecordsToFile(Change):
    """Records to be put into an open file: all or none."""

    records: list[UUID] = Field(..., min_length=1, max_length=200)
    move: bool = Field(default=False, description="Also those that lie in another.")
    reason: str = Field("", max_length=1000, description="Where the code differs.")


class FilingOut(Schema):
    """One act of filing; `undo` is allowed until somebody acts on its records."""

    id: UUID
    at: datetime
    undone_at: datetime | None
    filed: int
    allowed_acts: list[str]


def _shown(filing: Filing) -> FilingOut:
    return FilingOut(
        id=filing.pk,
        at=filing.at,
        undone_at=filing.undone_at,
        filed=filing.moves.count(),
        allowed_acts=[] if hindrance(filing) else ["undo"],
    )


@router.post(
    "/record-files/{uuid:file_id}/file",
    response={200: FilingOut, 204: None},
    summary="File many records",
)
def file_many_records(
    request: ApiRequest, file_id: UUID, payload: RecordsToFile
) -> Any:
    """For its keepers: all or none; 204 where all of them lie there already."""
    filing = file_records(
        actor=request.actor,
        choices=[(one, file_id) for one in payload.records],
        move=payload.move,
        reason=payload.reason,
    )
    return Status(204, None) if filing is None else _shown(filing)


@router.get(
    "/filings/{uuid:filing_id}", response=FilingOut, summary="One of your filings"
)
def get_filing(request: ApiRequest, filing_id: UUID) -> Any:
    """What you filed in one act, and whether it can still be taken back."""
    return _shown(visible_filing(request.actor, filing_id))


@router.post(
    "/filings/{uuid:filing_id}/undo",
    response=FilingOut,
    summary="Take a filing back",
)
def undo_one_filing(request: ApiRequest, filing_id: UUID) -> Any:
    """Your own, until somebody acts on what was filed: all or none."""
    return _shown(undo_filing(actor=request.actor, filing_id=filing_id))
