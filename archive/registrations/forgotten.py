"""The timed look for registered letters that are no records yet.

Those registered before letters were captured from their registration on, and those
whose event was given up. In slices, and again harmless.
"""

from uuid import UUID

from archive.records.capturing import capture_incoming
from eoffice.outbox.rounds import Round, walk
from workflow.models import IncomingLetter, IncomingStatus

CAPTURE_FORGOTTEN = "archive.capture_forgotten"  # the timed task, by its name
AT_ONCE = 200  # letters of a page


def capture_forgotten() -> Round:
    """Capture what was registered and has no record.

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(CAPTURE_FORGOTTEN, _registered_after, _capture)


def _registered_after(after: str) -> list[tuple[str, UUID]]:
    rows = IncomingLetter.objects.filter(record__isnull=True, erased_at=None)
    rows = rows.exclude(status=IncomingStatus.RECEIVED).order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


def _capture(incoming_id: UUID) -> bool:
    return capture_incoming(incoming_id=incoming_id) is not None
