"""What a report is asked for in the address, and what its page needs besides."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from archive.admin.entrance import YEARS, uuid_of, year_of
from archive.record_files.lists import FileFilters
from archive.records.lists import RecordFilters
from archive.reporting.scope import ReportScope, scope_of, units_to_choose
from eoffice.shell.acting import acting

YEARS_BACK = 5  # older ones are asked for in the address


def asked_scope(request: HttpRequest) -> ReportScope:
    """Return the scope of the address; without a year the present one.

    Raises:
        NotFound: no business of the person, or a unit that is none of theirs.
    """
    year = year_of(request.GET, "tahun")
    if year not in YEARS:
        year = None
    unit = uuid_of(request.GET, "unit")
    return scope_of(acting(request), year or timezone.localdate().year, unit)


def page_context(scope: ReportScope) -> dict[str, object]:
    """Return what the head of a report's page shows."""
    this_year = timezone.localdate().year
    chosen = {"unit": scope.chosen.pk} if scope.chosen else {}
    return {
        "scope": scope,
        "years": [this_year - back for back in range(YEARS_BACK)],
        "units": units_to_choose(scope.actor),
        "query": urlencode({"tahun": scope.year, **chosen}),
    }


def list_address(filters: RecordFilters | FileFilters | None) -> str:
    """Return the address of the list narrowed to this; empty for none."""
    if filters is None:
        return ""
    if isinstance(filters, FileFilters):
        asked = {"unit": filters.unit, "keadaan": filters.state, "tahun": filters.year}
        return _address("record_file_list", asked)
    return _address("record_list", _asked_of_records(filters))


def _asked_of_records(filters: RecordFilters) -> dict[str, object]:
    return {
        "berkas": {None: "", True: "sudah", False: "belum"}[filters.filed],
        "lengkap": {None: "", True: "ya", False: "belum"}[filters.complete],
        "jenis": filters.kind,
        "sifat": filters.security_class,
        "tahun": filters.year,
        "unit": filters.unit,
        "bawahan": "tanpa" if filters.unit_alone else "",
        "sejak": filters.captured_from,
        "hingga": filters.captured_to,
    }


def _address(page: str, asked: Mapping[str, object]) -> str:
    named = {name: value for name, value in asked.items() if value}
    return f"{reverse(page)}?{urlencode(named)}"
