"""What stands still in the letter room, for the sweeper."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.outbox.stuck import STUCK_SHOWN, StuckThing, register_stuck_check
from eoffice.outbox.timers import register_periodic
from workflow.approval.operations.reminding import REMIND, remind_desks
from workflow.delivery.operations import deliver_letter
from workflow.letters.models import Letter, LetterStatus
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.signing.models import AttemptState, SigningAttempt
from workflow.signing.operations.attempts import (
    CLOSE_EXPIRED,
    close_expired,
    close_expired_attempts,
)

# The sweeper comes every minute: what stands longer needs a person's eye.
STUCK_AFTER = timedelta(minutes=15)
NUMBER_AFTER = timedelta(days=1)  # a signer may well try again tomorrow
SWEEP_S = 60
REMIND_S = 3600  # what is due on a day is told within its first hour


def _thing(
    ref: UUID, *, state: str, since: datetime | None, what: str | Promise
) -> StuckThing:
    return StuckThing(
        ref=str(ref), state=state, since=since or timezone.now(), what=what
    )


def stuck_attempts() -> list[StuckThing]:
    """Return attempts long past their end that the sweeper should have closed."""
    rows = SigningAttempt.objects.filter(
        state=AttemptState.OPEN, expires_at__lt=timezone.now() - STUCK_AFTER
    ).order_by("expires_at")
    what = _("An act of signing that never ended; its number stays reserved")
    return [
        _thing(
            one.letter_id,
            state=one.get_state_display(),
            since=one.expires_at,
            what=what,
        )
        for one in rows[:STUCK_SHOWN]
    ]


def idle_numbers() -> list[StuckThing]:
    """Return numbers reserved for more than a day while nobody signs.

    Only the signatory can use them, by signing: so there is nothing to push.
    """
    trying = SigningAttempt.objects.filter(
        ledger_number=OuterRef("pk"), state=AttemptState.OPEN
    )
    rows = LedgerNumber.objects.filter(
        state=NumberState.RESERVED, reserved_at__lt=timezone.now() - NUMBER_AFTER
    ).exclude(Exists(trying))
    what = _("A number is reserved, and its letter was not signed")
    return [
        _thing(
            one.purpose_id,
            state=one.get_state_display(),
            since=one.reserved_at,
            what=what,
        )
        for one in rows.order_by("reserved_at")[:STUCK_SHOWN]
    ]


def undelivered_letters() -> list[StuckThing]:
    """Return letters signed a quarter of an hour ago and not sent."""
    # Delivered, it says how far it is outside; what waits there is a clerk's work.
    rows = Letter.objects.filter(
        status=LetterStatus.SIGNED,
        outside="",
        signed_at__lt=timezone.now() - STUCK_AFTER,
    ).order_by("signed_at")
    what = _("A signed letter was not delivered")
    return [
        _thing(one.pk, state=one.get_status_display(), since=one.signed_at, what=what)
        for one in rows[:STUCK_SHOWN]
    ]


def deliver_again(ref: UUID) -> Letter | None:
    """Deliver a signed letter; one that was sent meanwhile is left alone."""
    # Asked again: between the list and the press of the button it may have gone.
    waiting = Letter.objects.filter(pk=ref, status=LetterStatus.SIGNED, outside="")
    letter = waiting.first()
    if letter is not None:
        deliver_letter(letter_id=letter.pk)
    return letter


def register() -> None:
    """Register the checks, and the sweep of what ends by itself."""
    register_periodic(CLOSE_EXPIRED, SWEEP_S, close_expired_attempts)
    register_periodic(REMIND, REMIND_S, remind_desks)
    register_stuck_check("signing-attempts", stuck_attempts, retry=close_expired)
    register_stuck_check("numbers", idle_numbers)
    register_stuck_check("deliveries", undelivered_letters, retry=deliver_again)
