"""Files by parts that are a day old are forgotten, whole or not.

The upload that parts became stays; only the memory of its key goes.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from eoffice.database.collisions import whole_act
from eoffice.database.session_locks import try_session_lock
from eoffice.files.parts import leave_parts, lock_name
from eoffice.objects.models import PartedUpload
from eoffice.outbox.rounds import Round, walk

FORGET = "files.forget_parts"
KEPT = timedelta(days=1)
AT_ONCE = 200


def forget_parts() -> Round:
    """Remove them, file by file."""
    return walk(FORGET, _old_after, _forget)


def _old_after(after: str) -> list[tuple[str, UUID]]:
    old = PartedUpload.objects.filter(created_at__lt=timezone.now() - KEPT)
    rows = old.filter(pk__gt=after) if after else old
    keys = rows.order_by("pk").values_list("pk", flat=True)
    return [(str(key), key) for key in keys[:AT_ONCE]]


def _forget(key: UUID) -> bool:
    with try_session_lock(lock_name(key)) as is_ours:
        # one that is being joined at this moment is left for the next hour
        return is_ours and _drop(key)


@whole_act
def _drop(key: UUID) -> bool:
    parted = PartedUpload.objects.filter(pk=key).first()
    if parted is not None:
        leave_parts(parted)
        parted.delete()
    return parted is not None
