"""Uploads that wait to be checked for too long, for the sweeper."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.files.events import UploadEvent
from eoffice.objects.models import Upload, UploadState
from eoffice.outbox import events
from eoffice.outbox.stuck import STUCK_SHOWN, StuckThing, register_stuck_check

STUCK_AFTER = timedelta(minutes=15)


def stuck_uploads() -> list[StuckThing]:
    """Return uploads that wait in quarantine for longer than a quarter of an hour."""
    waiting = Upload.objects.filter(
        state=UploadState.QUARANTINED, created_at__lt=timezone.now() - STUCK_AFTER
    )
    return [
        StuckThing(
            ref=str(upload.pk),
            state=upload.get_state_display(),
            since=upload.created_at,
            what=_("An upload waits to be checked"),
        )
        for upload in waiting.order_by("created_at")[:STUCK_SHOWN]
    ]


@transaction.atomic
def check_again(ref: UUID) -> Upload | None:
    """Have a waiting upload checked at once; by the outbox, as the first time."""
    waiting = Upload.objects.select_for_update(no_key=True, of=("self",))
    upload = waiting.filter(pk=ref, state=UploadState.QUARANTINED).first()
    if upload is not None:
        events.add(UploadEvent.RECEIVED, upload_id=upload.pk)
    return upload


def register() -> None:
    """Register the check."""
    register_stuck_check("uploads", stuck_uploads, retry=check_again)
