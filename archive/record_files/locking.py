"""Locks in the store follow the retention of the record: extended, never shortened.

COMPLIANCE mode cannot be shortened, so nothing is locked for longer than is known: up
to the last day of inactive retention where the record is to be destroyed; else
OBJECT_LOCK_DAYS ahead, renewed as long as the record is here (open files, permanent
records, those to be reviewed). `docs/decisions/0015-locks-follow-retention.md`.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.record_files.models import RecordFile
from archive.records.models import Record, RecordContent
from archive.retention.models import FinalDisposition
from eoffice.environment import environment
from eoffice.objects import locks, store
from eoffice.objects.models import StoredObject
from eoffice.outbox.rounds import Round, walk

RENEW = "archive.renew_locks"  # the timed task, by its name
# Small pages: the clock gives a task some seconds and comes back for the rest.
AT_ONCE = 200  # versions of a page


def extend_locks(
    *, record_id: UUID | None = None, record_file_id: UUID | None = None
) -> int:
    """Lock the contents of a record, or of a file, to its end; return how many grew.

    Outside any transaction, and as often as asked. What capture has not brought into
    the locked place yet is left to capture.

    Raises:
        StoreUnavailable: tried again by the outbox.
    """
    about = Q(record=record_id) if record_id else Q(record__record_file=record_file_id)
    return sum(map(_extend, _locked_contents().filter(about)))


def renew_locks() -> Round:
    """Renew locks that run out in half of OBJECT_LOCK_DAYS, those that end first first.

    Timed, daily; in slices, so that any number is reached within the day. A content
    whose lock cannot be renewed is counted and passed over until the next lap.

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(RENEW, _ending_after, _extend_all)


def _ending_after(after: str) -> list[tuple[str, list[RecordContent]]]:
    """Return the next versions whose locks end soon, each with what rests on it.

    The cursor is `end of lock|id`: a renewed lock leaves the range, one that failed
    lies behind the cursor.
    """
    half = timedelta(days=environment().OBJECT_LOCK_DAYS) / 2
    soon = locks.first_lock_end() - half
    rows = StoredObject.objects.filter(locked_until__lt=soon)
    if after:
        end, _bar, pk = after.partition("|")
        # the first bound alone lets the index begin there
        rows = rows.filter(locked_until__gte=end).exclude(locked_until=end, pk__lte=pk)
    ending = list(
        rows.order_by("locked_until", "pk").values_list("pk", "locked_until")[:AT_ONCE]
    )
    by_stored: dict[UUID, list[RecordContent]] = {pk: [] for pk, _end in ending}
    for content in _to_be_renewed().filter(stored__in=list(by_stored)):
        by_stored[content.stored_id].append(content)
    return [(f"{end.isoformat()}|{pk}", by_stored[pk]) for pk, end in ending if end]


def _extend_all(contents: list[RecordContent]) -> bool:
    return sum(map(_extend, contents)) > 0


def _to_be_renewed() -> QuerySet[RecordContent]:
    """Return contents whose lock no rule ends."""
    rule_ends = Q(
        record__record_file__retention_rule__final_disposition=FinalDisposition.DESTROY,
        record__record_file__inactive_until__isnull=False,
    )
    return _locked_contents().filter(~rule_ends)


def _locked_contents() -> QuerySet[RecordContent]:
    bucket = store.default_store().bucket(store.Area.RECORDS)
    rows = RecordContent.objects.filter(stored__bucket=bucket)
    return rows.select_related("stored", "record__record_file__retention_rule")


def _extend(content: RecordContent) -> bool:
    stored, until = content.stored, lock_end(content.record)
    # Never shorter: the store refuses it, and what was promised once is kept.
    if stored.locked_until is not None and stored.locked_until >= until:
        return False
    locks.lock(stored, until)
    return True


def lock_end(record: Record) -> datetime:
    """Return until when the record's bytes must be locked, as far as known today."""
    record_file = record.record_file
    ends = _retention_end(record_file) if record_file else None
    return ends or locks.first_lock_end()


def _retention_end(record_file: RecordFile) -> datetime | None:
    """Return the first moment after retention; nothing while it has no end."""
    rule, last = record_file.retention_rule, record_file.inactive_until
    if rule is None or last is None:
        return None
    # Only what will be destroyed has an end; all else is renewed while it is here.
    if rule.final_disposition != FinalDisposition.DESTROY:
        return None
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
