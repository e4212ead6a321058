"""Sealing the bytes of a letter that is, or became, confidential.

Run from the outbox, again harmlessly. What is stored after the class is known is
sealed at once (submitting, signing, capture); here is what was stored before: uploads
come without a class, and a class may rise.
"""

from typing import Any
from uuid import UUID

from eoffice.objects.models import StoredObject
from eoffice.objects.operations import seal_object
from eoffice.objects.store import Area, default_store
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk
from workflow.encryption import SEALED, must_be_sealed, seal_all
from workflow.models.incoming import IncomingFile, IncomingLetter
from workflow.models.letter import Letter, LetterAttachment
from workflow.models.version import LetterVersion

CLASSED = "letter.classed"
SEAL_FORGOTTEN = "workflow.seal"  # the timed task, by its name
AT_ONCE = 200  # of a page


def ask_for_seal(letter: Letter) -> None:
    """Have what hangs on a confidential draft sealed, once this transaction commits."""
    if must_be_sealed(letter.security_class) and _plain_of(letter.pk):
        events.add(CLASSED, letter_id=letter.pk)


def seal_letter(*, letter_id: UUID) -> None:
    """Seal the frozen pages and attachments of a letter whose class asks for it.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable: what is left stays plain.
    """
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is not None and must_be_sealed(letter.security_class):
        seal_all(_plain_of(letter_id))


def seal_incoming(*, incoming_id: UUID) -> None:
    """Seal the files of an incoming letter whose class asks for it.

    With them the scans that they were turned or split from: the same pages.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable: what is left stays plain.
    """
    incoming = IncomingLetter.objects.filter(pk=incoming_id).first()
    if incoming is not None and must_be_sealed(incoming.security_class):
        files = IncomingFile.objects.filter(incoming=incoming_id)
        brought = files.filter(made_from__is_sealed=False).values_list("made_from_id")
        plain = files.filter(stored__is_sealed=False).values_list("stored_id")
        seal_all([stored_id for (stored_id,) in plain.union(brought)])


def seal_forgotten() -> Round:
    """Seal what is confidential and still lies plain where it may go.

    For letters of before there was a seal, and deliveries that were given up. What
    cannot be sealed is counted and keeps nothing else waiting.

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(SEAL_FORGOTTEN, _plain_after, seal_object)


def _plain_after(after: str) -> list[tuple[str, UUID]]:
    movable = StoredObject.objects.filter(is_sealed=False).exclude(
        bucket=default_store().bucket(Area.RECORDS)
    )
    of_letters = (
        (IncomingFile, "incoming", "stored"),
        (IncomingFile, "incoming", "made_from"),
        (LetterAttachment, "letter", "stored"),
        (LetterVersion, "letter", "pdf"),
    )
    found: set[UUID] = set()
    for part, letter, stored in of_letters:
        classed: dict[str, Any] = {
            f"{letter}__security_class__in": SEALED,
            f"{stored}__in": movable,
        }
        if after:
            classed[f"{stored}__gt"] = after
        ids = part.objects.filter(**classed).order_by(f"{stored}_id")
        found.update(ids.values_list(stored, flat=True)[:AT_ONCE])
    return [(str(one), one) for one in sorted(found)[:AT_ONCE]]


def _plain_of(letter_id: UUID) -> list[UUID]:
    frozen = LetterVersion.objects.filter(letter=letter_id, pdf__is_sealed=False)
    attached = LetterAttachment.objects.filter(
        letter=letter_id, stored__is_sealed=False
    )
    ids = frozen.values_list("pdf_id").union(attached.values_list("stored_id"))
    return [stored_id for (stored_id,) in ids]
