"""The lists of dispositions: to me, from me, late ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from eoffice.listing import (
    NEWEST_FIRST,
    ListQuery,
    Page,
    asked_cursor,
    page_of,
    page_or_first,
)
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.disposition_tree import disposition_words, state_tag
from workflow.dispositions.models import Disposition
from workflow.dispositions.queries import lists as queries
from workflow.dispositions.queries.shown import shown_matter, shown_words
from workflow.incoming.shared_desks import desks_helped

PAGE = 25
HELPED = "pimpinan"
BOXES = {"masuk": "inbox", "terkirim": "sent", "lewat": "overdue", HELPED: "helped"}
LABELS = {
    "masuk": _("To me"),
    "terkirim": _("From me"),
    "lewat": _("Late"),
    HELPED: _("Of the leader"),
}


def _box_page(actor: Actor, box: str, query: ListQuery) -> Page[Disposition]:
    rows = queries.box(actor, BOXES[box])
    return page_or_first(lambda: page_of(rows, query, NEWEST_FIRST, name=box), query)


@office_view
def disposition_list(request: HttpRequest) -> HttpResponse:
    """Show one box."""
    actor = acting(request)
    box = request.GET.get("kotak", "masuk")
    box = box if box in BOXES else "masuk"
    cursor = asked_cursor(request)
    page = _box_page(actor, box, ListQuery(limit=PAGE, cursor=cursor, sort=None))
    codes = [code for disposition in page.items for code in disposition.instructions]
    # In one query for the page, not one for each row.
    texts = queries.instruction_texts(codes)
    rows = [
        {
            "disposition": disposition,
            "title": shown_matter(disposition),
            "words": disposition_words(
                disposition, texts, shown_words(disposition, disposition.note)
            ),
            "late": queries.is_overdue(disposition),
            "others": len(disposition.receivers.all()) - 1,
            "shares": [(s, state_tag(s)) for s in disposition.receivers.all()],
        }
        for disposition in page.items
    ]
    helps = bool(desks_helped(actor))
    tabs = [
        {"name": name, "label": label, "chosen": name == box}
        for name, label in LABELS.items()
        if helps or name != HELPED
    ]
    context = {"page": page, "rows": rows, "tabs": tabs, "box": box}
    return render(request, "workflow/dispositions/list.html", context)
