"""Locks follow the record file: extended when it closes, renewed while it has no end.

What is written, and how far, stands in `archive.records.locking`; here is when.
`docs/decisions/0037-the-lock-follows-the-schedule.md`.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.record_files.fates import ends_by
from archive.record_files.models import EventProof
from archive.records.locking import keep_locked
from archive.records.models import RecordContent
from archive.retention.models import FinalDisposition
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.rounds import Round, walk
from workflow.pades.lock_policy import LOCK_POLICY, first_lock_end

RENEW = "archive.renew_locks"  # the timed task, by its name
# Small pages: the clock gives a task some seconds and comes back for the rest.
AT_ONCE = 200  # versions of a page


def extend_locks(
    *, record_id: UUID | None = None, record_file_id: UUID | None = None
) -> int:
    """Lock the contents of a record, or of a file, to its end; return how many grew.

    A file's are those of its records and the proofs of its event.

    Outside any transaction, and as often as asked. What capture has not brought into
    the locked place yet is left to capture.

    Raises:
        StoreUnavailable: tried again by the outbox.
    """
    about = Q(record=record_id) if record_id else Q(record__record_file=record_file_id)
    contents = _locked_contents().filter(about).select_related("stored")
    held = [content.stored for content in contents]
    if record_file_id:
        held += StoredObject.objects.filter(event_proof__record_file=record_file_id)
    return sum(keep_locked(stored) for stored in held)


def renew_locks() -> Round:
    """Renew locks that run out in half of the first lock's days, the first ones first.

    Timed, daily; in slices, so that any number is reached within the day. A content
    whose lock cannot be renewed is counted and passed over until the next lap.

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(RENEW, _ending_after, _renew)


def _ending_after(after: str) -> list[tuple[str, StoredObject | None]]:
    """Return the next versions whose locks end soon; nothing for those with an end.

    The cursor is `end of lock|id`: a renewed lock leaves the range, one that failed
    lies behind the cursor.
    """
    half = timedelta(days=LOCK_POLICY.current().first_days) / 2
    rows = StoredObject.objects.filter(locked_until__lt=first_lock_end() - half)
    if after:
        end, _bar, pk = after.partition("|")
        # the first bound alone lets the index begin there
        rows = rows.filter(locked_until__gte=end).exclude(locked_until=end, pk__lte=pk)
    ending = list(rows.order_by("locked_until", "pk")[:AT_ONCE])
    ids = [one.pk for one in ending]
    open_ended = {
        stored_id
        for rows in (_contents_without_end(), _proofs_without_end())
        for stored_id in rows.filter(stored__in=ids).values_list("stored_id", flat=True)
    }
    return [
        (
            f"{one.locked_until.isoformat()}|{one.pk}",
            one if one.pk in open_ended else None,
        )
        for one in ending
        if one.locked_until
    ]


def _renew(stored: StoredObject | None) -> bool:
    return stored is not None and keep_locked(stored)


def _contents_without_end() -> QuerySet[RecordContent]:
    return _locked_contents().exclude(_rule_ends("record__record_file"))


def _proofs_without_end() -> QuerySet[EventProof]:
    return EventProof.objects.exclude(_rule_ends("record_file"))


def _rule_ends(file: str) -> Q:
    """Return the condition of a lock that a rule ends; `file` is the way to it."""
    has_end = Q(**{f"{file}__inactive_until__isnull": False})
    return ends_by(FinalDisposition.DESTROY, file) & has_end


def _locked_contents() -> QuerySet[RecordContent]:
    bucket = store.default_store().bucket(store.Area.RECORDS)
    return RecordContent.objects.filter(stored__bucket=bucket)
