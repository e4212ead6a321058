"""A letter by the code under its QR, as much as the public may know.

Known, unknown and malformed codes cost the same: one query, the same shape. Drafts
and failed signings have no signature, so no code of theirs ever answers.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow.public.issued_letters import (
    is_open,
    issued_signatures,
    letter_facts,
    superseded_by,
)
from workflow.rendering import verification_code
from workflow.signing.models import Signature

FINGERPRINT_LENGTH = 12  # as printed in the footer of every page
# Twenty signs with separators fit three times; the rest of a long text is cut.
LONGEST_CODE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLetter:
    """What a code leads to. `known` false: the rest is empty, the shape the same.

    `pages` is 0 where the public may not read the letter itself; `time` is when it
    was signed, by a time stamp (`time_is_trusted`) or by our own clock.
    """

    code: str
    known: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    superseded_by: str = ""
    time: datetime | None = None
    time_is_trusted: bool = False
    level: str = ""
    fingerprint: str = ""
    sha256: str = ""
    pages: int = 0
    demo: bool = False

    @property
    def day(self) -> date | None:
        """Return the date on the letter."""
        text = self.facts.get("letter_date")
        return date.fromisoformat(text) if text else None


def signature_by_code(code: str) -> Signature | None:
    """Return the newest signed bytes of the letter with this code."""
    rows = issued_signatures().filter(letter__verification_code=code)
    return rows.order_by("-created_at").first()


def public_letter(typed: str) -> PublicLetter:
    """Return what the code, as somebody typed it, leads to."""
    code = verification_code.normalise(typed[:LONGEST_CODE])
    # Asked before the form of the code is judged: else the time would tell them apart.
    signature = signature_by_code(code)
    if signature is None or not verification_code.is_well_formed(code):
        return PublicLetter(code=code)
    letter = signature.letter
    return PublicLetter(
        code=code,
        known=True,
        facts=letter_facts(signature),
        superseded_by=superseded_by(signature),
        time=signature.trusted_at or signature.claimed_at,
        time_is_trusted=signature.trusted_at is not None,
        level=signature.level,
        fingerprint=signature.version.content_hash[:FINGERPRINT_LENGTH],
        sha256=signature.sha256,
        pages=signature.version.pages if is_open(letter) else 0,
        demo=signature.is_demo,
    )
