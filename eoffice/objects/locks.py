"""Locks on stored versions: retention that only grows, and legal holds.

The database row repeats what the store enforces; the store is asked first, so a row
never claims a lock that is not there.
"""

from datetime import UTC, datetime

from django.db.models import Q
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from eoffice.objects.client import faults_translated
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Store, default_store, require_no_transaction

UNLOCKED = "ObjectLockConfigurationNotFoundError"


def lock(stored: StoredObject, until: datetime, *, store: Store | None = None) -> None:
    """Lock the version until `until` (aware); an earlier date than now set is ignored.

    COMPLIANCE mode: nobody shortens it, the store's administrator included.
    """
    require_no_transaction()
    if stored.locked_until and stored.locked_until >= until:
        return
    # stores keep whole seconds: their answer would else look shorter than our wish
    until = until.astimezone(UTC).replace(microsecond=0)
    lock_version(stored, until, store=store or default_store())
    stored.locked_until = until
    # of two locks at once the row keeps the longer, as the store does
    shorter = Q(locked_until__isnull=True) | Q(locked_until__lt=until)
    StoredObject.objects.filter(shorter, pk=stored.pk).update(locked_until=until)


def _kept_until(store: Store, place: StoredObject) -> datetime | None:
    """Return what the store says; SeaweedFS calls a version without a lock a fault."""
    try:
        found = store.client.get_object_retention(
            place.bucket, place.key, version_id=place.version_id
        )
    except S3Error as error:
        if error.code == UNLOCKED:
            return None
        raise
    return found.retain_until_date if found else None


def lock_version(place: StoredObject, until: datetime, *, store: Store) -> None:
    """Lock a version in a store; a later lock that it has already stays.

    Raises:
        ObjectMissing, StoreUnavailable.
    """
    with faults_translated():
        # asked, as the row may lag behind: an earlier date would be refused
        present = _kept_until(store, place)
        if present is None or present < until:
            store.client.set_object_retention(
                place.bucket,
                place.key,
                Retention(COMPLIANCE, until),
                version_id=place.version_id,
            )


def lock_in_store(
    stored: StoredObject, *, store: Store | None = None
) -> datetime | None:
    """Return until when the store itself locks the version; nothing: it does not.

    Raises:
        ObjectMissing, StoreUnavailable.
    """
    require_no_transaction()
    with faults_translated():
        return _kept_until(store or default_store(), stored)


def set_legal_hold(stored: StoredObject, *, store: Store | None = None) -> None:
    """Hold the version whatever its dates say, until the hold is lifted."""
    require_no_transaction()
    hold_version(stored, held=True, store=store or default_store())
    _keep_hold(stored, held=True)


def lift_legal_hold(stored: StoredObject, *, store: Store | None = None) -> None:
    """Lift the hold; retention dates go on."""
    require_no_transaction()
    hold_version(stored, held=False, store=store or default_store())
    _keep_hold(stored, held=False)


def hold_version(place: StoredObject, *, held: bool, store: Store) -> None:
    """Set or lift the hold of a version in a store.

    Raises:
        ObjectMissing, StoreUnavailable.
    """
    client = store.client
    act = client.enable_object_legal_hold if held else client.disable_object_legal_hold
    with faults_translated():
        act(place.bucket, place.key, version_id=place.version_id)


def _keep_hold(stored: StoredObject, *, held: bool) -> None:
    stored.has_legal_hold = held
    StoredObject.objects.filter(pk=stored.pk).update(has_legal_hold=held)
