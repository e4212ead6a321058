"""Taking back an initial while nobody has gone on from it.

The decision stays in the trail; its step is marked withdrawn and the position gets its
turn again. What bars it is the next person's first look at the letter: both acts lock
the letter, so either the look or the withdrawal comes first, never both.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.approval.errors import NotWithdrawable
from workflow.approval.locks import locked_for
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.queries.withdrawal import is_withdrawable
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter, LetterStatus
from workflow.letters.operations.moving import move_letter


@transaction.atomic
def withdraw_initial(*, actor: Actor, letter_id: UUID, step_id: UUID) -> ApprovalStep:
    """Take one's initial back; returns the step that is open in its place.

    Raises:
        NotFound: not this person's step, or a step of another letter.
        NotWithdrawable: the next person has opened the letter, or it went on.
        SigningUnderWay: a signature is being made at this moment.
    """
    letter, step = locked_for(actor, "step.decide", letter_id, step_id)
    actor = actor.at_position(step.position_id)
    steps = list(letter.steps.filter(version=step.version_id))
    if not is_withdrawable(actor, letter, step, steps):
        raise NotWithdrawable(state=step.state)
    check_not_being_signed(letter)
    _close_later(letter, step)
    again = _open_anew(step)
    move_letter(letter, LetterStatus.IN_VERIFICATION)
    trail.record("letter.step_withdrawn", letter, actor=actor, step=str(step.pk))
    events.add("letter.step_withdrawn", letter_id=letter.pk, step_id=step.pk)
    return again


def _close_later(letter: Letter, step: ApprovalStep) -> None:
    later = letter.steps.filter(version=step.version_id, order__gt=step.order)
    later.filter(state=StepState.OPEN).update(state=StepState.WAITING, opened_at=None)


def _open_anew(step: ApprovalStep) -> ApprovalStep:
    now = timezone.now()
    step.state, step.withdrawn_at = StepState.WITHDRAWN, now
    step.save(update_fields=["state", "withdrawn_at"])
    # A row of its own: the decision that was taken back stays with the old one.
    return ApprovalStep.objects.create(
        letter=step.letter,
        version=step.version,
        order=step.order,
        kind=step.kind,
        position=step.position,
        state=StepState.OPEN,
        opened_at=now,
        seen_at=now,
    )


def note_letter_seen(*, actor: Actor, letter_id: UUID) -> None:
    """Note that the person whose turn it is has opened the letter, once."""
    mine = ApprovalStep.objects.filter(
        letter=letter_id,
        position__in=actor.acting_position_ids,
        state=StepState.OPEN,
        seen_at__isnull=True,
    )
    # Asked without a lock first: nearly every opening of a letter changes nothing.
    if not mine.exists():
        return
    with transaction.atomic():
        locked_letter(letter_id)
        mine.update(seen_at=timezone.now())
