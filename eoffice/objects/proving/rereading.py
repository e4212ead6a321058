"""Reading stored bytes again, those that waited longest first, and their hashes.

Each row says when it is due (`check_due_at`, indexed), so a slice costs what it reads
however many rows there are. What could not be read is due again in an hour, behind
all that waits by then: it is counted and blocks nobody.
"""

import time
from datetime import timedelta

from django.utils import timezone

from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.integrity import fault_of, where
from eoffice.objects.models import StoredObject
from eoffice.objects.proving.standing import keep_fault
from eoffice.objects.store import Store
from eoffice.outbox.rounds import Round, each

PERIOD = timedelta(days=30)  # within which every version is read
LEAD = timedelta(days=5)  # due so much earlier: the time a large office may need
UNREAD_AGAIN = timedelta(hours=1)
FAULTY_AGAIN = timedelta(days=1)
PAGE = 25


def reread(store: Store, *, task: str, ends: float) -> Round:
    """Read what is due until `ends` (monotonic).

    Raises:
        StoreUnavailable: several in a row could not be read.
    """
    whole = Round()

    def read(stored: StoredObject) -> bool:
        return _read_again(store, stored)

    due = StoredObject.objects.order_by("check_due_at", "pk")
    while page := list(due.filter(check_due_at__lte=timezone.now())[:PAGE]):
        part = each(task, page, read)
        whole.done, whole.failed = whole.done + part.done, whole.failed + part.failed
        if time.monotonic() > ends:
            whole.is_over = False
            break
    return whole


def _read_again(store: Store, stored: StoredObject) -> bool:
    row = StoredObject.objects.filter(pk=stored.pk)
    try:
        code = fault_of(store, stored, read_content=True)
    except StoreUnavailable:
        row.update(check_due_at=timezone.now() + UNREAD_AGAIN)
        raise
    now = timezone.now()
    if code:
        keep_fault(where(code, stored))
        row.update(check_due_at=now + FAULTY_AGAIN)
    else:
        row.update(checked_at=now, check_due_at=now + PERIOD - LEAD)
    return True


def late_by() -> timedelta:
    """Return by how much the oldest reading exceeds the period; zero or less: none."""
    rows = StoredObject.objects.order_by("check_due_at", "pk")
    due_at = rows.values_list("check_due_at", flat=True).first()
    return timezone.now() - due_at - LEAD if due_at else -LEAD
