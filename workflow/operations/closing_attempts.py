"""Closing acts of signing whose process died: the number stays with its letter."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from workflow.locks import locked_letter
from workflow.models import AttemptState, Letter, SigningAttempt

BATCH = 100


@transaction.atomic
def close_expired(letter_id: UUID) -> Letter | None:
    """Close the letter's attempt when its time is over; nothing when there is none.

    What it may have stored is an orphan; its number stays reserved, and the next act
    of signing uses it.

    Raises:
        NotFound: no such letter.
    """
    letter = locked_letter(letter_id)
    attempts = SigningAttempt.objects.select_for_update(no_key=True, of=("self",))
    now = timezone.now()
    attempt = attempts.filter(
        letter=letter, state=AttemptState.OPEN, expires_at__lt=now
    ).first()
    if attempt is None:
        return None
    attempt.state, attempt.outcome = AttemptState.ABANDONED, "expired"
    attempt.ended_at = now
    attempt.save(update_fields=["state", "outcome", "ended_at"])
    trail.record("letter.signing_failed", letter, actor=None, outcome="expired")
    return letter


def close_expired_attempts() -> int:
    """Close every attempt whose time is over; return how many. For the sweeper."""
    over = SigningAttempt.objects.filter(
        state=AttemptState.OPEN, expires_at__lt=timezone.now()
    )
    ids = list(over.values_list("letter_id", flat=True)[:BATCH])
    return sum(close_expired(letter_id) is not None for letter_id in ids)
