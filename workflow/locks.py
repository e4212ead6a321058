"""Row locks of the letter room, always in this order: letter, step, register.

Several of a kind are locked by ascending id. Locks leave keys alone (`no_key`): rows
that point here are written meanwhile, by acts that would else wait until they commit,
with the head of the audit chain in their hands.

Helpers lock and return the row as it is *after* the lock; every operation reads
state from what they return and from nothing read before.
"""

from uuid import UUID

from eoffice.errors import NotFound
from workflow.models.approval import ApprovalStep
from workflow.models.disposition import Disposition
from workflow.models.incoming import IncomingLetter
from workflow.models.letter import Letter


def locked_letter(letter_id: UUID) -> Letter:
    """Lock the letter and return it.

    Raises:
        NotFound: there is none.
    """
    letter = (
        Letter.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit", "signatory_position__unit", "letter_type")
        .filter(pk=letter_id)
        .first()
    )
    if letter is None:
        raise NotFound
    return letter


def locked_step(letter: Letter, step_id: UUID) -> ApprovalStep:
    """Lock a step of the (locked) letter and return it.

    A step of another letter is unknown here, whatever the caller's rights on it.
    """
    step = (
        ApprovalStep.objects.select_for_update(no_key=True, of=("self",))
        .select_related("version", "position")
        .filter(pk=step_id, letter=letter)
        .first()
    )
    if step is None:
        raise NotFound
    return step


def locked_incoming(incoming_id: UUID) -> IncomingLetter:
    """Lock the incoming letter and return it."""
    incoming = (
        IncomingLetter.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit")
        .filter(pk=incoming_id)
        .first()
    )
    if incoming is None:
        raise NotFound
    return incoming


def locked_disposition(disposition_id: UUID) -> Disposition:
    """Lock the slip (after its incoming letter) and return it."""
    found = Disposition.objects.filter(pk=disposition_id).first()
    if found is None:
        raise NotFound
    if found.incoming_id is not None:
        locked_incoming(found.incoming_id)
    return Disposition.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=disposition_id
    )
