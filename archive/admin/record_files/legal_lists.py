"""`/arsip/berkas/daftar.xlsx`, `/arsip/berkas/<id>/isi.xlsx`: the lists of the law."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.record_files.filters import filters_of_files
from archive.record_files.access import visible_record_file
from archive.record_files.legal_lists import (
    MOST_LINES,
    file_heads,
    file_line,
    item_heads,
    item_lines,
)
from archive.record_files.lists import contents_of, record_files_for
from archive.records.access import tell_depth
from eoffice.shell.acting import acting
from eoffice.spreadsheets import MEDIA_TYPE, file_answer, sheet_of


def file_list_sheet(request: HttpRequest) -> HttpResponse:
    """Give the list of files as it is filtered; no cell of it can run."""
    rows = record_files_for(
        acting(request), filters_of_files(request.GET), timezone.localdate()
    )
    ordered = rows.order_by("unit__name", "number")[:MOST_LINES]
    sheet = sheet_of(_("List of files"), file_heads(), map(file_line, ordered))
    return file_answer(sheet, MEDIA_TYPE, "daftar-berkas.xlsx")


def file_contents_sheet(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give the list of a file's contents that the person may see."""
    actor = acting(request)
    found = visible_record_file(actor, file_id)
    records = list(contents_of(actor, found)[:MOST_LINES])
    tell_depth(records, actor)
    lines = item_lines(actor, found, records)
    sheet = sheet_of(_("Contents of the file"), item_heads(), lines)
    return file_answer(sheet, MEDIA_TYPE, f"daftar-isi-berkas-{found.number}.xlsx")
