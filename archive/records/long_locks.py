"""Bytes that the store keeps locked for longer than the rule: told, never changed.

A COMPLIANCE lock cannot be shortened, so what stands too long (from an earlier policy,
from a file that was closed and closed again) is listed, with the store's own answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.records.locking import SLACK, end_of, files_over, resting_on
from eoffice.objects import locks, store
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.models import StoredObject
from workflow.pades.lock_policy import first_lock_end

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LockCheck:
    """What one version is locked until, by the rule, our row and the store.

    `is_missing`: the store does not know the version. Bytes that neither a record nor
    the proof of an event rests on are held to the first lock.
    """

    key: str
    version_id: str
    records: tuple[str, ...]
    rule_until: datetime
    row_until: datetime | None
    store_until: datetime | None
    is_missing: bool = False

    @property
    def is_too_long(self) -> bool:
        """Tell whether the store keeps it more than a day longer than the rule says."""
        stands = self.store_until
        return stands is not None and stands > self.rule_until + SLACK

    @property
    def days_over(self) -> int:
        """Return how many whole days the store keeps it beyond the rule."""
        if self.store_until is None:
            return 0
        return max((self.store_until - self.rule_until).days, 0)


def checked_locks() -> Iterator[LockCheck]:
    """Yield every locked version of the place of records, asking the store for each.

    In pages by id: the list may be of any length and is held nowhere.

    Raises:
        StoreUnavailable: it went away; what was yielded stands.
    """
    bucket = store.default_store().bucket(store.Area.RECORDS)
    rows = StoredObject.objects.filter(bucket=bucket).order_by("pk")
    page = list(rows[:AT_ONCE])
    while page:
        yield from map(_checked, page)
        page = list(rows.filter(pk__gt=page[-1].pk)[:AT_ONCE])


def _checked(stored: StoredObject) -> LockCheck:
    records = resting_on(stored)
    stands, is_missing = None, False
    try:
        stands = locks.lock_in_store(stored)
    except ObjectMissing:
        is_missing = True
    return LockCheck(
        key=stored.key,
        version_id=stored.version_id,
        records=tuple(str(one.pk) for one in records),
        rule_until=end_of(files_over(stored)) or first_lock_end(),
        row_until=stored.locked_until,
        store_until=stands,
        is_missing=is_missing,
    )
