"""Bringing a filled sheet: read and kept as words, nothing is decided yet."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from archive.appraisal_sheets.models import AppraisalSheet
from archive.appraisal_sheets.reading import MOST_BYTES, read_rows, rows_of_file
from archive.disposal import access
from archive.disposal.appraising import APPRAISABLE
from archive.disposal.errors import AppraisalOver, SamePerson, WrongState
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.trail_acts import DisposalAct
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.files import check_upload, receive_upload
from eoffice.files.leaving import leave_copy
from eoffice.files.uploads import facts_of
from eoffice.objects import store
from eoffice.objects.measuring import Readable
from eoffice.objects.models import Upload, UploadState
from eoffice.organisation.actor import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = ("order", "number", "destruction_list")


def appraisable_list(actor: Actor, list_id: UUID) -> DestructionList:
    """Return a list on which the person may give the committee's word now.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to appraise.
        WrongState, SamePerson, AppraisalOver: as of any word.
    """
    found = access.visible_list(actor, list_id)
    access.require(actor, "disposal.appraise", found)
    if found.state not in APPRAISABLE:
        raise WrongState(state=found.state)
    if actor.official.pk == found.proposed_by_id:
        raise SamePerson(state=found.state)
    if found.approvals.filter(is_current=True).exists():
        raise AppraisalOver(state=found.state)
    return found


def bring_sheet(
    *, actor: Actor, owner: User, list_id: UUID, name: str, stream: Readable
) -> AppraisalSheet:
    """Take a filled sheet through the quarantine, read it, and let go of the file.

    Outside any transaction: scanner and sandbox are slow. One brought before by the
    same person for the same list, and not taken over, goes.

    Raises:
        NotFound, WrongState, SamePerson, AppraisalOver: no word is theirs to give.
        Invalid: refused by its check, or not a sheet of a list.
        UploadEmpty, UploadTypeRefused, UploadTooLarge, ServiceDown: as of any upload.
    """
    appraisable_list(actor, list_id)
    upload = _checked(actor, owner, name, stream)
    try:
        rows = rows_of_file(store.get_bytes(upload.stored))
        known = DestructionItem.objects.filter(destruction_list=list_id).only(*READ)
        read = read_rows(rows, {str(one.pk): one for one in known.order_by()})
    finally:
        _let_go(upload)
    facts = {
        "name": upload.name,
        "sha256": upload.stored.sha256,
        "words": [one.kept() for one in read.words],
        "silent": [str(pk) for pk in read.silent],
        "unread": [[row, order, code.value] for row, order, code in read.unread],
    }
    return _keep(actor, list_id, facts)


def _checked(actor: Actor, owner: User, name: str, stream: Readable) -> Upload:
    upload = receive_upload(
        owner=owner, name=name, stream=stream, actor=actor, limit_bytes=MOST_BYTES
    )
    # At once instead of by the outbox: who brought it waits for what is in it.
    check_upload(upload.pk)
    upload = Upload.objects.select_related("stored").get(pk=upload.pk)
    if upload.state == UploadState.REFUSED:
        raise _refused(upload.reason, facts_of(upload).reason_text)
    if upload.stored.media_type != XLSX:
        _let_go(upload)
        raise _refused("wrong_media_type", _("Bring the sheet as XLSX."))
    return upload


def _refused(code: str, text: str) -> Invalid:
    return Invalid([Fault(field="file", code=code, message=text)])


@transaction.atomic
def _let_go(upload: Upload) -> None:
    """Keep nothing of a file that tells of records which may be destroyed."""
    stored = upload.stored
    Upload.objects.filter(pk=upload.pk).delete()
    stored.__class__.objects.filter(pk=stored.pk).delete()
    leave_copy(stored)


@transaction.atomic
def _keep(actor: Actor, list_id: UUID, facts: dict[str, Any]) -> AppraisalSheet:
    found = appraisable_list(actor, list_id)
    mine = AppraisalSheet.objects.filter(
        destruction_list=found, brought_by=actor.official, taken_at__isnull=True
    )
    mine.delete()
    made = AppraisalSheet.objects.create(
        destruction_list=found, brought_by=actor.official, **facts
    )
    trail.record(
        DisposalAct.SHEET_BROUGHT,
        found,
        actor=actor,
        sha256=made.sha256,
        words=len(made.words),
        unread=len(made.unread),
    )
    return made


def sheet_brought(actor: Actor, found: DestructionList) -> AppraisalSheet | None:
    """Return the sheet that the person brought for the list and has not taken over."""
    rows = AppraisalSheet.objects.filter(destruction_list=found, taken_at__isnull=True)
    return rows.filter(brought_by=actor.official).first()
