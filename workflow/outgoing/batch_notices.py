"""Bells and mails about letters of a batch: one for the batch, not one for each.

What comes of one act on many is told with the name of that act, so whichever letter
comes first tells it, and the others find it told. It says no number: the others are
still coming when it is told. What is done to one letter is told of that letter.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.jobs.models import JobItem, JobState
from eoffice.notifications.operations import notify_position, settle
from eoffice.notifications.operations.notifying import Message
from workflow.approval.models import Decision, DecisionKind, StepState
from workflow.letters.models import Letter, LetterStatus
from workflow.letters.queries.shown import shown_title
from workflow.merging.models import MergeBatch, MergeRow
from workflow.merging.turns import batch_title
from workflow.security_class import is_confidential
from workflow.signing.sessions.ending import KIND as SESSION

AT_DESK = ("letter.to_sign", "letter.to_initial", "letter.reminder")
LONG = "letter.waits_long"
RETURNED, SENT = "letter.returned", "letter.sent"


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
    act = _act_on_many(row, letter, message.kind) if row else None
    if row is None or act is None:
        told = replace(message, text=f"{words}: {shown_title(letter)}")
    else:
        told = _of_batch(row, letter, words, message)
        # A letter that was mended comes anew, with another version.
        version = letter.current_version if _waits(message.kind) else None
        number = version.number if version else ""
        name = f"{message.kind}:{position_id}:{number}:{day or ''}"
        event_id = uuid5(act, name)
    notify_position(event_id=event_id, position_id=position_id, message=told)


def row_of_batch(letter: Letter) -> MergeRow | None:
    """Return the row of a letter that goes with its batch."""
    rows = MergeRow.objects.select_related("batch").defer("batch__content")
    return rows.filter(
        letter=letter, submitted_at__isnull=False, taken_out_at__isnull=True
    ).first()


def _waits(kind: str) -> bool:
    return kind in AT_DESK or kind == LONG


def _act_on_many(row: MergeRow, letter: Letter, kind: str) -> UUID | None:
    """Return the job by which the batch came this far together; none: it is alone."""
    if _waits(kind):
        return row.batch.submit_job_id or row.batch_id
    if kind == RETURNED:
        return _returned_in(row.batch, letter)
    return _signed_in(letter) if kind == SENT else None


def _returned_in(batch: MergeBatch, letter: Letter) -> UUID | None:
    returned = letter.steps.filter(state=StepState.RETURNED)
    last = returned.order_by("-decided_at").first()
    jobs = batch.decisions.filter(
        kind=DecisionKind.RETURNED, letters__gt=1, job_id__isnull=False
    )
    items = JobItem.objects.filter(job__in=jobs.values("job_id"))
    found = items.filter(ref=str(last.pk)).first() if last else None
    return found.job_id if found else None


def _signed_in(letter: Letter) -> UUID | None:
    signed = Decision.objects.filter(
        version=letter.current_version, kind=DecisionKind.SIGNED
    )
    owners = signed.values("official__user")
    items = JobItem.objects.filter(
        job__kind=SESSION, job__owner__in=owners, job__total__gt=1, ref=str(letter.pk)
    )
    last = items.exclude(state=JobState.FAILED).order_by("-job").first()
    return last.job_id if last else None


def _of_batch(row: MergeRow, letter: Letter, words: str, message: Message) -> Message:
    batch = row.batch
    said = {
        "words": words,
        "subject": batch_title(batch.subject, is_veiled=is_confidential(letter)),
    }
    text = _("%(words)s: mail merge, %(subject)s") % said
    if message.kind == LONG:
        return replace(message, text=text)  # the letter's page tells more
    page = "merge_batch_desk" if message.kind in AT_DESK else "merge_batch"
    return replace(message, text=text, path=reverse(page, args=[batch.pk]))


def settle_batch(batch_id: UUID) -> None:
    """Let go of what asked for a decision, or for mending, where nothing waits."""
    rows = MergeRow.objects.filter(batch=batch_id, taken_out_at__isnull=True)
    steps = rows.filter(letter__steps__state=StepState.OPEN)
    waiting = list(steps.values_list("letter__steps__position", flat=True).distinct())
    path = reverse("merge_batch_desk", args=[batch_id])
    settle(path=path, kinds=AT_DESK, waiting=waiting)
    if not rows.filter(letter__status=LetterStatus.RETURNED).exists():
        settle(path=reverse("merge_batch", args=[batch_id]), kinds=[RETURNED])
