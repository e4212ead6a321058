"""Letters that should have become records and have not, for the sweeper."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.records.capturing import capture_incoming, capture_outgoing
from archive.records.models import Record
from eoffice.outbox.stuck import STUCK_SHOWN, StuckThing, register_stuck_check
from workflow.letters.models import ISSUED
from workflow.models import IncomingLetter, IncomingStatus, Letter, LetterStatus

# Capture takes seconds; after a quarter of an hour something has given up.
STUCK_AFTER = timedelta(minutes=15)


def _thing(
    pk: UUID, state: str | Promise, since: datetime | None, what: Promise
) -> StuckThing:
    return StuckThing(
        ref=str(pk), state=str(state), since=since or timezone.now(), what=what
    )


def issued_without_record() -> list[StuckThing]:
    """Return issued letters that were not captured."""
    rows = Letter.objects.filter(
        status__in=ISSUED,
        erased_at=None,
        record__isnull=True,
        signed_at__lt=timezone.now() - STUCK_AFTER,
    ).order_by("signed_at")
    found = rows.values_list("pk", "status", "signed_at")[:STUCK_SHOWN]
    what = _("An issued letter is not in the archive")
    return [
        _thing(pk, LetterStatus(state).label, since, what) for pk, state, since in found
    ]


def registered_without_record() -> list[StuckThing]:
    """Return registered incoming letters that were not captured."""
    rows = IncomingLetter.objects.filter(
        record__isnull=True,
        erased_at=None,
        registered_at__lt=timezone.now() - STUCK_AFTER,
    ).exclude(status=IncomingStatus.RECEIVED)
    rows = rows.order_by("registered_at")
    found = rows.values_list("pk", "status", "registered_at")[:STUCK_SHOWN]
    what = _("A registered incoming letter is not in the archive")
    return [
        _thing(pk, IncomingStatus(state).label, since, what)
        for pk, state, since in found
    ]


def capture_letter(ref: UUID) -> Record | None:
    """Capture the letter; one that is captured already is left alone."""
    # Asked again: the outbox may have been faster than the administrator's press.
    missing = Letter.objects.filter(pk=ref, status__in=ISSUED, record__isnull=True)
    return capture_outgoing(letter_id=ref) if missing.exists() else None


def capture_came_in(ref: UUID) -> Record | None:
    """Capture the incoming letter; one that is captured already is left alone."""
    missing = IncomingLetter.objects.filter(pk=ref, record__isnull=True)
    return capture_incoming(incoming_id=ref) if missing.exists() else None


def register() -> None:
    """Register the checks."""
    register_stuck_check("records-out", issued_without_record, retry=capture_letter)
    register_stuck_check("records-in", registered_without_record, retry=capture_came_in)
