"""The timed look for confidential bytes that still lie plain."""

from typing import Any
from uuid import UUID

from eoffice.files import encrypt_object
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store
from eoffice.outbox.rounds import Round, walk
from workflow.incoming.models import IncomingFile
from workflow.letters.models import LetterAttachment, LetterPicture, LetterVersion
from workflow.security_class import CONFIDENTIAL

ENCRYPT_FORGOTTEN = "workflow.seal"  # the timed task, by its name


AT_ONCE = 200  # of a page


def encrypt_forgotten() -> Round:
    """Encrypt what is confidential and still lies plain where it may go.

    For letters of before there was encryption, and deliveries that were given up. What
    cannot be encrypted is counted and keeps nothing else waiting.

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(ENCRYPT_FORGOTTEN, _plain_after, encrypt_object)


def _plain_after(after: str) -> list[tuple[str, UUID]]:
    # What is under lock cannot be moved, so it is not asked for again every hour.
    movable = StoredObject.objects.filter(is_sealed=False).exclude(
        bucket=default_store().bucket(Area.RECORDS)
    )
    of_letters = (
        (IncomingFile, "incoming", "stored"),
        (IncomingFile, "incoming", "made_from"),
        (LetterAttachment, "letter", "stored"),
        (LetterPicture, "letter", "drawn__upload__stored"),
        (LetterVersion, "letter", "pdf"),
    )
    # One page over all five kinds: the cursor must not run ahead of any of them.
    found: set[UUID] = set()
    for part, letter, stored in of_letters:
        classed: dict[str, Any] = {
            f"{letter}__security_class__in": CONFIDENTIAL,
            f"{stored}__in": movable,
        }
        if after:
            classed[f"{stored}__gt"] = after
        ids = part.objects.filter(**classed).order_by(f"{stored}_id")
        found.update(ids.values_list(stored, flat=True)[:AT_ONCE])
    return [(str(one), one) for one in sorted(found)[:AT_ONCE]]
