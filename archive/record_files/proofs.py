"""Files that show the day of a record file's event: brought, checked, then locked.

They come through the quarantine like everything that is brought. Once the check is
done they are copied to the place of records and are kept as long as the file is.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from archive.record_files.errors import EventUnknown, FileOpen
from archive.record_files.events import RecordFileEvent
from archive.record_files.locks import locked_for
from archive.record_files.models import EventProof, RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.keepers import keepers_position
from archive.records.locking import lock_for
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.files.evidence import evidence_faults, own_upload
from eoffice.objects import store
from eoffice.objects.models import StoredObject, UploadState
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.encryption import encrypt_all, must_be_encrypted

FIELD = "proof_file"
MOST = 20  # of one record file, those of before its reopening included


def proofs_of(record_file: RecordFile) -> QuerySet[EventProof]:
    """Return the files that show the day which counts now, by number."""
    rows = record_file.event_proofs.filter(is_current=True)
    return rows.select_related("upload__stored", "stored", "added_by")


def proof_faults(
    record_file: RecordFile, upload_id: UUID | None, actor: Actor
) -> list[Fault]:
    """Return why the upload cannot be a proof; nothing where none was brought."""
    if upload_id is None:
        return []
    upload = own_upload(upload_id, owner_id=actor.user_id)
    faults = evidence_faults(upload, FIELD)
    kept = record_file.event_proofs
    if kept.count() >= MOST:
        text = _("At most %(most)d files show the event of one record file.")
        told = text % {"most": MOST}
        faults.append(Fault(field=FIELD, code="too_many", message=told))
    elif kept.filter(upload=upload_id).exists():
        told = _("This file lies there already.")
        faults.append(Fault(field=FIELD, code="known", message=told))
    return faults


def attach_proof(
    record_file: RecordFile, upload_id: UUID, actor: Actor, *, on: date
) -> EventProof:
    """Put a judged file to the event of this day, in the transaction of the act."""
    last = record_file.event_proofs.aggregate(last=Max("number"))["last"] or 0
    made = EventProof.objects.create(
        record_file=record_file,
        number=last + 1,
        upload_id=upload_id,
        trigger_on=on,
        added_by=actor.official,
    )
    trail.record(
        RecordFileAct.PROOF_ADDED,
        record_file,
        actor=keepers_position(actor, record_file.unit),
        number=made.number,
        sha256=made.upload.stored.sha256,
    )
    events.add(RecordFileEvent.PROOF_ADDED, record_file_id=record_file.pk)
    return made


@transaction.atomic
def add_event_proof(
    *,
    actor: Actor,
    record_file_id: UUID,
    proof_file: UUID | None,
) -> RecordFile:
    """Add a file that shows the day of the event, when the day is known already.

    `proof_file` is the id of the person's own upload; its check may still run.

    Raises:
        NotFound: not a keeper of this file.
        FileOpen, EventUnknown: the state forbids it.
        Invalid: no file, not the person's own, of another kind, or too many.
    """
    record_file = locked_for(actor, "record_file.give_event", record_file_id)
    if record_file.closed_on is None:
        raise FileOpen(state="open")
    if record_file.trigger_on is None:
        raise EventUnknown(state="closed")
    if proof_file is None:
        text = _("Choose the file that shows the event.")
        raise Invalid([Fault(field=FIELD, code="required", message=text)])
    if faults := proof_faults(record_file, proof_file, actor):
        raise Invalid(faults)
    attach_proof(record_file, proof_file, actor, on=record_file.trigger_on)
    record_file.row_version += 1
    record_file.save(update_fields=["row_version"])
    return record_file


def keep_proofs(
    *, record_file_id: UUID | None = None, upload_id: UUID | None = None
) -> int:
    """Copy checked proofs under the lock of their file; return how many were copied.

    Outside any transaction, and as often as asked: one that is kept is left alone, one
    whose check still runs is asked for again when it ends.

    Raises:
        StoreUnavailable: tried again by the outbox.
    """
    asked = {"record_file": record_file_id, "upload": upload_id}
    waiting = EventProof.objects.filter(
        stored=None,
        upload__state=UploadState.CLEAN,
        **{name: value for name, value in asked.items() if value},
    ).select_related("upload__stored", "record_file__retention_rule")
    return sum(_keep(proof) for proof in waiting)


# Copied outside the transaction: a copy that comes too late is an orphan.
def _keep(proof: EventProof) -> bool:
    is_confidential = must_be_encrypted(proof.security_class)
    placed = store.promote(
        proof.upload.stored,
        area=store.Area.RECORDS,
        lock_until=lock_for([proof.record_file]),
        sealed=is_confidential,
    )
    is_ours = _placed(proof, placed)
    if is_confidential:
        encrypt_all([proof.upload.stored_id])
    return is_ours


@transaction.atomic
def _placed(proof: EventProof, placed: StoredObject) -> bool:
    now = EventProof.objects.select_for_update(no_key=True).get(pk=proof.pk)
    if now.stored_id is not None:  # another delivery was faster
        return False
    placed.save()
    now.stored = placed
    now.save(update_fields=["stored"])
    return True
