"""The states of an outgoing letter, and the table of moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterStatus(models.TextChoices):
    """States of an outgoing letter."""

    DRAFT = "draft", _("Draft")
    IN_VERIFICATION = "in_verification", _("Waiting for initials")
    RETURNED = "returned", _("Returned")
    AWAITING_SIGNATURE = "awaiting_signature", _("Waiting for signature")
    SIGNED = "signed", _("Signed")
    SENT = "sent", _("Sent")
    REVOKED = "revoked", _("Revoked")
    REFUSED = "refused", _("Refused")


# A signed letter never goes back: it is revoked, or corrected by another letter.
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    LetterStatus.DRAFT: frozenset({"in_verification", "awaiting_signature"}),
    LetterStatus.RETURNED: frozenset({"in_verification", "awaiting_signature"}),
    LetterStatus.IN_VERIFICATION: frozenset(
        {"returned", "awaiting_signature", "in_verification", "draft", "refused"}
    ),
    # Back to the initials when the last of them is taken back before signing.
    LetterStatus.AWAITING_SIGNATURE: frozenset(
        {"returned", "signed", "draft", "in_verification", "refused"}
    ),
    LetterStatus.SIGNED: frozenset({"sent", "revoked"}),
    LetterStatus.SENT: frozenset({"revoked"}),
    LetterStatus.REVOKED: frozenset(),
    # Ended on its way, with a reason; what it said may be copied into a new draft.
    LetterStatus.REFUSED: frozenset(),
}
EDITABLE = frozenset({LetterStatus.DRAFT, LetterStatus.RETURNED})
UNDER_APPROVAL = frozenset(
    {LetterStatus.IN_VERIFICATION, LetterStatus.AWAITING_SIGNATURE}
)
IN_FORCE = frozenset({LetterStatus.SIGNED, LetterStatus.SENT})
# A revoked letter stays issued: its number, pages and record remain, not its force.
ISSUED = frozenset({LetterStatus.SIGNED, LetterStatus.SENT, LetterStatus.REVOKED})
