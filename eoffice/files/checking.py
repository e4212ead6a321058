"""Deciding about an upload: out of quarantine, or refused with a reason."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.files.leaving import leave_copy
from eoffice.objects.checking import Reason, fault_in
from eoffice.objects.kinds import BY_MEDIA_TYPE
from eoffice.objects.models import StoredObject, Upload, UploadState
from eoffice.objects.store import Area, default_store
from eoffice.outbox import events

CLEAN = "upload.clean"
REFUSED = "upload.refused"


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
    reason = _fault_in(brought)
    if reason:
        _refuse(upload_id, reason)
        return
    _accept(upload_id, default_store().promote(brought, area=Area.DRAFTS))


def _fault_in(brought: StoredObject) -> Reason | None:
    with tempfile.NamedTemporaryFile(prefix="eo-upload-") as copy:
        copy.writelines(default_store().chunks(brought))
        copy.flush()
        return fault_in(Path(copy.name), BY_MEDIA_TYPE[brought.media_type])


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
    trail.record(REFUSED, upload, actor=None, reason=reason)
    events.add(REFUSED, upload_id=upload_id, reason=reason)


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
    trail.record(CLEAN, upload, actor=None, sha256=placed.sha256)
    events.add(CLEAN, upload_id=upload_id)
    leave_copy(brought)
