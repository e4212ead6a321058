"""Bells and mails about letters of a batch: one for the batch, not one for each.

What would be told of each letter is told with the name of the batch's submitting, so
whichever letter comes first tells it, and the others find it told.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.notifications.operations import notify_position, settle
from eoffice.notifications.operations.notifying import Message
from workflow.approval.models import StepState
from workflow.drafting.merging.models import MergeRow
from workflow.drafting.merging.turns import batch_title
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.security_class import is_confidential

AT_DESK = ("letter.to_sign", "letter.to_initial", "letter.reminder")
OF_LETTER = ("letter.waits_long", "letter.refused")  # their page tells more


def tell(
    event_id: UUID,
    position_id: UUID,
    letter: Letter,
    words: str,
    message: Message,
    *,
    day: date | None = None,
) -> None:
    """Tell a position `words` about the letter, or about its batch, once.

    `day`: what may be told again on another day.
    """
    row = row_of_batch(letter)
    if row is None:
        told = replace(message, text=f"{words}: {shown_title(letter)}")
    else:
        told = _of_batch(row, letter, words, message)
        name = f"{message.kind}:{position_id}:{day or ''}"
        event_id = uuid5(row.batch.submit_job_id or row.batch_id, name)
    notify_position(event_id=event_id, position_id=position_id, message=told)


def row_of_batch(letter: Letter) -> MergeRow | None:
    """Return the row of a letter that goes with its batch."""
    rows = MergeRow.objects.select_related("batch").defer("batch__content")
    return rows.filter(
        letter=letter, submitted_at__isnull=False, taken_out_at__isnull=True
    ).first()


def _of_batch(row: MergeRow, letter: Letter, words: str, message: Message) -> Message:
    batch = row.batch
    said = {
        "words": words,
        "count": batch.row_count,
        "subject": batch_title(batch.subject, is_veiled=is_confidential(letter)),
    }
    text = _("%(words)s: %(count)d letters, %(subject)s") % said
    if message.kind in OF_LETTER:
        return replace(message, text=text)
    page = "merge_batch_desk" if message.kind in AT_DESK else "merge_batch"
    return replace(message, text=text, path=reverse(page, args=[batch.pk]))


def settle_batch(row: MergeRow) -> None:
    """Let go of what asked for a decision at desks where nothing of it waits."""
    steps = row.batch.rows.filter(
        taken_out_at__isnull=True, letter__steps__state=StepState.OPEN
    )
    waiting = list(steps.values_list("letter__steps__position", flat=True).distinct())
    path = reverse("merge_batch_desk", args=[row.batch_id])
    settle(path=path, kinds=AT_DESK, waiting=waiting)
