"""Encrypting the bytes of a letter that is, or became, confidential.

Run from the outbox, again harmlessly. What is stored after the class is known is
encrypted at once (submitting, signing, capture); here is what was stored before:
uploads come without a class, and a class may rise.
"""

from uuid import UUID

from eoffice.outbox import events
from workflow.encryption import encrypt_all, must_be_encrypted
from workflow.letters.events import LetterEvent
from workflow.letters.models import (
    Letter,
    LetterAttachment,
    LetterPicture,
    LetterVersion,
)


# By the outbox, not here: encrypting files takes seconds, and the letter is locked.
def ask_for_encryption(letter: Letter) -> None:
    """Have what hangs on a confidential draft encrypted, once this commits."""
    if must_be_encrypted(letter.security_class) and _plain_of(letter.pk):
        events.add(LetterEvent.CLASSED, letter_id=letter.pk)


def encrypt_letter(*, letter_id: UUID) -> None:
    """Encrypt the frozen pages and attachments of a letter whose class asks for it.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable: what is left stays plain.
    """
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is not None and must_be_encrypted(letter.security_class):
        encrypt_all(_plain_of(letter_id))


def _plain_of(letter_id: UUID) -> list[UUID]:
    frozen = LetterVersion.objects.filter(letter=letter_id, pdf__is_sealed=False)
    attached = LetterAttachment.objects.filter(
        letter=letter_id, stored__is_sealed=False
    )
    brought = LetterPicture.objects.filter(
        letter=letter_id, drawn__upload__stored__is_sealed=False
    )
    ids = frozen.values_list("pdf_id").union(
        attached.values_list("stored_id"),
        brought.values_list("drawn__upload__stored_id"),
    )
    return [stored_id for (stored_id,) in ids]
