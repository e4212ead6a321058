"""`/arsip/`: what was captured, to be filed; the archivist's daily page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.admin.entrance import address_query, uuid_of, words_of, year_of
from archive.admin.paging import LongPaginator, bounded_count
from archive.disposal.access import deals_with_lists
from archive.record_files.proposals import FileProposal, proposals_for
from archive.records import access
from archive.records.keepers import is_keeper, units_kept_by
from archive.records.lists import RecordFilters, kept_by, records_for
from archive.records.models import Record, RecordKind
from archive.records.shown import list_title, shown_party
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from workflow.models import SecurityClass

PAGE_SIZE = 50
UNITS_AMONG = 2_000  # looking through all records would cost more with every year
ORDERS = {"tanggal": "record_date", "kode": "classification__code"}
NAMES = ("urut", "berkas", "jenis", "unit", "kode", "sifat", "tahun", "q")
FILED = {"belum": False, "sudah": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A row: the record, its title as lists may show it, and where it belongs."""

    record: Record
    title: str
    party: str
    proposal: FileProposal | None


def filters_of(given: QueryDict) -> RecordFilters:
    """Read the filters from what the address, or a form, names."""
    kind, security = given.get("jenis", ""), given.get("sifat", "")
    return RecordFilters(
        filed=FILED.get(given.get("berkas", "")),
        kind=kind if kind in RecordKind.values else "",
        unit=uuid_of(given, "unit"),
        code=words_of(given, "kode", 40),
        security_class=security if security in SecurityClass.values else "",
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def record_list(request: HttpRequest) -> HttpResponse:
    """Show the records one may see, newest first, with proposals for archivists."""
    actor, filters = acting(request), filters_of(request.GET)
    rows = records_for(actor, filters).order_by(*_order(request.GET.get("urut", "")))
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    records = list(page.object_list)
    access.tell_depth(records, actor)
    proposals = _proposals(actor, records)
    context = {
        "page": page,
        "rows": [
            RecordRow(
                record=one,
                title=list_title(one, actor),
                party=shown_party(one, actor),
                proposal=proposals.get(one.pk),
            )
            for one in records
        ],
        "proposal_count": len(proposals),
        "filters": filters,
        "chosen_berkas": request.GET.get("berkas", ""),
        "query": address_query(request.GET, NAMES),
        "is_keeper": is_keeper(actor),
        "sees_lists": deals_with_lists(actor),
        "unfiled_count": unfiled_count(actor),
        "units": _units(actor),
        "kinds": RecordKind.choices,
        "classes": SecurityClass.choices,
        "crumbs": [(_("Archive"), "")],
    }
    return render(request, "archive/records.html", context)


def _order(asked: str) -> tuple[str, ...]:
    """Return the order a head asked for, else newest first."""
    column = ORDERS.get(asked.removeprefix("-"))
    # Ids are made in the order of time, so the key itself is the newest first.
    if column is None:
        return ("-id",)
    # The id beside it: equal dates must not change places between two pages.
    return (f"-{column}", "-id") if asked.startswith("-") else (column, "id")


def _proposals(actor: Actor, records: list[Record]) -> dict:
    # Proposals cost queries and help only those who may file: others get none.
    if not is_keeper(actor):
        return {}
    units = {one.unit_id for one in records}
    kept = set(units_kept_by(actor).filter(pk__in=units).values_list("pk", flat=True))
    mine = [one for one in records if one.unit_id in kept]
    return proposals_for(actor, mine) if mine else {}


def unfiled_count(actor: Actor) -> int:
    """Return how many records wait to be filed by this archivist, up to a bound."""
    if not is_keeper(actor):
        return 0
    return bounded_count(kept_by(actor).filter(record_file__isnull=True))


def _units(actor: Actor) -> list[Unit]:
    """Return the units of the records last captured that one may see, to filter by."""
    newest = access.records_visible_to(actor).order_by("-id")[:UNITS_AMONG]
    ids = Record.objects.filter(pk__in=newest.values("pk")).values("unit")
    return list(Unit.objects.filter(pk__in=ids).order_by("name")[:200])
