"""`/arsip/laporan/angka/`: the yearly figures, as page, XLSX and PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.reporting.asked import asked_scope, list_address, page_context
from archive.reporting.figures import FigureGroup, yearly_figures
from archive.reporting.printing import printed_report
from eoffice.spreadsheets import MEDIA_TYPE, file_answer, sheet_of


def figures_page(request: HttpRequest) -> HttpResponse:
    """Show the figures; those of a list lead to it."""
    scope = asked_scope(request)
    groups = yearly_figures(scope, timezone.localdate())
    context = {
        **page_context(scope),
        "groups": [
            (
                group,
                [
                    (one, list_address(one.listed) if scope.has_lists else "")
                    for one in group.figures
                ],
            )
            for group in groups
        ],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Yearly figures"), "")],
    }
    return render(request, "archive/reporting/figures.html", context)


def figures_sheet(request: HttpRequest) -> HttpResponse:
    """Give the figures as a workbook."""
    scope = asked_scope(request)
    heads = [_("Part"), _("Figure"), _("Count")]
    rows = _rows(yearly_figures(scope, timezone.localdate()))
    sheet = sheet_of(_("Yearly figures"), heads, rows)
    return file_answer(sheet, MEDIA_TYPE, f"angka-kearsipan-{scope.year}.xlsx")


def figures_print(request: HttpRequest) -> HttpResponse:
    """Give the figures as PDF, under the letterhead."""
    scope = asked_scope(request)
    made = printed_report(
        scope,
        title=_("Yearly figures of the archive"),
        columns=[(_("Part"), 2), (_("Figure"), 5), (_("Count"), 1)],
        rows=_rows(yearly_figures(scope, timezone.localdate())),
    )
    return file_answer(made, "application/pdf", f"angka-kearsipan-{scope.year}.pdf")


def _rows(groups: list[FigureGroup]) -> list[list[str]]:
    return [
        [str(group.label), str(one.label), str(one.count)]
        for group in groups
        for one in group.figures
    ]
