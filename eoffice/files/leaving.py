"""Deleting copies that no row needs any more: after the commit, by the outbox."""

from contextlib import suppress

from eoffice.files.events import ObjectEvent
from eoffice.objects.derived import forget_derived
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store
from eoffice.outbox import events


def leave_copy(stored: StoredObject) -> None:
    """Ask in the act's transaction that this version of an object be deleted."""
    events.add(
        ObjectEvent.LEFT,
        bucket=stored.bucket,
        key=stored.key,
        version_id=stored.version_id,
    )


def delete_left(*, bucket: str, key: str, version_id: str) -> None:
    """Delete a version that was left; one that a row needs, or none, is left alone.

    Raises:
        LockHolds: it lies in `records`.
        StoreUnavailable: to be tried again.
    """
    place = StoredObject.objects.filter(bucket=bucket, key=key, version_id=version_id)
    if place.exists():
        return
    # what was made of it first: should the store be away, the next try comes here again
    forget_derived(bucket=bucket, key=key)
    with suppress(ObjectMissing):
        default_store().delete_unkept(bucket=bucket, key=key, version_id=version_id)


def delete_all_left(*, area: Area, key: str) -> None:
    """Delete every version under a key that no row needs; again harmless.

    Raises:
        LockHolds: it lies in `records`.
        StoreUnavailable: to be tried again.
    """
    bucket = default_store().bucket(area)
    for version_id in default_store().versions_at(bucket=bucket, key=key):
        delete_left(bucket=bucket, key=key, version_id=version_id)
