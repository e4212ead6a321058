"""`/arsip/laporan/pengawasan/`: internal supervision, as page, XLSX and PDF."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.reporting.asked import asked_scope, page_context
from archive.reporting.parts import PARTS
from archive.reporting.printing import printed_report
from archive.reporting.supervision import (
    INDICATORS,
    IndicatorCount,
    supervision_of,
)
from eoffice.spreadsheets import MEDIA_TYPE, Sheet, file_answer, workbook_of


def supervision_page(request: HttpRequest) -> HttpResponse:
    """Show the indicators of all units together, and of each."""
    scope = asked_scope(request)
    found = supervision_of(scope, timezone.localdate())
    context = {
        **page_context(scope),
        "rows": [(PARTS[one.indicator.part], one) for one in found.whole],
        "indicators": INDICATORS,
        "by_unit": found.units,
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Supervision"), "")],
    }
    return render(request, "archive/reporting/supervision.html", context)


def supervision_sheet(request: HttpRequest) -> HttpResponse:
    """Give the report as a workbook: all together, and a line for each unit."""
    scope = asked_scope(request)
    found = supervision_of(scope, timezone.localdate())
    each = [
        [unit.name, *(f"{one.done}/{one.of}" for one in measured)]
        for unit, measured in found.units
    ]
    book = workbook_of(
        [
            Sheet(name=_("Supervision"), heads=_heads(), rows=_rows(found.whole)),
            Sheet(
                name=_("By unit"),
                heads=[_("Processing unit"), *(str(one.label) for one in INDICATORS)],
                rows=each,
            ),
        ]
    )
    return file_answer(book, MEDIA_TYPE, f"pengawasan-kearsipan-{scope.year}.xlsx")


def supervision_print(request: HttpRequest) -> HttpResponse:
    """Give the report as PDF, under the letterhead."""
    scope = asked_scope(request)
    found = supervision_of(scope, timezone.localdate())
    made = printed_report(
        scope,
        title=_("Report of the internal supervision of the archive"),
        columns=list(zip(_heads(), (2, 6, 1, 1, 1, 2), strict=True)),
        rows=_rows(found.whole),
    )
    name = f"pengawasan-kearsipan-{scope.year}.pdf"
    return file_answer(made, "application/pdf", name)


def _heads() -> list[str]:
    return [_("Part"), _("Indicator"), _("Done"), _("Of"), "%", _("Basis")]


def _rows(measured: Sequence[IndicatorCount]) -> list[list[str]]:
    return [
        [
            str(PARTS[one.indicator.part]),
            str(one.indicator.label),
            str(one.done),
            str(one.of),
            "" if one.percent is None else str(one.percent),
            one.indicator.basis,
        ]
        for one in measured
    ]
