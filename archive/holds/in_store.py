"""The store's own legal hold, which follows the holds of the office.

What a hold covers is held in the store too, so that nobody with a key deletes it; when
the last hold over some bytes ends, the store lets go. In slices, and again harmless.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from archive.holds.holding import held, holds_in_force
from archive.records.models import Record, RecordContent
from eoffice.objects import locks, store
from eoffice.objects.models import StoredObject
from eoffice.outbox.rounds import Round, walk

FOLLOW = "archive.follow_holds"  # the timed task, by its name
AT_ONCE = 200


def follow_record(record_id: UUID) -> int:
    """Bring the bytes of one record up to the holds now: filed, moved or captured."""
    rows = Record.objects.filter(pk=record_id)
    return sum(1 for stored in _contents(rows) if follow(stored))


def follow_holds() -> Round:
    """Walk what is held in the store or should be: holds begin and end by days."""
    return walk(FOLLOW, _held_after, _follow_id)


def _held_after(after: str) -> list[tuple[str, UUID]]:
    kept = StoredObject.objects.filter(has_legal_hold=True)
    if holds_in_force().exists():
        wanted = RecordContent.objects.filter(record__in=held(Record.objects.all()))
        kept = kept | StoredObject.objects.filter(pk__in=wanted.values("stored"))
    rows = kept.order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


def _follow_id(stored_id: UUID) -> bool:
    stored = StoredObject.objects.filter(pk=stored_id).first()
    return stored is not None and follow(stored)


def _contents(records: QuerySet[Record]) -> Iterator[StoredObject]:
    place = store.default_store().bucket(store.Area.RECORDS)
    ids = RecordContent.objects.filter(record__in=records).values("stored")
    rows = StoredObject.objects.filter(pk__in=ids, bucket=place)
    yield from rows.order_by("pk")


def follow(stored: StoredObject) -> bool:
    """Hold the bytes in the store, or let go of them; tell whether that changed.

    Bytes on which several records rest are held while one of them is.
    """
    resting = Record.objects.filter(contents__stored=stored)
    wanted = held(resting).exists()
    if wanted == stored.has_legal_hold:
        return False
    if wanted:
        locks.set_legal_hold(stored)
    else:
        locks.lift_legal_hold(stored)
    return True
