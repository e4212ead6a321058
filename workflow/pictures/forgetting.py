"""Pictures that were only tried out are forgotten after a day, and refusals as well.

A letter that has or had a picture holds its row; drafts, their earlier states and
versions name no others. What was brought stays with whoever brought it, so a picture
that is put into a text later is made once more.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.outbox.rounds import Round, walk
from workflow.pictures.models import DrawnPicture, RefusedPicture

FORGET = "workflow.forget_pictures"
FORGET_EVERY_S = 3600
KEPT = timedelta(days=1)
AT_ONCE = 200


def forget_pictures() -> Round:
    """Remove both, picture by picture."""
    yesterday = timezone.now() - KEPT
    RefusedPicture.objects.filter(refused_at__lt=yesterday).delete()
    return walk(FORGET, _tried_after, _forget)


def _tried_after(after: str) -> list[tuple[str, UUID]]:
    old = DrawnPicture.objects.filter(made_at__lt=timezone.now() - KEPT)
    rows = old.filter(letters__isnull=True)
    if after:
        rows = rows.filter(pk__gt=after)
    keys = rows.order_by("pk").values_list("pk", flat=True)
    return [(str(key), key) for key in keys[:AT_ONCE]]


def locked_picture(upload_id: UUID) -> DrawnPicture | None:
    """Lock what was drawn of an upload for a text that takes it in; None: nothing."""
    locked = DrawnPicture.objects.select_for_update(no_key=True, of=("self",))
    drawn = locked.defer("svg").select_related("upload")
    return drawn.filter(upload=upload_id).first()


@transaction.atomic
def _forget(key: UUID) -> bool:
    # Locked first, then asked: a draft that takes it in meanwhile has locked it too.
    drawn = DrawnPicture.objects.select_for_update(no_key=True).filter(pk=key).first()
    if drawn is None or drawn.letters.exists():
        return False
    drawn.delete()
    return True
