"""Giving a draft another type: what was typed stays, whether it fits or not."""

from eoffice.errors import Fault, Invalid
from workflow.letter_types.drafting import type_to_draft
from workflow.letter_types.models import LetterTypeVersion
from workflow.letters.body import body_blocks, kept_blocks
from workflow.letters.models import Letter
from workflow.security_class import SecurityClass


def retype(letter: Letter, code: str) -> list[Fault]:
    """Make the (locked) draft one of the type, in its version in force; not saved.

    Nothing typed is lost: the letter's rules name what no longer fits. What nobody
    touched follows: the body at the start, the usual code. The class is never lowered.
    Returned is why it cannot be: no such type, retired, or no page for it.
    """
    former = letter.type_version
    try:
        version = type_to_draft(code)
    except Invalid as refusal:
        return list(refusal.faults)
    if version.pk == former.pk:
        return []
    letter.letter_type, letter.type_version = version.letter_type, version
    if _is_untouched(letter, former):
        letter.body = kept_blocks(version.start) or letter.body
    if letter.classification_code in {"", former.default_classification}:
        proposed = version.default_classification
        letter.classification_code = proposed or letter.classification_code
    least = SecurityClass(version.default_class)
    if SecurityClass(letter.security_class).level < least.level:
        letter.security_class = least
    return []


def _is_untouched(letter: Letter, former: LetterTypeVersion) -> bool:
    now, start = (
        [(block["type"], block.get("value")) for block in blocks]
        for blocks in (body_blocks(letter.body), former.start)
    )
    return now in (start, [("paragraph", "")], [])
