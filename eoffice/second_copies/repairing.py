"""Putting back what a store lost, from the other store: asked for by a person only.

The altered bytes stay behind the version that takes their place, under their lock.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from eoffice.audit import trail
from eoffice.objects.errors import ObjectAltered, ObjectMissing
from eoffice.objects.integrity import fault_of
from eoffice.objects.models import SecondCopy, StoredObject
from eoffice.objects.proving import standing_faults
from eoffice.objects.store import Store, default_store
from eoffice.second_copies.keeping import (
    carried,
    faulty_copies,
    make_copy,
    placed,
    read_copy,
)
from eoffice.second_copies.stores import second_store
from eoffice.second_copies.trail_acts import SecondCopyAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What became of one file: `whole`, `repaired`, `copied`, `uncopied`, `lost`.

    `copied`: its second copy was made again. `uncopied`: faulty, and it has no copy.
    `lost`: neither store has its bytes.
    """

    stored_id: UUID
    outcome: str


def repair(stored_id: UUID) -> Repair:
    """Make both stores hold these bytes again, where one of them still does.

    Raises:
        StoreUnavailable: nothing was changed, or what was is kept.
    """
    stored = StoredObject.objects.select_related("second_copy").get(pk=stored_id)
    store, second = default_store(), second_store()
    copy = getattr(stored, "second_copy", None)
    code = fault_of(store, stored, read_content=True)
    if second is None or copy is None:
        return Repair(stored_id=stored_id, outcome="uncopied" if code else "whole")
    fault = read_copy(copy, second)
    if code and fault:
        return Repair(stored_id=stored_id, outcome="lost")
    if code:
        _put_back(stored, copy, store, second)
        return Repair(stored_id=stored_id, outcome="repaired")
    if fault:
        make_copy(stored, second)
        return Repair(stored_id=stored_id, outcome="copied")
    return Repair(stored_id=stored_id, outcome="whole")


def _put_back(
    stored: StoredObject, copy: SecondCopy, store: Store, second: Store
) -> None:
    try:
        with carried(second, copy.as_object) as file:
            version_id = placed(store, stored, file, like=stored)
    except (ObjectMissing, ObjectAltered):  # gone since it was read
        SecondCopy.objects.filter(pk=copy.pk).update(fault="altered")
        raise
    with transaction.atomic():
        row = StoredObject.objects.select_for_update(no_key=True).get(pk=stored.pk)
        before, row.version_id = row.version_id, version_id
        row.save(update_fields=["version_id"])
        trail.record(
            SecondCopyAct.REPAIRED, row, actor=None, before=before, now=version_id
        )


def faulty() -> list[UUID]:
    """Return what stands as missing or altered, in the first store or the second."""
    found = {one.stored_id for one in faulty_copies()}
    for fault in standing_faults():
        place = {"bucket": fault.bucket, "key": fault.key}
        rows = StoredObject.objects.filter(**place, version_id=fault.version_id)
        found |= set(rows.values_list("pk", flat=True))
    return sorted(found)
