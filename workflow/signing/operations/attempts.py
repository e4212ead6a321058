"""Closing acts of signing whose process died: the number stays with its letter."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.outbox.rounds import Round, walk
from workflow.letters.locks import locked_letter
from workflow.letters.models import Letter
from workflow.signing.models import AttemptState, SigningAttempt

CLOSE_EXPIRED = "workflow.expired_attempts"  # the timed task, by its name
BATCH = 100


@transaction.atomic
def close_expired(letter_id: UUID) -> Letter | None:
    """Close the letter's attempt when its time is over; nothing when there is none.

    What it may have stored is an orphan; its number stays reserved, and the next act
    of signing uses it.

    Raises:
        NotFound: no such letter.
    """
    # The letter first: a signature deciding at this very moment holds it, and wins.
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


def close_expired_attempts() -> Round:
    """Close every attempt whose time is over. For the sweeper; resumable."""
    return walk(CLOSE_EXPIRED, _expired_after, close_expired)


def _expired_after(after: str) -> list[tuple[str, UUID]]:
    over = SigningAttempt.objects.filter(
        state=AttemptState.OPEN, expires_at__lt=timezone.now()
    )
    rows = (over.filter(pk__gt=after) if after else over).order_by("pk")
    return [(str(pk), one) for pk, one in rows.values_list("pk", "letter_id")[:BATCH]]
