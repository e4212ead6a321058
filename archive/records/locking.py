"""Until when the bytes of records are locked: the one rule, and its one writer.

COMPLIANCE mode cannot be shortened, so nothing is locked for longer than is known: to
the last day of inactive retention where all records that rest on the bytes are to be
destroyed on a known day; else a first lock ahead, renewed while that is so. What must
be kept for other reasons has a legal hold (docs/decisions/0037).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from django.db.models import QuerySet
from django.utils import timezone

from archive.records.models import Record
from archive.retention.models import FinalDisposition
from eoffice.objects import locks
from eoffice.objects.models import StoredObject
from workflow.pades.lock_policy import first_lock_end

SLACK = timedelta(days=1)  # a first lock that ends so little earlier is left as it is


class Retained(Protocol):
    """A record file, as far as locks ask: files stand above records and know them."""

    @property
    def inactive_until(self) -> date | None:
        """Return the last day of its retention; nothing while that is unknown."""

    @property
    def final_fate(self) -> str:
        """Return what becomes of it then, by its review or its rule."""


def rule_end(record_file: Retained | None) -> datetime | None:
    """Return the first moment after the file's retention; nothing without an end.

    Only what will be destroyed has one: all else is kept as long as it is here.
    """
    if record_file is None or record_file.inactive_until is None:
        return None
    if record_file.final_fate != FinalDisposition.DESTROY:
        return None
    after = record_file.inactive_until + timedelta(days=1)
    return timezone.make_aware(datetime.combine(after, time.min))


def end_of(files: Iterable[Retained | None]) -> datetime | None:
    """Return the end of the last of these retentions; nothing while one has none."""
    ends = [rule_end(record_file) for record_file in files]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def resting_on(stored: StoredObject) -> QuerySet[Record]:
    """Return the records that have these bytes: sender and receivers share them."""
    rows = Record.objects.filter(contents__stored=stored).distinct()
    return rows.select_related("record_file__retention_rule")


def files_over(stored: StoredObject) -> list[Retained | None]:
    """Return the files by whose retention these bytes are kept.

    Those of the records that rest on them (nothing: a record not filed yet), and the
    file whose event they prove.
    """
    files: list[Retained | None] = [one.record_file for one in resting_on(stored)]
    proof = getattr(stored, "event_proof", None)
    return [*files, proof.record_file] if proof else files


def lock_for(files: Iterable[Retained | None]) -> datetime | None:
    """Return the lock these files ask for now; nothing once retention is over."""
    end = end_of(files)
    if end is None:
        return first_lock_end()
    return end if end > datetime.now(UTC) else None


def keep_locked(stored: StoredObject) -> bool:
    """Lock the bytes as the rule says now, never later; tell whether the lock grew.

    The only place where the lock of a record is written. Outside any transaction, and
    as often as asked: by capture, filing, closing, events, corrections, the clock.

    Raises:
        StoreUnavailable: tried again by the outbox.
    """
    files = files_over(stored)
    until = lock_for(files)
    if until is None:
        return False
    enough = until if end_of(files) else until - SLACK
    if stored.locked_until is not None and stored.locked_until >= enough:
        return False
    locks.lock(stored, until)
    return True
