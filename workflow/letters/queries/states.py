"""Earlier states of a draft, for whoever may write in it."""

from uuid import UUID

from django.db.models import QuerySet

from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.errors import LetterLocked
from workflow.letters.models import DraftState, Letter
from workflow.rights import one_of


def draft_to_write(actor: Actor, letter_id: UUID) -> Letter:
    """Return the draft that the person may write in now.

    Raises:
        NotFound: not theirs to see or to edit.
        LetterLocked: past drafting.
    """
    letter = access.visible_letter(actor, letter_id)
    access.require(actor, "letter.edit", letter)
    if not letter.is_editable:
        raise LetterLocked(state=letter.status)
    return letter


def states_of(letter: Letter) -> QuerySet[DraftState]:
    """Return the states of a draft without their content; ids follow time."""
    rows = letter.states.select_related("written_by", "followed_by")
    return rows.defer("content", "written_by__nik", "followed_by__nik")


def state_of(letter: Letter, state_id: UUID) -> DraftState:
    """Return one state of the letter with its content, or NotFound."""
    rows = letter.states.select_related("written_by", "followed_by")
    return one_of(rows.defer("written_by__nik", "followed_by__nik"), state_id)
