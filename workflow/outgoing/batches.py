"""Letters made from a table as one row of the desk, however many they are."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem
from workflow.drafting.merging.turns import Turn, own_batches, turns_of

#: Of letters: those that their batch still speaks for.
MADE_IN_BATCH = Q(merge_row__isnull=False, merge_row__taken_out_at__isnull=True)


def batches_at_desk(actor: Actor) -> list[QueueItem]:
    """Return the batches to initial and to sign, the longest waiting first."""
    return [_turn(turn) for turn in turns_of(actor)]


def _turn(turn: Turn) -> QueueItem:
    words = _("Look and sign") if turn.signs else _("Look and initial")
    drafter = turn.batch.made_by.name
    return QueueItem(
        kind="letter_batch",
        act="sign" if turn.signs else "initial",
        act_label=words,
        title=_("%(count)d letters: %(subject)s")
        % {"count": turn.count, "subject": turn.title},
        url=reverse("merge_batch_desk", args=[turn.batch.pk]),
        icon="files",
        since=turn.since,
        from_text=_("from %(name)s") % {"name": drafter},
        meta=[_("Mail merge")],
    )


def batches_of_drafter(actor: Actor) -> list[QueueItem]:
    """Return the batches whose letters are to be submitted, or came back."""
    return [
        QueueItem(
            kind="letter_batch",
            act="submit",
            act_label=_("Open"),
            title=_("%(count)d letters: %(subject)s")
            % {"count": one.count, "subject": one.title},
            url=reverse("merge_batch", args=[one.batch.pk]),
            icon="files",
            since=one.batch.created_at,
            meta=[_("Mail merge"), _("draft")],
        )
        for one in own_batches(actor)
    ]
