"""Throwing away a draft that nobody else has read."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.letters.errors import LetterLocked, LetterReferred
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_draft_for
from workflow.letters.trail_acts import LetterAct


@transaction.atomic
def delete_draft(*, actor: Actor, letter_id: UUID) -> None:
    """Throw away a draft that was never submitted.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: it was submitted once.
        LetterReferred: another letter rests on it.
    """
    letter = locked_draft_for(actor, "letter.delete", letter_id)
    # Others have read what was once submitted, and decisions point at its versions.
    if letter.versions.exists():
        raise LetterLocked(state=letter.status)
    actor = actor.at_position(letter.drafter_position_id)
    # Before the row goes, while it has an id; its words do not outlive it.
    trail.record(
        LetterAct.DELETED, letter, actor=actor, subject_length=len(letter.subject)
    )
    events.add(LetterEvent.DRAFT_DELETED, letter_id=letter.pk)
    try:
        letter.delete()
    except ProtectedError as error:
        raise LetterReferred(state=letter.status) from error
