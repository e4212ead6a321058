"""Giving files the dates of the schedule that came into force, slice by slice.

Each slice is one transaction that also keeps how far it came: a process killed
anywhere is followed by another that goes on, and no file is moved twice. What a hold
keeps does not end sooner by it: it keeps its old rule, and is told.
"""

import time
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from archive.holds.holding import held, holds_in_force, weigh_holds
from archive.record_files.locking import extend_locks
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.retention.versions import ScheduleState, ScheduleVersion
from archive.schedules.models import RetentionChange
from archive.schedules.moving import IN_FORCE, MOVED, NOBODY
from archive.schedules.trail_acts import ScheduleAct
from eoffice.audit import trail
from eoffice.outbox.rounds import SLICE_S, Round, walk
from eoffice.outbox.timers import register_periodic

RECOMPUTE = "archive.recompute_retention"  # the timed tasks, by name
LOCK_CHANGED = "archive.lock_changed_retention"
EVERY_S = 60
SLICE = 5000  # files; some tenths of a second, so that nobody waits for a lock
PAGE = 200
WAIT = "15s"

# A statement of its own: what a lock waited for is seen by the next statement alone.
LOCK = """
SELECT id FROM archive_recordfile
WHERE id > %(after)s AND id <= %(upto)s ORDER BY id FOR NO KEY UPDATE
"""
MOVE = f"""
WITH target AS ({IN_FORCE}),
moved AS MATERIALIZED (
  SELECT m.* FROM ({MOVED}) m
  WHERE m.id > %(after)s AND m.id <= %(upto)s
    AND NOT (m.kind IN ('earlier', 'fate') AND m.id = ANY(%(held)s))),
kept AS (
  INSERT INTO archive_retentionchange (id, version_id, record_file_id, kind,
    old_rule_id, new_rule_id, old_inactive_until, new_inactive_until, changed_at,
    locked_at)
  SELECT gen_random_uuid(), %(version)s, id, kind, old_rule_id, new_rule_id,
    old_until, inactive_until, now(),
    CASE WHEN kind IN ('later', 'fate') THEN NULL ELSE now() END
  FROM moved)
UPDATE archive_recordfile f SET retention_rule_id = m.new_rule_id,
  active_until = m.active_until, inactive_until = m.inactive_until,
  row_version = f.row_version + 1
FROM moved m WHERE m.id = f.id
"""  # noqa: S608  own text, no input


def recompute_retention() -> Round:
    """Move the files of the version in force, for some seconds; then again later."""
    ends, done = time.monotonic() + SLICE_S, 0
    while time.monotonic() < ends:
        moved = recompute_slice()
        if moved is None:
            return Round(done=done)
        done += moved
    return Round(done=done, is_over=False)


@transaction.atomic
def recompute_slice(size: int = SLICE) -> int | None:
    """Move the files of one slice; return how many moved, or nothing where all are."""
    version = _next_version()
    if version is None:
        return None
    after = version.recomputed_to or UUID(NOBODY)
    ids = RecordFile.objects.filter(pk__gt=after).order_by("pk")
    upto = ids.values_list("pk", flat=True)[size - 1 : size].first()
    last = upto or ids.values_list("pk", flat=True).last()
    moved = 0
    if last is not None:
        told: dict[str, Any] = {"version": version.pk, "nobody": NOBODY}
        told |= {"after": after, "upto": last}
        weigh_holds(wait=WAIT)
        with connection.cursor() as cursor:
            cursor.execute(LOCK, told)
            told["held"] = _held(after, last)
            cursor.execute(MOVE, told)
            moved = cursor.rowcount
        version.recomputed_to = last
    if upto is None:
        version.recomputed_at = timezone.now()
        trail.record(
            ScheduleAct.COMPUTED, version, actor=None, files=version.changes.count()
        )
    version.save(update_fields=["recomputed_to", "recomputed_at"])
    return moved


def _next_version() -> ScheduleVersion | None:
    rows = ScheduleVersion.objects.select_for_update(no_key=True)
    waiting = rows.filter(state=ScheduleState.IN_FORCE, recomputed_at__isnull=True)
    return waiting.first()


def _held(after: UUID, upto: UUID) -> list[UUID]:
    """Return the files of the slice of which a hold keeps anything now."""
    if not (named := holds_in_force()).exists():
        return []
    rows = Record.objects.filter(record_file__gt=after, record_file__lte=upto)
    files = held(rows).values_list("record_file", flat=True)
    whole = RecordFile.objects.filter(
        Q(pk__in=named.values("scopes__record_file")), pk__gt=after, pk__lte=upto
    )
    return [pk for pk in {*files, *whole.values_list("pk", flat=True)} if pk]


def lock_changed() -> Round:
    """Bring the store's locks up to files that end later by a new schedule.

    A lock that is longer than its new rule stays until it runs out: it cannot be
    shortened (`eoffice locks report` tells it).

    Raises:
        StoreUnavailable: several in a row; the clock begins again soon.
    """
    return walk(LOCK_CHANGED, _unlocked_after, _lock)


def _unlocked_after(after: str) -> list[tuple[str, RetentionChange]]:
    rows = RetentionChange.objects.filter(locked_at__isnull=True).order_by("pk")
    found = (rows.filter(pk__gt=after) if after else rows)[:PAGE]
    return [(str(one.pk), one) for one in found]


def _lock(change: RetentionChange) -> bool:
    extend_locks(record_file_id=change.record_file_id)
    rows = RetentionChange.objects.filter(pk=change.pk, locked_at__isnull=True)
    return bool(rows.update(locked_at=timezone.now()))


def register() -> None:
    """Register the timed tasks (called once, at start)."""
    register_periodic(RECOMPUTE, EVERY_S, recompute_retention)
    register_periodic(LOCK_CHANGED, EVERY_S, lock_changed)
