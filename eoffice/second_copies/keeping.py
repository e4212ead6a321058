"""Making the second copies, following locks and holds, and reading them again.

In rounds over what is behind; a round that ends early goes on at its next turn.
"""

import tempfile
from datetime import timedelta
from functools import partial
from typing import IO
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from eoffice.objects import locks
from eoffice.objects.carrying import (
    is_destroyed,
    kept_chunks,
    opens,
    place_kept,
)
from eoffice.objects.errors import ObjectAltered, ObjectMissing
from eoffice.objects.measuring import CHUNK, IN_MEMORY, proven
from eoffice.objects.models import SecondCopy, StoredObject
from eoffice.objects.store import Area, Store, default_store
from eoffice.outbox.rounds import Round, walk
from eoffice.second_copies.stores import second_store

KEEP = "objects.second_copies"  # the timed task, by its name
EVERY_S = 300
AT_ONCE = 100
PERIOD = timedelta(days=25)  # the first store's bytes are read as often
LATE = timedelta(days=1)


def keep_second_copies() -> Round:
    """Bring the second store up to the first; nothing where there is none.

    Raises:
        StoreUnavailable: the clock comes back within minutes.
    """
    second = second_store()
    if second is None:
        return Round()
    second.prepare()
    return walk(KEEP, _behind_after, keep_copy)


def _behind_after(after: str) -> list[tuple[str, UUID]]:
    rows = behind().order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


def behind() -> QuerySet[StoredObject]:
    """Return what has no copy, another lock or hold than its copy, or is due."""
    copy = "second_copy__"
    unlike = ~Q(**{f"{copy}has_legal_hold": F("has_legal_hold")})
    unlike |= Q(**{f"{copy}locked_until__lt": F("locked_until")})
    unlike |= Q(locked_until__isnull=False, **{f"{copy}locked_until__isnull": True})
    due = Q(**{f"{copy}check_due_at__lte": timezone.now()})
    return _kept_for_long().filter(Q(second_copy__isnull=True) | unlike | due)


def _kept_for_long() -> QuerySet[StoredObject]:
    rows = StoredObject.objects.filter(bucket=default_store().bucket(Area.RECORDS))
    return rows.exclude(is_sealed=True, wrapped_key__isnull=True)  # destroyed


def keep_copy(stored_id: UUID) -> bool:
    """Copy one object, or bring its copy up to it; tell whether it was copied.

    Raises:
        ObjectMissing, ObjectAltered: the first store's bytes are not what they were.
        StoreUnavailable.
    """
    second = second_store()
    rows = StoredObject.objects.filter(pk=stored_id).select_related("second_copy")
    stored = rows.first()
    if second is None or stored is None or is_destroyed(stored):
        return False
    copy = getattr(stored, "second_copy", None)
    if copy is None:
        make_copy(stored, second)
        return True
    _follow(copy, second)
    if copy.check_due_at <= timezone.now():
        read_copy(copy, second)
    return False


def make_copy(stored: StoredObject, second: Store) -> SecondCopy:
    """Copy an object to the second store, or again where its copy was lost.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable.
    """
    copy = SecondCopy(
        stored=stored,
        bucket=second.bucket(Area.RECORDS),
        locked_until=stored.locked_until,
        has_legal_hold=stored.has_legal_hold,
        check_due_at=timezone.now() + PERIOD,
    )
    with carried(default_store(), stored) as file:
        copy.version_id = placed(second, copy.as_object, file, like=stored)
    SecondCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["stored"],
        update_fields=[
            *("bucket", "version_id", "locked_until", "has_legal_hold"),
            *("check_due_at", "fault"),
        ],
    )
    return copy


def carried(store: Store, stored: StoredObject) -> IO[bytes]:
    """Return the store's own bytes in a file of its own, proven by the row's hash.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable.
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  given out
    file.writelines(kept_chunks(store, stored))
    file.seek(0)
    if not _is_whole(stored, file):
        file.close()
        raise ObjectAltered
    file.seek(0)
    return file


def _is_whole(stored: StoredObject, file: IO[bytes]) -> bool:
    if stored.is_sealed:
        return opens(stored, file)
    try:
        for _chunk in proven(iter(partial(file.read, CHUNK), b""), stored):
            pass
    except ObjectAltered:
        return False
    return True


def placed(
    store: Store, place: StoredObject, file: IO[bytes], *, like: StoredObject
) -> str:
    """Put carried bytes under `place`, locked and held as `like`; return the version.

    Raises:
        StoreUnavailable.
    """
    until = like.locked_until
    is_locked = until is not None and until > timezone.now()
    return place_kept(
        store,
        place,
        file,
        locked_until=until if is_locked else None,
        has_legal_hold=like.has_legal_hold,
    )


def _follow(copy: SecondCopy, second: Store) -> None:
    stored, place = copy.stored, copy.as_object
    row = SecondCopy.objects.filter(pk=copy.pk)
    until = stored.locked_until
    if until is not None and (copy.locked_until is None or copy.locked_until < until):
        if until > timezone.now():
            locks.lock_version(place, until, store=second)
        row.update(locked_until=until)
    if stored.has_legal_hold != copy.has_legal_hold:
        locks.hold_version(place, held=stored.has_legal_hold, store=second)
        row.update(has_legal_hold=stored.has_legal_hold)


def read_copy(copy: SecondCopy, second: Store) -> str:
    """Read a copy whole and keep what was seen: `missing`, `altered` or nothing.

    Raises:
        StoreUnavailable.
    """
    fault = ""
    try:
        second.verify(copy.as_object)
    except ObjectMissing:
        fault = "missing"
    except ObjectAltered:
        fault = "altered"
    row = SecondCopy.objects.filter(pk=copy.pk)
    row.update(fault=fault, check_due_at=timezone.now() + PERIOD)
    return fault


def faulty_copies() -> list[SecondCopy]:
    """Return the copies that were not what they should be when last read."""
    rows = SecondCopy.objects.exclude(fault="").select_related("stored")
    return list(rows.order_by("pk")[:1000])


def waiting_for_a_copy() -> int:
    """Count the files that lie for a day without a second copy; no store: none."""
    if second_store() is None:
        return 0
    old = _kept_for_long().filter(created_at__lte=timezone.now() - LATE)
    return old.filter(second_copy__isnull=True).count()
