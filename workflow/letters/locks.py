"""Row locks of the letter room, always in this order: letter, step, register.

Several of a kind are locked by ascending id. Locks leave keys alone (`no_key`): rows
that point here are written meanwhile, by acts that would else wait until they commit,
with the head of the audit chain in their hands.

Helpers lock and return the row as it is *after* the lock; every operation reads
state from what they return and from nothing read before.
"""

from uuid import UUID

from eoffice.errors import NotFound
from workflow.letters.models import Letter


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
