"""Initials and returns: one terminal decision per step, on the frozen version."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.approval.errors import NotYetYourTurn, StepAlreadyDecided
from workflow.approval.locks import locked_for
from workflow.approval.models import ApprovalStep, Decision, DecisionKind, StepState
from workflow.approval.operations.noting import NoteInput, kept_notes
from workflow.approval.operations.submitting import open_next_steps
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.events import LetterEvent
from workflow.letters.models import Letter, LetterStatus, StepKind
from workflow.letters.operations.moving import move_letter
from workflow.letters.trail_acts import LetterAct

LEFT_AS = {
    DecisionKind.APPROVED: StepState.APPROVED,
    DecisionKind.RETURNED: StepState.RETURNED,
    DecisionKind.REFUSED: StepState.REFUSED,
    DecisionKind.SIGNED: StepState.APPROVED,
}


@transaction.atomic
def approve_step(
    *,
    actor: Actor,
    letter_id: UUID,
    step_id: UUID,
    note: str = "",
    notes: Sequence[NoteInput] = (),
) -> ApprovalStep:
    """Record the verifier's initial on the frozen version and open the next step.

    Raises:
        NotFound: not this person's step, or a step of another letter.
        StepAlreadyDecided, NotYetYourTurn: the step is not open.
        Invalid: a note at words that the version does not have.
    """
    letter, step = _open_step(actor, letter_id, step_id)
    actor = actor.at_position(step.position_id)
    if step.kind == StepKind.SIGNATURE:
        raise NotYetYourTurn(_("This step is a signature; sign it."), state=step.state)
    decide_step(actor, step, DecisionKind.APPROVED, note)
    kept_notes(actor, step, notes)
    trail.record(
        LetterAct.STEP_APPROVED,
        letter,
        actor=actor,
        step=str(step.pk),
        content_hash=step.version.content_hash,
    )
    events.add(LetterEvent.STEP_APPROVED, letter_id=letter.pk, step_id=step.pk)
    open_next_steps(letter)
    return step


@transaction.atomic
def return_letter(
    *,
    actor: Actor,
    letter_id: UUID,
    step_id: UUID,
    note: str = "",
    notes: Sequence[NoteInput] = (),
    faults: Sequence[str] = (),
) -> ApprovalStep:
    """Send the letter back to its drafter, saying why.

    `faults` are codes of the office's list of common faults.

    Raises:
        NotFound, StepAlreadyDecided, NotYetYourTurn: as for `approve_step`.
        Invalid: no reason given, or a note at words that are not there.
        SigningUnderWay: a signature is being made at this moment.
    """
    letter, step = _open_step(actor, letter_id, step_id)
    actor = actor.at_position(step.position_id)
    said = note.strip() or faults or any(n.text.strip() for n in notes)
    if not said:
        text = _("Say what should be mended, so that the drafter can mend it.")
        raise Invalid([Fault(field="note", code="required", message=text)])
    # The signing service may answer at any moment, and a letter is not both signed and
    # returned.
    check_not_being_signed(letter)
    decide_step(actor, step, DecisionKind.RETURNED, note)
    kept_notes(actor, step, notes, faults)
    # Parallel positions lose their turn too: the corrected text is a new version.
    step.version.steps.filter(state__in=[StepState.WAITING, StepState.OPEN]).update(
        state=StepState.SKIPPED, decided_at=timezone.now()
    )
    move_letter(letter, LetterStatus.RETURNED)
    trail.record(LetterAct.RETURNED, letter, actor=actor, step=str(step.pk))
    events.add(LetterEvent.RETURNED, letter_id=letter.pk, step_id=step.pk)
    return step


def _open_step(
    actor: Actor, letter_id: UUID, step_id: UUID
) -> tuple[Letter, ApprovalStep]:
    letter, step = locked_for(actor, "step.decide", letter_id, step_id)
    check_open(step)
    return letter, step


def check_open(step: ApprovalStep) -> None:
    """Raise unless the (locked) step is open."""
    if step.state == StepState.WAITING:
        raise NotYetYourTurn(state=step.state)
    if step.state != StepState.OPEN:
        raise StepAlreadyDecided(state=step.state)


def decide_step(
    actor: Actor, step: ApprovalStep, kind: DecisionKind, note: str = ""
) -> Decision:
    """Write the one decision of a locked, open step."""
    mandate = actor.mandate_for(step.position_id)
    decision = Decision.objects.create(
        step=step,
        version=step.version,
        content_hash=step.version.content_hash,
        kind=kind,
        official=actor.official,
        position=step.position,
        authority=mandate.kind if mandate else "",
        note=note.strip(),
    )
    step.state = LEFT_AS[kind]
    step.decided_at = timezone.now()
    step.save(update_fields=["state", "decided_at"])
    return decision
