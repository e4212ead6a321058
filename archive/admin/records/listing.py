"""`/arsip/`: what was captured, to be filed; the archivist's daily page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.admin.entrance import address_query
from archive.admin.list_facets import told_list
from archive.admin.paging import bounded_count
from archive.admin.records.facets import COUNTED, record_facets, unit_facet
from archive.admin.records.filters import COLUMNS, KEPT, NAMES, filters_of, order_of
from archive.admin.records.paging import PAGE_SIZES, size_of
from archive.desk.models import ViewedList
from archive.desk.saving import views_of
from archive.desk.windows import BOUND, ListPlace, Window, window_of
from archive.disposal.access import deals_with_lists
from archive.record_files.acts import why_not_filed
from archive.record_files.proposals import FileProposal, proposals_for
from archive.records import access
from archive.records.completeness import INCOMPLETE, lack_words
from archive.records.keepers import is_keeper, units_kept_by
from archive.records.lists import RecordFilters, kept_by, records_for
from archive.records.models import Record
from archive.records.shown import list_title, shown_party
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

#: How far the badge of the menu counts: it is drawn on every page.
BADGE_BOUND = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A row: the record, its title as lists may show it, and where it belongs."""

    record: Record
    title: str
    party: str
    proposal: FileProposal | None
    lacks: str  # mandatory facts it lacks, in words
    why_not: str  # it can not be filed or moved by this person; empty: it can


def record_list(request: HttpRequest) -> HttpResponse:
    """Show the records one may see, newest first, with proposals for archivists."""
    actor, given = acting(request), request.GET
    filters, query = filters_of(given), address_query(given, NAMES)
    window = window_of(
        _seen(actor, filters),
        order_of(given),
        size=size_of(given),
        counted=COUNTED,
        place=ListPlace(asked=given.get("sesudah", ""), binding=query),
    )
    rows = _rows_of(actor, window)
    context = told_list(window, query) | _looks(actor, given) | _keeping(actor)
    context |= {
        "rows": rows,
        "proposal_count": sum(row.proposal is not None for row in rows),
        "filters": filters,
        "chosen_berkas": given.get("berkas", ""),
        "facets": record_facets(window, given),
        "units": unit_facet(window.counts["unit"], given),
        "crumbs": [(_("Archive"), "")],
    }
    return render(request, "archive/records.html", context)


def _looks(actor: Actor, given: QueryDict) -> dict[str, object]:
    """Return how the list is shown: rows, columns, and the person's own views."""
    return {
        "sizes": _sizes(given),
        "offered": COLUMNS.offered,
        "columns": COLUMNS.chosen(given),
        "views": views_of(actor, ViewedList.RECORDS),
        "viewed": ViewedList.RECORDS,
        "kept": [(name, given[name]) for name in KEPT if given.get(name)],
    }


def _sizes(given: QueryDict) -> list[tuple[int, str, bool]]:
    """Return how many rows may be shown, the address that asks it, and which is now."""
    asked = address_query(given, tuple(name for name in NAMES if name != "banyak"))
    start = f"{asked}&" if asked else ""
    return [(one, f"{start}banyak={one}", one == size_of(given)) for one in PAGE_SIZES]


def _keeping(actor: Actor) -> dict[str, object]:
    """Return what waits for a keeper; nothing does for others."""
    return {
        "is_keeper": is_keeper(actor),
        "sees_lists": deals_with_lists(actor),
        "unfiled_count": unfiled_count(actor),
        "incomplete_count": incomplete_count(actor),
    }


def _seen(actor: Actor, filters: RecordFilters) -> QuerySet[Record]:
    rows = filters.apply(access.records_visible_to(actor), actor)
    lacks = Case(
        When(INCOMPLETE, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return rows.annotate(is_incomplete=lacks)


def _rows_of(actor: Actor, window: Window[Any]) -> list[RecordRow]:
    found = records_for(actor, RecordFilters()).in_bulk(window.ids)
    records = [found[pk] for pk in window.ids if pk in found]
    access.tell_depth(records, actor)
    kept = _kept_units(actor, records)
    mine = [one for one in records if one.unit_id in kept]
    proposals = proposals_for(actor, mine) if mine else {}
    return [
        RecordRow(
            record=one,
            title=list_title(one, actor),
            party=shown_party(one, actor),
            proposal=proposals.get(one.pk),
            lacks=lack_words(one),
            why_not=why_not_filed(one, keeps=one.unit_id in kept),
        )
        for one in records
    ]


def _kept_units(actor: Actor, records: list[Record]) -> set[UUID]:
    # Proposals cost queries and help only those who may file: others get none.
    if not is_keeper(actor):
        return set()
    units = {one.unit_id for one in records}
    return set(units_kept_by(actor).filter(pk__in=units).values_list("pk", flat=True))


def unfiled_count(actor: Actor, bound: int = BOUND) -> int:
    """Return how many records wait to be filed by this archivist, up to a bound."""
    if not is_keeper(actor):
        return 0
    return bounded_count(kept_by(actor).filter(record_file__isnull=True), bound)


def incomplete_count(actor: Actor) -> int:
    """Return how many kept records lack mandatory facts, up to a bound."""
    if not is_keeper(actor):
        return 0
    return bounded_count(kept_by(actor).filter(INCOMPLETE), BOUND)
