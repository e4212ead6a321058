"""`/cari/hasil/`: the results one looks at as a spreadsheet or as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import NotFound
from eoffice.shell.acting import acting
from eoffice.spreadsheets import MEDIA_TYPE, neutral, sheet_of
from search.admin.asked import asked_of
from search.engines.contract import Hit
from search.finding.office_names import labels_for
from search.kinds import KINDS
from search.query import InvalidRequest
from search.saved.exporting import ResultList, take_out
from workflow.security_class import SecurityClass

CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"  # without it Excel reads UTF-8 as another code


@require_GET
def take_results(request: HttpRequest) -> HttpResponse:
    """Give the results of the address (as of `/cari/`): `bentuk` is xlsx or csv."""
    actor = acting(request)
    try:
        asked = asked_of(request.GET)
        wanted = asked.parsed().request
    except InvalidRequest as fault:
        raise NotFound from fault
    if not asked.is_something:
        raise NotFound
    found = take_out(actor=actor, request=wanted)
    site = request.build_absolute_uri("/").rstrip("/")
    rows = [*_rows(found.hits, site), *_told(found)]
    is_csv = request.GET.get("bentuk") == "csv"
    content = _csv(rows) if is_csv else sheet_of(str(_("Results")), _heads(), rows)
    name = "hasil-pencarian.csv" if is_csv else "hasil-pencarian.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = CSV if is_csv else MEDIA_TYPE
    return HttpResponse(content, content_type=kind, headers=headers)


def _heads() -> list[str]:
    return [
        _("Number"),
        _("Date"),
        _("Subject"),
        _("Sender"),
        _("Kind"),
        _("Unit"),
        _("Status"),
        _("Security class"),
        _("Address"),
    ]


def _rows(hits: list[Hit], site: str) -> Iterator[list[str]]:
    units = labels_for("unit", {hit.unit for hit in hits if hit.unit})
    for hit in hits:
        kind, secrecy = KINDS[hit.kind], tuple(SecurityClass)[hit.security]
        is_veiled = secrecy.is_confidential
        day = hit.letter_date or hit.received_on
        yield [
            hit.number,
            day.isoformat() if day else "",
            str(_("Confidential letter")) if is_veiled else hit.subject,
            "" if is_veiled else hit.sender,
            str(kind.label),
            units.get(hit.unit, ""),
            str(kind.states.get(hit.status, "")),
            str(secrecy.label),
            f"{site}{kind.address(hit.id)}",
        ]


def _told(found: ResultList) -> Iterator[list[str]]:
    """A last row where the list is not whole."""
    if len(found.hits) < found.total:
        words = _("The first %(n)d of %(total)d results.")
        yield [words % {"n": len(found.hits), "total": found.total}]


def _csv(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(_heads())
    written.writerows([neutral(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
