"""Refusing a letter: it ends on its way, with a reason that its drafter reads."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.approval.locks import locked_for
from workflow.approval.models import ApprovalStep, DecisionKind, StepState
from workflow.approval.operations.approving import check_open, decide_step
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.events import LetterEvent
from workflow.letters.models import LetterStatus
from workflow.letters.operations.moving import move_letter
from workflow.letters.trail_acts import LetterAct


@transaction.atomic
def refuse_letter(
    *, actor: Actor, letter_id: UUID, step_id: UUID, reason: str
) -> ApprovalStep:
    """End the letter: it leaves every desk and stays readable to those on its route.

    One of the three decisions of a step (tata naskah 7: setuju, perbaiki, tolak).

    Raises:
        NotFound: not this person's step, or a step of another letter.
        StepAlreadyDecided, NotYetYourTurn: the step is not open.
        Invalid: no reason given.
        SigningUnderWay: a signature is being made at this moment.
    """
    letter, step = locked_for(actor, "step.decide", letter_id, step_id)
    check_open(step)
    actor = actor.at_position(step.position_id)
    if not reason.strip():
        text = _("Say why the letter is refused; its drafter reads it.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    check_not_being_signed(letter)
    decide_step(actor, step, DecisionKind.REFUSED, reason)
    step.version.steps.filter(state__in=[StepState.WAITING, StepState.OPEN]).update(
        state=StepState.SKIPPED, decided_at=timezone.now()
    )
    move_letter(letter, LetterStatus.REFUSED)
    trail.record(
        LetterAct.REFUSED, letter, actor=actor, step=str(step.pk), reason=reason.strip()
    )
    events.add(LetterEvent.REFUSED, letter_id=letter.pk, step_id=step.pk)
    return step
