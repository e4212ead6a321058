"""Attempts at signing as the rest of the house asks about them."""

from django.utils import timezone

from workflow.letters.models import Letter
from workflow.signing.models import AttemptState


def is_being_signed(letter: Letter) -> bool:
    """Tell whether an attempt is open whose time is not over.

    One past its time counts no more: its process may have died, and the sweeper or
    the next act closes it.
    """
    open_ones = letter.attempts.filter(state=AttemptState.OPEN)
    return open_ones.filter(expires_at__gt=timezone.now()).exists()
