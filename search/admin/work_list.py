"""`/cari/daftar-kerja/`: ticked results as records, for the acts on many at once.

The acts are those of the archive's own pages, which ask for rights again; this page
hands them ids, and shows of each what the list of records shows.
"""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archive.exchange.access import may as may_export
from archive.holds.access import deals_with_holds
from archive.records.access import records_visible_to
from archive.records.keepers import is_keeper
from archive.records.models import Record
from archive.records.shown import list_title
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

MOST = 100
#: A letter stands for its record: kinds of results, and what leads to the record.
LEADS = {"record": "pk__in", "letter": "letter__in", "incoming": "incoming__in"}


@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """Show the records of what was ticked, with the acts on all of them."""
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    records = list(_records(actor, request.GET.getlist("naskah")[:MOST]))
    chosen = urlencode([("arsip", one.pk) for one in records])
    context = {
        # in the shape of `archive/chosen_ids.html`
        "rows": [(one, list_title(one, actor), "") for one in records],
        "chosen": chosen,
        "may_hold": deals_with_holds(actor),
        "may_export": may_export(actor, "export.make", None),
        "crumbs": [(_("Search"), reverse("search_page")), (_("Work list"), "")],
    }
    return render(request, "search/work_list.html", context)


def _records(actor: Actor, ticked: Iterable[str]) -> QuerySet[Record]:
    """Records of ticks like `letter:<id>`, as far as the person sees them."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for one in ticked:
        kind, _sign, pk = one.partition(":")
        if kind in LEADS:
            ids[LEADS[kind]].append(_uuid(pk))
    named = Q(pk__in=[])
    for lead, given in ids.items():
        named |= Q(**{lead: given})
    rows = records_visible_to(actor).filter(named)
    return rows.select_related("unit", "classification", "record_file").order_by("-pk")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFound from fault
