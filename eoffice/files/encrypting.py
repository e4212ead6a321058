"""Encrypting what was stored plain, once it turned out to be confidential."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.files.leaving import leave_copy
from eoffice.objects.models import PLACE, StoredObject
from eoffice.objects.store import Area, default_store


def encrypt_object(stored_id: UUID) -> bool:
    """Have an object lie encrypted from now on; tell whether it was this call's doing.

    The row keeps its identity, so whatever refers to it (an upload, an incoming file,
    an attachment) goes on; the plain copy is deleted after the commit, by the outbox.
    What lies in `records` stays: its lock keeps the plain bytes, whatever is copied.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable: it stays as it was.
    """
    store = default_store()
    plain = StoredObject.objects.filter(pk=stored_id, is_sealed=False).first()
    if plain is None or store.area(plain) is Area.RECORDS:
        return False
    placed = store.promote(plain, area=store.area(plain), sealed=True)
    return _move(stored_id, placed)


@transaction.atomic
def _move(stored_id: UUID, placed: StoredObject) -> bool:
    stored = StoredObject.objects.select_for_update(no_key=True).get(pk=stored_id)
    if stored.is_sealed:  # another delivery was faster
        leave_copy(placed)
        return False
    leave_copy(stored)
    for name in PLACE:
        setattr(stored, name, getattr(placed, name))
    stored.checked_at, stored.check_due_at = None, timezone.now()  # of the plain copy
    stored.save(update_fields=[*PLACE, "checked_at", "check_due_at"])
    trail.record("object.sealed", stored, actor=None)
    return True
