"""The lock of a step: after its letter, as `workflow.letters.locks` says."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.approval import access
from workflow.approval.models import ApprovalStep
from workflow.letters.access import visible_letter
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter


def locked_step(letter: Letter, step_id: UUID) -> ApprovalStep:
    """Lock a step of the (locked) letter and return it.

    A step of another letter is unknown here, whatever the caller's rights on it.
    """
    step = (
        ApprovalStep.objects.select_for_update(no_key=True, of=("self",))
        .select_related("version", "position", "letter")
        .filter(pk=step_id, letter=letter)
        .first()
    )
    if step is None:
        raise NotFound
    return step


def locked_for(
    actor: Actor, act: str, letter_id: UUID, step_id: UUID
) -> tuple[Letter, ApprovalStep]:
    """Lock the letter and its step for an act of this person on the step.

    Raises:
        NotFound: either is unknown, or not theirs to see or to act on.
    """
    # The letter before its step, as everywhere: two acts never wait for each other.
    letter = locked_letter(letter_id)
    visible_letter(actor, letter_id)
    step = locked_step(letter, step_id)
    access.require(actor, act, step)
    return letter, step
