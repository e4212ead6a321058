"""Locks in the store follow the retention of the record: extended, never shortened.

COMPLIANCE mode cannot be shortened, so nothing is locked for longer than is known: up
to the last day of inactive retention where the record is to be destroyed; else
OBJECT_LOCK_DAYS ahead, renewed as long as the record is here (open files, permanent
records, those to be reviewed). `docs/decisions/0015-locks-follow-retention.md`.
"""

import logging
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.models import FinalDisposition, Record, RecordContent, RecordFile
from eoffice.environment import environment
from eoffice.errors import OfficeError
from eoffice.objects import locks, store

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 500  # contents of one round; the next round goes on


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


def renew_locks() -> int:
    """Renew locks that run out in half of OBJECT_LOCK_DAYS; return how many grew.

    Timed, daily. A content whose lock cannot be renewed is logged and tried again.
    """
    half = timedelta(days=environment().OBJECT_LOCK_DAYS) / 2
    soon = locks.first_lock_end() - half
    rule_ends = Q(
        record__record_file__retention_rule__final_disposition=FinalDisposition.DESTROY,
        record__record_file__inactive_until__isnull=False,
    )
    due = _locked_contents().filter(~rule_ends, stored__locked_until__lt=soon)
    oldest = due.order_by("stored__locked_until", "pk")
    return sum(map(_tried, oldest[:MOST_AT_ONCE]))


def _tried(content: RecordContent) -> bool:
    try:
        return _extend(content)
    except OfficeError as error:
        told = {"record": str(content.record_id), "reason": error.code}
        logger.warning("lock_not_renewed", extra=told)
        return False


def _locked_contents() -> QuerySet[RecordContent]:
    bucket = store.default_store().bucket(store.Area.RECORDS)
    rows = RecordContent.objects.filter(stored__bucket=bucket)
    return rows.select_related("stored", "record__record_file__retention_rule")


def _extend(content: RecordContent) -> bool:
    stored, until = content.stored, lock_end(content.record)
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
    if rule.final_disposition != FinalDisposition.DESTROY:
        return None
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
