"""Correcting: parts that the editor cannot show become paragraphs with their words."""

from uuid import UUID

from django.db import transaction

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from workflow.letters.broken_parts import as_paragraph, broken_parts
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import Letter


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
    broken = {part.index for part in broken_parts(letter.body)}
    if not broken:
        return letter
    # the parts that open were looked at, the broken ones stay as stored: read again
    letter.refresh_from_db(fields=["body"])
    stored = [
        as_paragraph(part) if index in broken else part
        for index, part in enumerate(letter.body.get_prep_value())
    ]
    letter.body = Letter.body.field.stream_block.to_python(stored)
    letter.row_version += 1
    letter.save(update_fields=["body", "row_version", "updated_at"])
    actor = actor.at_position(letter.drafter_position_id)
    trail.record("letter.mended", letter, actor=actor, parts=len(broken))
    return letter
