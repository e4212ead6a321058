"""The list of incoming letters: to register, on my desk, all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from eoffice.listing import (
    NEWEST_FIRST,
    ListQuery,
    Page,
    SortOrders,
    asked_cursor,
    page_of,
    page_or_first,
)
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.incoming import access
from workflow.incoming.models import Channel, IncomingLetter, IncomingStatus
from workflow.incoming.queries import lists as queries
from workflow.incoming.queries.shown import shown_incoming
from workflow.incoming.shared_desks import desks_helped

PAGE = 25
OLDEST_FIRST = SortOrders(columns={"id": "id"}, default="id")
TABS = {
    "catat": _("To register"),
    "gerbang": _("To pass on to leaders"),
    "pimpinan": _("On the leader's desk"),
    "meja": _("On my desk"),
    "semua": _("All"),
}


class TabQuery(ListQuery):
    """A page of one tab; words bind the cursor."""

    tab: str
    words: str = ""


def rows_of(actor: Actor, tab: str) -> QuerySet[IncomingLetter]:
    """Return the rows of a tab as far as the person may see."""
    if tab == "catat":
        return queries.to_register(actor)
    if tab == "gerbang":
        return queries.at_my_gate(actor)
    if tab == "pimpinan":
        return queries.on_helped_desks(actor)
    if tab == "meja":
        return queries.on_my_desk(actor)
    return access.incoming_visible_to(actor)


def _tab_page(actor: Actor, query: TabQuery) -> Page[IncomingLetter]:
    rows = rows_of(actor, query.tab).select_related(
        "routed_to", "proposal", "brought_by"
    )
    rows = rows.defer("brought_by__nik")
    if query.words:
        rows = queries.found_in(rows, query.words, actor)
    # What waits for the agenda goes by its turn; everything else newest first.
    by_turn = query.tab in {"catat", "gerbang"}
    orders = OLDEST_FIRST if by_turn else NEWEST_FIRST
    found = rows.prefetch_related("files")
    return page_or_first(lambda: page_of(found, query, orders, name=query.tab), query)


def tabs_of(actor: Actor, *, is_clerk: bool, chosen: str) -> list[dict[str, Any]]:
    """Return the tabs with their counts."""
    counted = {
        "catat": queries.to_register,
        "gerbang": queries.at_my_gate,
        "pimpinan": queries.on_helped_desks,
        "meja": queries.on_my_desk,
    }
    counts = {name: rows(actor).count() for name, rows in counted.items()}
    # Most people keep no gate and help no leader: those tabs are there when needed.
    rare = {name for name in ("gerbang", "pimpinan") if counts[name]}
    shown = {"meja", "semua", chosen, *rare}
    shown |= {"catat"} if is_clerk else set()
    return [
        {
            "name": name,
            "label": TABS[name],
            "count": counts.get(name),
            "chosen": name == chosen,
        }
        for name in TABS
        if name in shown
    ]


def title_of(incoming: IncomingLetter, actor: Actor) -> str:
    """Return how a row is named; before registration as the reading proposes."""
    # Before the agenda no class is known; only its clerks see it, by the file's name.
    if incoming.status != IncomingStatus.RECEIVED:
        return shown_incoming(incoming, actor)
    files = list(incoming.files.all())
    name = files[0].name if files else str(incoming)
    return queries.proposed(incoming, "subject") or name


def rows_shown(
    actor: Actor, letters: Sequence[IncomingLetter]
) -> list[tuple[IncomingLetter, str, bool]]:
    """Return each letter with its name and whether the person may register it."""
    new = [one.pk for one in letters if one.status == IncomingStatus.RECEIVED]
    # For the rows of this page in one query, not one for each.
    waiting = set(queries.to_register(actor).filter(pk__in=new).values_list("pk"))
    return [(one, title_of(one, actor), (one.pk,) in waiting) for one in letters]


def _first_tab(actor: Actor, *, is_clerk: bool) -> str:
    if is_clerk:
        return "catat"
    # A helper with nothing on the own desk comes for the leader's.
    if desks_helped(actor) and not queries.on_my_desk(actor).exists():
        return "pimpinan"
    return "meja"


@office_view
def incoming_list(request: HttpRequest) -> HttpResponse:
    """Show one tab; clerks also get the place to drop files."""
    actor = acting(request)
    is_clerk = bool(access.clerk_registers(actor))
    first = _first_tab(actor, is_clerk=is_clerk)
    tab = request.GET.get("bagian", first)
    tab = tab if tab in TABS and (is_clerk or tab != "catat") else first
    query = TabQuery(
        tab=tab,
        words=request.GET.get("q", "").replace("\0", "")[:200],
        limit=PAGE,
        sort=None,
        cursor=asked_cursor(request),
    )
    page = _tab_page(actor, query)
    context = {
        "page": page,
        "rows": rows_shown(actor, page.items),
        "query": query,
        "tabs": tabs_of(actor, is_clerk=is_clerk, chosen=tab),
        "is_clerk": is_clerk,
        "channels": [one for one in Channel.choices if one[0] != Channel.INTERNAL],
    }
    return render(request, "workflow/incoming/list.html", context)
