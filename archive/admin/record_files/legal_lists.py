"""The lists of the law, as workbook and on paper: daftar berkas and daftar isi berkas.

`/arsip/berkas/daftar.xlsx` and `.pdf`, `/arsip/berkas/<id>/isi.xlsx` and `.pdf`.
"""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.entrance import address_query
from archive.admin.record_files.filters import NAMES, filters_of_files
from archive.record_files.access import visible_record_file
from archive.record_files.legal_lists import (
    MOST_LINES,
    file_heads,
    file_line,
    item_heads,
    item_lines,
)
from archive.record_files.lists import contents_of, record_files_for
from archive.record_files.models import RecordFile
from archive.record_files.periods import periods_of
from archive.record_files.printing import (
    MOST_PRINTED,
    printed_contents,
    printed_files,
)
from archive.records.access import tell_depth
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.spreadsheets import MEDIA_TYPE, file_answer, sheet_of

PDF = "application/pdf"


def file_list_sheet(request: HttpRequest) -> HttpResponse:
    """Give the list of files as it is filtered; no cell of it can run."""
    lines = _file_lines(request, MOST_LINES)
    sheet = sheet_of(_("List of files"), file_heads(), lines)
    return file_answer(sheet, MEDIA_TYPE, "daftar-berkas.xlsx")


def file_list_print(request: HttpRequest) -> HttpResponse:
    """Give the list of files as it is filtered, on paper under letterhead."""
    actor = acting(request)
    lines = _file_lines(request, MOST_PRINTED + 1)
    if len(lines) > MOST_PRINTED:
        query = address_query(request.GET, NAMES)
        page = reverse("record_file_list")
        return _too_long(request, f"{page}?{query}" if query else page)
    made = printed_files(lines, actor=actor, unit=_whose(actor))
    return file_answer(made, PDF, "daftar-berkas.pdf")


def _file_lines(request: HttpRequest, most: int) -> list[Sequence[str]]:
    filters = filters_of_files(request.GET)
    rows = record_files_for(acting(request), filters, timezone.localdate())
    files = list(rows.order_by("unit__name", "number")[:most])
    periods = periods_of(files)
    return [file_line(one, periods[one.pk]) for one in files]


def _whose(actor: Actor) -> Unit:
    """Return the unit whose letterhead stands above what the person prints."""
    mandate = actor.chosen or next(iter(actor.mandates), None)
    if mandate is None:
        raise NotFound
    return mandate.position.unit


def _too_long(request: HttpRequest, address: str) -> HttpResponse:
    told = _("More than %(most)d lines: narrow the list, or take it as Excel.")
    messages.warning(request, told % {"most": MOST_PRINTED})
    return redirect(address)


def file_contents_sheet(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give the list of a file's contents that the person may see."""
    actor = acting(request)
    found = visible_record_file(actor, file_id)
    lines = _content_lines(actor, found, MOST_LINES)
    sheet = sheet_of(_("Contents of the file"), item_heads(), lines)
    return file_answer(sheet, MEDIA_TYPE, f"daftar-isi-berkas-{found.number}.xlsx")


def file_contents_print(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give the list of a file's contents on paper, under its unit's letterhead."""
    actor = acting(request)
    found = visible_record_file(actor, file_id)
    lines = _content_lines(actor, found, MOST_PRINTED + 1)
    if len(lines) > MOST_PRINTED:
        return _too_long(request, reverse("record_file_page", args=[found.pk]))
    made = printed_contents(lines, title=found.title, actor=actor, unit=found.unit)
    return file_answer(made, PDF, f"daftar-isi-berkas-{found.number}.pdf")


def _content_lines(
    actor: Actor, record_file: RecordFile, most: int
) -> list[Sequence[str]]:
    records = list(contents_of(actor, record_file)[:most])
    tell_depth(records, actor)
    return item_lines(actor, record_file, records)
