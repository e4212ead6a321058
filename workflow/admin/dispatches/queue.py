"""What waits for a record clerk because signed letters are to be sent outside."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QUEUE_LIMIT, Alike, QueueItem, register_queue_source
from workflow.dispatches.models import Dispatch
from workflow.dispatches.queries.lists import waiting_for
from workflow.dispatches.queries.shown import title_of
from workflow.urgency import urgency_of


def _item(dispatch: Dispatch) -> QueueItem:
    return QueueItem(
        kind="dispatch",
        act="send",
        act_label=_("Send"),
        title=_("To %(name)s: %(title)s")
        % {"name": dispatch.recipient.external, "title": title_of(dispatch)},
        url=reverse("dispatch_read", args=[dispatch.pk]),
        icon="package",
        urgency=urgency_of(dispatch.letter),
        since=dispatch.created_at,
        meta=[dispatch.get_way_display()],
        letter=dispatch.letter_id,
        number=dispatch.letter.number,
        # Many of them are one line, which leads to the list.
        alike=Alike(
            key="dispatches",
            title=_("%(count)d letters to send outside"),
            label=_("Look at %(count)d"),
            url=reverse("dispatch_list"),
        ),
    )


def to_send(actor: Actor, _today: date) -> Sequence[QueueItem]:
    """Letters to somebody outside that have not left."""
    rows = waiting_for(actor).select_related("letter__letter_type", "recipient")
    rows = rows.defer("letter__body", "letter__access_tokens", "recipient__email")
    return [_item(one) for one in rows[:QUEUE_LIMIT]]


def register() -> None:
    """Offer it to the first page."""
    register_queue_source(
        "dispatches.to_send",
        to_send,
        count=lambda actor, _day: waiting_for(actor).count(),
    )
