"""What this office says to the public about the letters it issued.

How much is told follows the security class: of an ordinary letter number, date,
subject, unit and signer; of any other number, date, unit and state alone.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.letters.models import Letter, LetterStatus
from workflow.letters.queries.amendments import corrections_in_force
from workflow.security_class import is_classed
from workflow.signing.models import Signature
from workflow.verification.recognition import Issued, SigningAct

RELATED = (
    "letter__revocation__position",
    "version",
    "stored",
    "official",
)


def issued_signatures() -> QuerySet[Signature]:
    """Return signatures with all that is told of their letters, in one query."""
    # In the same query: a known code must not take longer than an unknown one.
    latest = corrections_in_force().filter(letter=OuterRef("letter_id"))
    latest = latest.order_by("-by__signed_at", "-pk")
    return Signature.objects.select_related(*RELATED).annotate(
        corrected_by_number=Subquery(latest.values("by__number")[:1]),
        corrected_on=Subquery(latest.values("by__signed_letter_date")[:1]),
    )


def is_open(letter: Letter) -> bool:
    """Tell whether the public may read the letter itself."""
    return not is_classed(letter)


def state_of(signature: Signature) -> str:
    """Return `in_force`, `corrected` or `revoked`."""
    if signature.letter.status == LetterStatus.REVOKED:
        return "revoked"
    is_corrected = signature.corrected_by_number  # type: ignore[attr-defined]
    return "corrected" if is_corrected else "in_force"


def letter_facts(signature: Signature) -> dict[str, Any]:
    """Return what may be told of a letter, as plain JSON values.

    `signature` comes from `issued_signatures`.
    """
    letter = signature.letter
    day = letter.signed_letter_date
    facts: dict[str, Any] = {
        "number": letter.number,
        "letter_date": day.isoformat() if day else None,
        "unit": printed_unit(signature),
        "state": state_of(signature),
    }
    # Number and date stand on the paper somebody holds; more may not be theirs to know.
    if not is_open(letter):
        return facts
    return {
        **facts,
        "subject": letter.subject,
        "signatory": signature.printed_name,
        "position": signature.printed_title,
        "code": letter.verification_code,
    }


def printed_unit(signature: Signature) -> str:
    """Return whose letter it is, as the kop of the signed page says.

    That of the signing position: a bupati's letter is the bupati's, whichever office
    drafted it (tata naskah 3.1). The government comes first there, the office last.
    """
    lines: list[str] = signature.version.content["letterhead"]["lines"]
    return lines[-1]


def superseded_by(signature: Signature) -> str:
    """Return by whom or what, and when; empty while the letter stands as it is."""
    revocation = getattr(signature.letter, "revocation", None)
    if revocation is not None:
        day = date_format(timezone.localtime(revocation.revoked_at), "j F Y")
        return f"{revocation.position.title} ({day})"
    number = signature.corrected_by_number  # type: ignore[attr-defined]
    if not number:
        return ""
    day = date_format(signature.corrected_on, "j F Y")  # type: ignore[attr-defined]
    return _("letter %(number)s (%(day)s)") % {"number": number, "day": day}


class SignedHere:
    """The answers of our signatures: which of these bytes, or acts, are ours?"""

    def by_sha256(self, digests: Sequence[str]) -> Mapping[str, Issued]:
        """Return the known ones among `digests`, in one query."""
        rows = issued_signatures().filter(sha256__in=digests)
        return {row.sha256: _issued(row) for row in rows}

    def by_acts(self, acts: Sequence[SigningAct]) -> Issued | None:
        """Return the letter one of these acts signed; /M holds whole seconds.

        Who signs many at once may sign two letters in a second: then none is told
        of, for who holds a copy of one may not know the other.
        """
        # Nothing to begin with: without acts the question must find no letter, not all.
        asked = Q(pk__in=[])
        for act in acts:
            asked |= Q(
                certificate_sha256=act.certificate_sha256,
                claimed_at__gte=act.claimed_at,
                claimed_at__lt=act.claimed_at + timedelta(seconds=1),
            )
        rows = list(issued_signatures().filter(asked).order_by("-created_at"))
        if len({row.letter_id for row in rows}) > 1:
            return Issued()
        return _issued(rows[0]) if rows else None


def _issued(row: Signature) -> Issued:
    return Issued(
        letter=letter_facts(row),
        superseded_by=superseded_by(row),
        stored_at=row.stored.created_at,
    )
