"""Faults that were found and stand until they are seen to be corrected."""

import time

from django.utils import timezone

from eoffice.objects.client import faults_translated
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.integrity import StoredFault, fault_of
from eoffice.objects.models import IntegrityFault, StoredObject
from eoffice.objects.store import Store

AT_ONCE = 100
SHOWN = 1000  # of a million lost files the first thousand say enough


def keep_fault(fault: StoredFault) -> None:
    """Keep a fault; one that stands already was seen again."""
    found = IntegrityFault(
        code=fault.code,
        bucket=fault.bucket,
        key=fault.key,
        version_id=fault.version_id,
        seen_at=timezone.now(),
    )
    IntegrityFault.objects.bulk_create(
        [found],
        update_conflicts=True,
        unique_fields=["bucket", "key", "version_id"],
        update_fields=["code", "seen_at"],
    )


def standing_faults() -> list[IntegrityFault]:
    """Return what stands, what was found first first, at most `SHOWN`."""
    return list(IntegrityFault.objects.order_by("found_at", "pk")[:SHOWN])


def look_again(store: Store, *, ends: float) -> int:
    """Ask for the faults not seen for longest once more; return how many are corrected.

    Raises:
        StoreUnavailable.
    """
    mended = 0
    for kept in IntegrityFault.objects.order_by("seen_at", "pk")[:AT_ONCE]:
        try:
            stands = _stands(store, kept)
        except StoreUnavailable:  # the walks say whether the store is away
            stands = True
        if stands:
            IntegrityFault.objects.filter(pk=kept.pk).update(seen_at=timezone.now())
        else:
            kept.delete()
            mended += 1
        if time.monotonic() > ends:
            break
    return mended


def _stands(store: Store, kept: IntegrityFault) -> bool:
    place = {"bucket": kept.bucket, "key": kept.key, "version_id": kept.version_id}
    stored = StoredObject.objects.filter(**place).first()
    if kept.code in {"orphan", "hidden"}:
        return stored is None and _lies_there(store, kept)
    if stored is None:  # nothing needs it any more
        return False
    return bool(fault_of(store, stored, read_content=True))


def _lies_there(store: Store, kept: IntegrityFault) -> bool:
    with faults_translated():
        found = store.client.list_objects(
            kept.bucket, prefix=kept.key, recursive=True, include_version=True
        )
        return any(
            one.object_name == kept.key and (one.version_id or "") == kept.version_id
            for one in found
        )
