"""Rows of the queue about what a helper prepares and a leader gives."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QUEUE_LIMIT, QueueAct, QueueItem
from workflow.admin.prepared_disposition import DraftWords, words_of_drafts
from workflow.dispositions.queries.prepared import (
    OpenDraft,
    draft_beside,
    to_prepare,
)
from workflow.incoming.models import IncomingLetter
from workflow.incoming.queries.shown import shown_incoming
from workflow.security_class import is_confidential
from workflow.urgency import urgency_of


def prepared_shown(
    letters: Sequence[IncomingLetter], rows: Sequence[QueueItem]
) -> list[QueueItem]:
    """Return the rows of letters on a desk, in their order, with what was prepared."""
    drafts = [draft_beside(letter) for letter in letters]
    said = iter(words_of_drafts([one.content for one in drafts if one]))
    return [
        _prepared(row, letter, draft, next(said)) if draft else row
        for letter, row, draft in zip(letters, rows, drafts, strict=True)
    ]


def _prepared(
    row: QueueItem, letter: IncomingLetter, draft: OpenDraft, said: DraftWords
) -> QueueItem:
    """Return the row with one act: to give it as it is, having read it here."""
    by = _("prepared by %(name)s") % {"name": draft.prepared_by}
    page = f"{row.url}#rancangan"
    look = QueueAct(label=_("Look"), url=page)
    row = replace(row, act="give_prepared", meta=[*row.meta, by], second=look)
    # Nobody gives what the list hides from those who read along: it is read first.
    if is_confidential(letter):
        return replace(row, act_label=look.label, act_url=page, second=None)
    give = reverse("disposition_issue", args=[draft.id])
    return replace(
        row,
        act_label=_("Give it as prepared"),
        act_url=f"{give}?versi={draft.version}",
        act_method="post",
        more=said.whole,
    )


def _row_to_prepare(letter: IncomingLetter, actor: Actor) -> QueueItem:
    leader = letter.routed_to.title if letter.routed_to else ""
    return QueueItem(
        kind="incoming",
        act="prepare",
        act_label=_("Prepare a disposition"),
        title=shown_incoming(letter, actor),
        url=reverse("incoming_read", args=[letter.pk]),
        act_url=reverse("incoming_dispose", args=[letter.pk]),
        icon="mail",
        due_on=letter.due_on,
        urgency=urgency_of(letter),
        since=letter.registered_at,
        from_text=letter.sender,
        meta=[_("on the desk of %(leader)s") % {"leader": leader}],
        letter=letter.pk,
        number=letter.number,
    )


def rows_to_prepare(actor: Actor, _today: date) -> list[QueueItem]:
    """Letters on the desks the person helps that wait for a proposal."""
    rows = to_prepare(actor).select_related("routed_to").order_by("due_on", "id")
    return [_row_to_prepare(one, actor) for one in rows[:QUEUE_LIMIT]]


def how_many_to_prepare(actor: Actor, _today: date) -> int:
    """Return how many wait for a proposal, past what is shown of them."""
    return to_prepare(actor).count()
