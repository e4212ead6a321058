"""Giving a draft out as a Word file, to those who take part in the letter."""

from uuid import UUID

from django.http import HttpResponse

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.letters.content import build_tree, readable_body
from workflow.letters.errors import LetterLocked
from workflow.reading_copies import give_word_draft, reader_lines
from workflow.security_class import is_classed
from workflow.word_files.writing.letter import word_of_letter

NAME = "konsep.docx"


def give_draft_as_word(*, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Answer with the working copy as a Word file; that it left stands in the trail.

    Of a classed letter each page names who took it away (tata naskah 5.2).

    Raises:
        NotFound: not theirs to see, or they do not take part in it.
        LetterLocked: submitted; what is initialled leaves as its page alone.
    """
    letter = access.visible_letter(actor, letter_id)
    if not access.takes_part(actor, letter):
        raise NotFound
    if not letter.is_editable:
        raise LetterLocked(state=letter.status)
    tree = build_tree(letter, body=readable_body(letter))
    notes = reader_lines(actor) if is_classed(letter) else []
    content = word_of_letter(tree, notes)
    return give_word_draft(letter, content, name=NAME, actor=actor)
