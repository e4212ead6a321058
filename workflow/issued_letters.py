"""What this office says to the public about the letters it issued.

How much is told follows the security class: of an ordinary letter number, date,
subject, unit and signer; of any other number, date, unit and state alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from workflow.models import Letter, LetterStatus, SecurityClass, Signature
from workflow.verification.recognition import Issued

RELATED = (
    "letter__unit",
    "letter__revocation__position",
    "version",
    "stored",
    "official",
)


def is_open(letter: Letter) -> bool:
    """Tell whether the public may read the letter itself."""
    return letter.security_class == SecurityClass.BIASA


def state_of(letter: Letter) -> str:
    """Return `in_force` or `revoked`."""
    return "revoked" if letter.status == LetterStatus.REVOKED else "in_force"


def letter_facts(signature: Signature) -> dict[str, Any]:
    """Return what may be told of a letter, as plain JSON values."""
    letter = signature.letter
    day = letter.signed_letter_date
    facts: dict[str, Any] = {
        "number": letter.number,
        "letter_date": day.isoformat() if day else None,
        "unit": letter.unit.name,
        "state": state_of(letter),
    }
    if not is_open(letter):
        return facts
    return {
        **facts,
        "subject": letter.subject,
        "signatory": signature.printed_name,
        "position": signature.printed_title,
    }


def superseded_by(letter: Letter) -> str:
    """Return by whom and when the letter was revoked; empty while in force."""
    revocation = getattr(letter, "revocation", None)
    if revocation is None:
        return ""
    day = date_format(timezone.localtime(revocation.revoked_at), "j F Y")
    return f"{revocation.position.title} ({day})"


class SignedHere:
    """The answer of our signatures: which of these bytes did we issue?"""

    def by_sha256(self, digests: Sequence[str]) -> Mapping[str, Issued]:
        """Return the known ones among `digests`, in one query."""
        rows = Signature.objects.filter(sha256__in=digests).select_related(*RELATED)
        return {
            row.sha256: Issued(
                letter=letter_facts(row),
                superseded_by=superseded_by(row.letter),
                stored_at=row.stored.created_at,
            )
            for row in rows
        }
