"""Brought files become contents of their record, once their check is done."""

from uuid import UUID

from django.db import transaction

from archive.records.events import RecordEvent
from archive.records.locking import lock_for
from archive.records.models import Record, RecordContent
from archive.records.trail_acts import RecordAct
from archive.registering.models import BroughtFile
from eoffice.audit import trail
from eoffice.objects import store
from eoffice.objects.models import StoredObject, UploadState
from eoffice.objects.page_words import page_words_of
from eoffice.outbox import events
from eoffice.sandbox.errors import SandboxError, SandboxUnavailable
from workflow.encryption import encrypt_all, must_be_encrypted

PDF = "application/pdf"


def keep_scans(*, record_id: UUID | None = None, upload_id: UUID | None = None) -> int:
    """Copy checked files under the lock of their record; return how many were copied.

    Outside any transaction, and as often as asked: one that is kept is left alone, one
    whose check still runs is asked for again when it ends.

    Raises:
        StoreUnavailable, SandboxUnavailable: tried again by the outbox.
    """
    asked = {"record": record_id, "upload": upload_id}
    waiting = BroughtFile.objects.filter(
        content=None,
        upload__state=UploadState.CLEAN,
        **{name: value for name, value in asked.items() if value},
    ).select_related("upload__stored", "record__record_file__retention_rule")
    return sum(_keep(one) for one in waiting)


# Copied outside the transaction: a copy that comes too late is an orphan.
def _keep(brought: BroughtFile) -> bool:
    is_confidential = must_be_encrypted(brought.record.security_class)
    stored = brought.upload.stored
    pages = _pages_of(stored)
    placed = store.promote(
        stored,
        area=store.Area.RECORDS,
        lock_until=lock_for([brought.record.record_file]),
        sealed=is_confidential,
    )
    is_ours = _placed(brought, placed, pages)
    if is_confidential:
        encrypt_all([stored.pk])
    return is_ours


def _pages_of(stored: StoredObject) -> int:
    """Return how many pages can be drawn; none of what cannot be read."""
    if stored.media_type != PDF:
        return int(stored.media_type.startswith("image/"))
    try:
        return len(page_words_of(stored))
    except SandboxUnavailable:
        raise
    except SandboxError:
        return 0


@transaction.atomic
def _placed(brought: BroughtFile, placed: StoredObject, pages: int) -> bool:
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.filter(pk=brought.record_id).first()
    now = BroughtFile.objects.filter(pk=brought.pk, content=None).first()
    if record is None or now is None:  # destroyed meanwhile, or another was faster
        return False
    placed.save()
    now.content = RecordContent.objects.create(
        record=record, stored=placed, name=now.upload.name, order=now.order
    )
    now.pages = pages
    now.save(update_fields=["content", "pages"])
    record.row_version += 1
    record.save(update_fields=["row_version"])
    trail.record(RecordAct.SCAN_KEPT, record, actor=None, sha256=placed.sha256)
    events.add(RecordEvent.CONTENT_KEPT, record_id=record.pk)
    return True
