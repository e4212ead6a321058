"""`/keluar/kirim/`: what waits to be sent, oldest first, and the rest."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import NotFound
from eoffice.listing import asked_cursor, page_of, page_or_first
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.queue import Tag
from workflow.contacts.ways import DispatchWay
from workflow.dispatches.allowed_acts import allowed_acts
from workflow.dispatches.models import Dispatch, DispatchState
from workflow.dispatches.queries.lists import (
    OLDEST_FIRST,
    DispatchQuery,
    for_lists,
    in_box,
    matching,
)
from workflow.dispatches.queries.shown import state_words, title_of
from workflow.dispatches.queries.whose import Sender, senders_of
from workflow.dispatches.ways import open_ways

PAGE = 25
BOXES = {
    "menunggu": ("waiting", _("To send")),
    "berjalan": ("under_way", _("On their way")),
    "selesai": ("done", _("Finished")),
    "semua": ("all", _("All")),
}
LOOKS: dict[str, tuple[str, str]] = {
    DispatchState.WAITING: ("due", "hourglass"),
    DispatchState.SENT: ("info", "send"),
    DispatchState.OPENED: ("ok", "mail"),
    DispatchState.HANDED_OVER: ("ok", "circle-check"),
    DispatchState.BOUNCED: ("late", "undo-2"),
    DispatchState.REVOKED: ("", "ban"),
}


def dispatch_tag(dispatch: Dispatch) -> Tag:
    """Return the state of a dispatch as a tag."""
    kind, icon = LOOKS[dispatch.state]
    return Tag(text=dispatch.get_state_display(), kind=kind, icon=icon)


def dispatch_row(dispatch: Dispatch, actor: Actor, sender: Sender) -> dict[str, Any]:
    """Return what a row and the page of one dispatch show of it."""
    acts = allowed_acts(actor, dispatch)
    may_choose = {"send", "resend"} & set(acts)
    return {
        "dispatch": dispatch,
        "title": title_of(dispatch),
        "tag": dispatch_tag(dispatch),
        "told": state_words(dispatch),
        "whose": sender.words,
        "acts": acts,
        "ways": [
            (way.value, DispatchWay(way).label) for way in open_ways(dispatch, actor)
        ]
        if may_choose
        else [],
    }


@office_view
def dispatch_list(request: HttpRequest) -> HttpResponse:
    """Show one box of the list; a person who never sends anything has none."""
    actor = acting(request)
    if not actor.mandates:
        raise NotFound
    chosen = request.GET.get("kotak", "menunggu")
    chosen = chosen if chosen in BOXES else "menunggu"
    words = " ".join(request.GET.get("q", "").split())[:100]
    cursor = asked_cursor(request)
    query = DispatchQuery(
        limit=PAGE, cursor=cursor, sort=None, box=BOXES[chosen][0], words=words
    )
    rows = for_lists(matching(in_box(actor, BOXES[chosen][0]), words))
    page = page_or_first(lambda: page_of(rows, query, OLDEST_FIRST), query)
    senders = senders_of(page.items)
    shown = [dispatch_row(one, actor, senders[one.pk]) for one in page.items]
    context = {
        "tabs": [
            {"name": name, "label": label, "chosen": name == chosen}
            for name, (_box, label) in BOXES.items()
        ],
        "box": chosen,
        "words": words,
        "page": page,
        "rows": shown,
        "is_clerk": actor.has_duty(PositionDuty.RECORD_CLERK),
        "month": timezone.localdate().replace(day=1),
        "many": sum("send" in row["acts"] for row in shown) > 1,
    }
    return render(request, "workflow/dispatches/list.html", context)
