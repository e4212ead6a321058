"""The job of an export: write it, keep it for some days, or say why not.

Where the bytes will lie is noted on the row before they are written. Worked again
after a crash it clears that place and begins anew, so nothing lies in the store that
no row knows.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.exchange import access
from archive.exchange.eark.packaging import write_eark
from archive.exchange.errors import ExportStopped, RightLost
from archive.exchange.lists import write_csv, write_xlsx
from archive.exchange.making import JOB_KIND
from archive.exchange.models import Export, ExportKind, ExportState
from archive.exchange.packages.packing import in_order, write_bag
from archive.exchange.trail_acts import ExportAct
from archive.records.models import Record
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.files.leaving import delete_all_left, leave_copy
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor, actor_of
from eoffice.spreadsheets import MEDIA_TYPE as XLSX
from workflow.encryption import must_be_encrypted

PLACE = store.Area.DRAFTS
KEPT = timedelta(days=7)
ZIP = "application/zip"
PAGE = 50  # rows of records in memory
TOLD_EVERY = 20  # records
IN_MEMORY = 8 * 1024 * 1024

Writer = Callable[..., None]
#: kind -> how it is written, its media type, its ending
FORMS: dict[str, tuple[Writer, str, str]] = {
    ExportKind.BAGIT: (write_bag, ZIP, "zip"),
    ExportKind.EARK_SIP: (write_eark, ZIP, "zip"),
    ExportKind.EARK_AIP: (write_eark, ZIP, "zip"),
    ExportKind.RECORDS_XLSX: (write_xlsx, XLSX, "xlsx"),
    ExportKind.RECORDS_CSV: (write_csv, "text/csv", "csv"),
}


def write_export(work: Work) -> ItemOutcome | None:
    """Write the export with the rights its maker has at this moment.

    Raises:
        RightLost: a record of it is not theirs to take out any more.
        ExportStopped: a record in it was destroyed meanwhile.
        StoreUnavailable: the job goes on later.
    """
    export = Export.objects.filter(pk=work.ref).first()
    if export is None or export.state != ExportState.QUEUED:
        return None
    actor = _actor(work)
    if not access.takes_all(actor, export):
        raise RightLost
    stored = _written(export, actor)
    _keep(export.pk, stored, actor)
    return None


def _actor(work: Work) -> Actor:
    owner = User.objects.filter(jobs=work.job_id).first()
    found = actor_of(owner, acting_position=work.position_id) if owner else None
    if found is None:
        raise NotFound
    return found


def _written(export: Export, actor: Actor) -> StoredObject:
    writer, media_type, _ending = FORMS[export.kind]
    key = _cleared_place(export)
    ids = list(export.items.order_by("order").values_list("record", flat=True))
    classes = set(export.items.values_list("record__security_class", flat=True))

    def tell(count: int) -> None:
        if count % TOLD_EVERY == 0:
            Export.objects.filter(pk=export.pk).update(written=count)

    with tempfile.SpooledTemporaryFile(IN_MEMORY) as out:
        writer(export, in_order(ids, PAGE), actor, out, tell)
        out.seek(0)
        return store.put(
            out,
            area=PLACE,
            media_type=media_type,
            sealed=any(must_be_encrypted(one) for one in classes),
            name=key,
        )


def _cleared_place(export: Export) -> str:
    """Return the key to write to, noted on the row; what a killed try left goes.

    The job runs alone, so nobody is writing there at this moment.
    """
    if export.noted_key:
        delete_all_left(area=PLACE, key=export.noted_key)
        return export.noted_key
    key = store.new_key()
    queued = Export.objects.filter(pk=export.pk, state=ExportState.QUEUED)
    if not queued.update(noted_key=key):
        raise ExportStopped
    return key


def _keep(export_id: UUID, stored: StoredObject, actor: Actor) -> None:
    with transaction.atomic():
        now = Export.objects.select_for_update(no_key=True).get(pk=export_id)
        if now.state == ExportState.QUEUED:
            _save(now, stored, actor)
            return
        leave_copy(stored)
    raise ExportStopped


def _save(export: Export, stored: StoredObject, actor: Actor) -> None:
    stored.save()
    export.state, export.stored, export.noted_key = ExportState.READY, stored, ""
    export.ready_at = timezone.now()
    export.ends_at = export.ready_at + KEPT
    export.written = export.record_count
    export.save()
    facts = {"sha256": stored.sha256, "size": stored.size}
    trail.record(ExportAct.WRITTEN, export, actor=actor, **facts)
    records = export.items.order_by("order").values_list("record", flat=True)
    told = {"export": str(export.pk)}
    trail.record_many(
        ((ExportAct.RECORD_EXPORTED, Record(pk=pk), told) for pk in records),
        actor=actor,
    )


def _ended(job: Job) -> dict[str, Any]:
    """Say on the row why nothing was written."""
    failed = job.items.filter(state=JobState.FAILED).first()
    if failed is not None:
        waiting = Export.objects.filter(pk=failed.ref, state=ExportState.QUEUED)
        waiting.update(state=ExportState.FAILED, why=failed.code[:40])
    return {}


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, write_export, finisher=_ended)
