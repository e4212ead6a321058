"""Deciding about an upload: out of quarantine, or refused with a reason."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.files.events import UploadEvent
from eoffice.files.leaving import leave_copy
from eoffice.files.trail_acts import UploadAct
from eoffice.objects.checking import Judged, Reason, judge_file
from eoffice.objects.kinds import BY_MEDIA_TYPE
from eoffice.objects.models import StoredObject, Upload, UploadState
from eoffice.objects.store import Area, default_store
from eoffice.outbox import events


def check_upload(upload_id: UUID) -> None:
    """Check a quarantined upload and decide; one already decided is left alone.

    Raises:
        ServiceDown: store, scanner or sandbox away: it stays in quarantine.
    """
    uploads = Upload.objects.select_related("stored")
    upload = uploads.filter(pk=upload_id, state=UploadState.QUARANTINED).first()
    if upload is None:
        return
    brought = upload.stored
    judged = _judged(brought)
    if judged.reason:
        _refuse(upload_id, judged.reason)
        return
    placed = default_store().promote(brought, area=Area.DRAFTS)
    placed.pages = judged.pages
    _accept(upload_id, placed)


def _judged(brought: StoredObject) -> Judged:
    with tempfile.NamedTemporaryFile(prefix="eo-upload-") as copy:
        copy.writelines(default_store().chunks(brought))
        copy.flush()
        return judge_file(Path(copy.name), BY_MEDIA_TYPE[brought.media_type])


# Asked again under the lock: the check took seconds, another may have decided.
def _locked(upload_id: UUID) -> Upload | None:
    waiting = Upload.objects.filter(pk=upload_id, state=UploadState.QUARANTINED)
    return waiting.select_for_update(no_key=True).first()


@transaction.atomic
def _refuse(upload_id: UUID, reason: Reason) -> None:
    upload = _locked(upload_id)
    if upload is None:
        return
    upload.state = UploadState.REFUSED
    upload.reason = reason
    upload.decided_at = timezone.now()
    upload.save(update_fields=["state", "reason", "decided_at"])
    trail.record(UploadAct.REFUSED, upload, actor=None, reason=reason)
    events.add(UploadEvent.REFUSED, upload_id=upload_id, reason=reason)


@transaction.atomic
def _accept(upload_id: UUID, placed: StoredObject) -> None:
    upload = _locked(upload_id)
    # the copy has no row then: the integrity check finds it as an orphan
    if upload is None:
        return
    brought = upload.stored
    placed.save(force_insert=True)
    upload.stored = placed
    upload.state = UploadState.CLEAN
    upload.decided_at = timezone.now()
    upload.save(update_fields=["stored", "state", "decided_at"])
    brought.delete()
    trail.record(UploadAct.CLEAN, upload, actor=None, sha256=placed.sha256)
    events.add(UploadEvent.CLEAN, upload_id=upload_id)
    leave_copy(brought)
