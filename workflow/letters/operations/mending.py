"""Correcting: parts that the editor cannot show become paragraphs with their words."""

from uuid import UUID

from django.db import transaction

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from workflow.letters.broken_parts import broken_parts, mended_blocks
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import Letter, StateReason
from workflow.letters.operations.keeping_states import keep_state
from workflow.letters.trail_acts import LetterAct


@transaction.atomic
def mend_draft(*, actor: Actor, letter_id: UUID) -> Letter:
    """Make the letter open again in the editor; return it.

    Each part that cannot be shown becomes a paragraph with its words; the others stay
    as they are. Correcting what is whole changes nothing.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: past drafting.
    """
    letter = locked_draft_for(actor, "letter.edit", letter_id)
    broken = broken_parts(letter.body)
    if not broken:
        return letter
    keep_state(letter, actor, StateReason.MENDED)
    letter.body = mended_blocks(letter.body)
    letter.row_version += 1
    letter.save(update_fields=["body", "row_version", "updated_at"])
    actor = actor.at_position(letter.drafter_position_id)
    trail.record(LetterAct.MENDED, letter, actor=actor, parts=len(broken))
    return letter
