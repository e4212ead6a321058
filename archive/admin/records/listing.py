"""`/arsip/`: what was captured, to be filed; the archivist's daily page."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.admin.entrance import address_query, day_of, uuid_of, words_of, year_of
from archive.admin.paging import LongPaginator, bounded_count
from archive.admin.records.paging import PAGE_SIZES, size_of
from archive.disposal.access import deals_with_lists
from archive.record_files.acts import why_not_filed
from archive.record_files.proposals import FileProposal, proposals_for
from archive.records import access
from archive.records.completeness import INCOMPLETE, lack_words
from archive.records.keepers import is_keeper, units_kept_by
from archive.records.lists import RecordFilters, kept_by, records_for
from archive.records.models import Record, RecordKind
from archive.records.shown import list_title, shown_party
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from workflow.models import SecurityClass

UNITS_AMONG = 2_000  # looking through all records would cost more with every year
ORDERS = {"tanggal": "record_date", "kode": "classification__code"}
NAMES = (
    "urut",
    "banyak",
    "berkas",
    "lengkap",
    "jenis",
    "unit",
    "bawahan",
    "sejak",
    "hingga",
    "kode",
    "sifat",
    "tahun",
    "q",
)
COMPLETE = {"belum": False, "ya": True}
FILED = {"belum": False, "sudah": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A row: the record, its title as lists may show it, and where it belongs."""

    record: Record
    title: str
    party: str
    proposal: FileProposal | None
    lacks: str  # mandatory facts it lacks, in words
    why_not: str  # it can not be filed or moved by this person; empty: it can


def filters_of(given: QueryDict) -> RecordFilters:
    """Read the filters from what the address, or a form, names."""
    kind, security = given.get("jenis", ""), given.get("sifat", "")
    return RecordFilters(
        filed=FILED.get(given.get("berkas", "")),
        complete=COMPLETE.get(given.get("lengkap", "")),
        kind=kind if kind in RecordKind.values else "",
        unit=uuid_of(given, "unit"),
        unit_alone=given.get("bawahan", "") == "tanpa",
        captured_from=day_of(given, "sejak"),
        captured_to=day_of(given, "hingga"),
        code=words_of(given, "kode", 40),
        security_class=security if security in SecurityClass.values else "",
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def record_list(request: HttpRequest) -> HttpResponse:
    """Show the records one may see, newest first, with proposals for archivists."""
    actor, filters = acting(request), filters_of(request.GET)
    rows = records_for(actor, filters).order_by(*_order(request.GET.get("urut", "")))
    size = size_of(request.GET)
    page = LongPaginator(rows, size, request.GET.get("p")).asked_page()
    records = list(page.object_list)
    access.tell_depth(records, actor)
    kept = _kept_units(actor, records)
    mine = [one for one in records if one.unit_id in kept]
    proposals = proposals_for(actor, mine) if mine else {}
    context = {
        "page": page,
        "rows": [
            RecordRow(
                record=one,
                title=list_title(one, actor),
                party=shown_party(one, actor),
                proposal=proposals.get(one.pk),
                lacks=lack_words(one),
                why_not=why_not_filed(one, keeps=one.unit_id in kept),
            )
            for one in records
        ],
        "proposal_count": len(proposals),
        "sizes": PAGE_SIZES,
        "size": size,
        "filters": filters,
        "chosen_complete": request.GET.get("lengkap", ""),
        "incomplete_count": incomplete_count(actor),
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


def _kept_units(actor: Actor, records: list[Record]) -> set[UUID]:
    # Proposals cost queries and help only those who may file: others get none.
    if not is_keeper(actor):
        return set()
    units = {one.unit_id for one in records}
    return set(units_kept_by(actor).filter(pk__in=units).values_list("pk", flat=True))


def unfiled_count(actor: Actor) -> int:
    """Return how many records wait to be filed by this archivist, up to a bound."""
    if not is_keeper(actor):
        return 0
    return bounded_count(kept_by(actor).filter(record_file__isnull=True))


def incomplete_count(actor: Actor) -> int:
    """Return how many kept records lack mandatory facts, up to a bound."""
    if not is_keeper(actor):
        return 0
    return bounded_count(kept_by(actor).filter(INCOMPLETE))


def _units(actor: Actor) -> list[Unit]:
    """Return the units of the records last captured that one may see, to filter by."""
    newest = access.records_visible_to(actor).order_by("-id")[:UNITS_AMONG]
    ids = Record.objects.filter(pk__in=newest.values("pk")).values("unit")
    return list(Unit.objects.filter(pk__in=ids).order_by("name")[:200])
