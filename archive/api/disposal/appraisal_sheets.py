"""`/destruction-lists/{id}/items.xlsx`: a list given out as a sheet, and back."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, File, Form, Router, Schema, UploadedFile

from archive.appraisal_sheets.bringing import bring_sheet
from archive.appraisal_sheets.errors import Conflict
from archive.appraisal_sheets.judging import RowConflict, SheetJudgement, judge
from archive.appraisal_sheets.taking import take_sheet
from archive.appraisal_sheets.writing import workbook_of_list
from archive.disposal import access
from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

router = Router()
SHEET = "/destruction-lists/{uuid:list_id}/items.xlsx"
SHOWN = 1000


class SheetOptions(Schema):
    """How to take a filled sheet."""

    dry_run: bool = Field(default=True, description="Only tell what it would do.")


class SheetConflict(Schema):
    """A row that is not taken over; its item stays as it is."""

    row: int | None = Field(..., description="Null: the item is not in the sheet.")
    item: int | None = Field(..., description="The item's number on the list.")
    code: Conflict
    message: str


class SheetTaken(Schema):
    """What a filled sheet does, or has done."""

    applied: bool
    words: int = Field(..., description="Items that get another word.")
    same: int
    silent: int = Field(..., description="Rows without a word.")
    conflicts: list[SheetConflict] = Field(
        ..., description="At most 1,000; `conflict_count` tells all."
    )
    conflict_count: int


@router.get(
    SHEET, summary="A list as a sheet to fill", openapi_extra=told_file([MEDIA_TYPE])
)
def get_destruction_sheet(request: ApiRequest, list_id: UUID) -> HttpResponse:
    """A row for each item; decision, day and reason are open, all else is locked."""
    found = access.visible_list(request.actor, list_id)
    return file_answer(workbook_of_list(found), MEDIA_TYPE, "usul-musnah.xlsx")


@router.post(
    SHEET,
    response=SheetTaken,
    summary="Bring a filled sheet",
    openapi_extra={"x-problems": (409,)},
)
# scanner and sandbox take seconds to read the file: not inside a transaction
@settles_itself
def bring_destruction_sheet(
    request: ApiRequest,
    list_id: UUID,
    file: Annotated[UploadedFile, File(description="XLSX.")],
    options: Annotated[SheetOptions, Form()],
) -> Any:
    """For the committee; rows in conflict stay behind, all others in one act."""
    sheet = bring_sheet(
        actor=request.actor,
        owner=request.auth,
        list_id=list_id,
        name=file.name or "",
        stream=file,
    )
    if options.dry_run:
        return _told(judge(sheet), applied=False)
    judged = take_sheet(actor=request.actor, list_id=list_id, sheet_id=sheet.pk)
    return _told(judged, applied=True)


def _told(judged: SheetJudgement, *, applied: bool) -> dict[str, Any]:
    return {
        "applied": applied,
        "words": len(judged.words),
        "same": judged.same,
        "silent": judged.silent,
        "conflicts": [_row(one) for one in judged.conflicts[:SHOWN]],
        "conflict_count": len(judged.conflicts),
    }


def _row(one: RowConflict) -> dict[str, Any]:
    return {
        "row": one.row,
        "item": one.order,
        "code": one.conflict,
        "message": str(one.conflict.label),
    }
