"""`/arsip/laporan/belum-berkas/`: what waits to be filed, by unit and age."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.admin.reporting.asked import list_address
from archive.reporting.access import is_auditor
from archive.reporting.backlog import BANDS, Backlog, BacklogLine, backlog_of
from eoffice.shell.acting import acting
from eoffice.spreadsheets import MEDIA_TYPE, file_answer, sheet_of


def backlog_page(request: HttpRequest) -> HttpResponse:
    """Show how many records wait in each unit, each figure leading to its list."""
    actor = acting(request)
    found = backlog_of(actor, timezone.localdate())
    # An auditor reads figures; the records behind them are the keepers'.
    has_lists = not is_auditor(actor)
    context = {
        "found": found,
        "bands": BANDS,
        "rows": [
            (line, _cells(line, found.on, has_lists=has_lists)) for line in found.lines
        ],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Not filed yet"), "")],
    }
    return render(request, "archive/reporting/backlog.html", context)


def _cells(
    line: BacklogLine, today: date, *, has_lists: bool
) -> list[tuple[str, int, str]]:
    """Return label, count and the address of its list, for each band."""
    unit = line.unit.pk
    return [
        (
            str(band.label),
            n,
            list_address(band.filters(today, unit)) if has_lists else "",
        )
        for band, n in zip(BANDS, line.counts, strict=True)
    ]


def backlog_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same as a workbook."""
    found = backlog_of(acting(request), timezone.localdate())
    heads = [
        _("Processing unit"),
        *(str(band.label) for band in BANDS),
        _("In all"),
        _("Waiting since"),
    ]
    sheet = sheet_of(_("Not filed yet"), heads, _rows(found))
    return file_answer(sheet, MEDIA_TYPE, f"belum-diberkaskan-{found.on}.xlsx")


def _rows(found: Backlog) -> Iterator[Sequence[str]]:
    for line in found.lines:
        since = timezone.localdate(line.oldest_at)
        yield (
            line.unit.name,
            *map(str, line.counts),
            str(line.total),
            date_format(since, "j F Y"),
        )
    yield (_("In all"), *map(str, found.counts), str(found.total), "")
