"""Row locks of the letter room, always in this order: letter, step, register.

Several of a kind are locked by ascending id. Locks leave keys alone (`no_key`): rows
that point here are written meanwhile, by acts that would else wait until they commit,
with the head of the audit chain in their hands.

Helpers lock and return the row as it is *after* the lock; every operation reads
state from what they return and from nothing read before. `locked_for` asks sight and
right after the lock as well: what is not somebody's is unknown to them.
"""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.errors import LetterLocked
from workflow.letters.models import Letter


def locked_letter(letter_id: UUID) -> Letter:
    """Lock the letter and return it.

    Raises:
        NotFound: there is none.
    """
    letter = (
        # of=("self",): the joined unit and type are only read and stay free for others.
        Letter.objects.select_for_update(no_key=True, of=("self",))
        .select_related(
            "unit", "signatory_position__unit", "letter_type", "type_version"
        )
        .defer("type_version__start", "type_version__example")
        .filter(pk=letter_id)
        .first()
    )
    if letter is None:
        raise NotFound
    return letter


def locked_for(actor: Actor, act: str, letter_id: UUID) -> Letter:
    """Lock the letter for an act of this person (`letter.edit`, `letter.sign`, ...).

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
    """
    letter = locked_letter(letter_id)
    access.visible_letter(actor, letter_id)
    access.require(actor, act, letter)
    return letter


def locked_draft_for(actor: Actor, act: str, letter_id: UUID) -> Letter:
    """Lock the letter for an act on what has not been submitted, or was returned.

    Raises:
        NotFound: as `locked_for`.
        LetterLocked: past drafting.
    """
    letter = locked_for(actor, act, letter_id)
    if not letter.is_editable:
        raise LetterLocked(state=letter.status)
    return letter
