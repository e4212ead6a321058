"""Signed documents of a procedure are filed at once and kept as vital records.

PP 28/2012 Ps 78, 81: what proves that records went lawfully outlives them. Each
procedure has one berkas of its code in the register that signed.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from archive.classification.catalogue import code_today
from archive.classification.models import ClassificationCode
from archive.papers.kinds import Procedure
from archive.papers.models import ProcedureDocument
from archive.papers.trail_acts import PaperAct
from archive.record_files.events import RecordFileEvent
from archive.record_files.locks import locked_files
from archive.record_files.models import RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.events import RecordEvent
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.organisation.models import Unit
from eoffice.outbox import events

#: The codes of Permendagri 83/2022 under which the documents are kept.
CODES = {
    Procedure.DESTRUCTION: "000.5.6.2",
    Procedure.REVIEW: "000.5.6.2",
    Procedure.TRANSFER: "000.5.6.1",
    Procedure.HANDOVER: "000.5.6.3",
}


@transaction.atomic
def keep_document(record_id: UUID) -> bool:
    """Mark the record's document as vital and file it; tell whether it is one.

    Again harmless. What a keeper has filed already stays where they put it.
    """
    rows = Record.objects.filter(pk=record_id, letter__isnull=False)
    known = rows.only("letter", "unit").first()
    if known is None:
        return False
    document = ProcedureDocument.objects.filter(letter=known.letter_id).first()
    if document is None:
        return False
    code = code_today(CODES[Procedure(document.procedure)])
    # Files, then records, then units, as everywhere: somebody may be closing the file.
    berkas = _open_berkas(document, known.unit_id, code) if code else None
    record = Record.objects.select_for_update(no_key=True).get(pk=record_id)
    if record.record_file_id is None and code:  # no code: a keeper chooses
        _file(record, berkas or _opened(document, known.unit_id, code), code)
    if not document.is_vital:
        document.is_vital = True
        document.save(update_fields=["is_vital"])
        trail.record(PaperAct.KEPT, record, actor=None, kind=document.kind)
    return True


def _file(record: Record, berkas: RecordFile, code: ClassificationCode) -> None:
    last = berkas.records.aggregate(last=Max("item_number"))["last"]
    record.record_file, record.item_number = berkas, (last or 0) + 1
    record.filed_at = timezone.now()
    record.classification = record.classification or code
    record.row_version += 1
    record.save()
    trail.record(RecordAct.FILED, record, actor=None, record_file=str(berkas.pk))
    events.add(RecordEvent.FILED, record_id=record.pk)


def _open_berkas(
    document: ProcedureDocument, unit_id: UUID, code: ClassificationCode
) -> RecordFile | None:
    """Return the unit's berkas of the procedure, locked; none where none is open."""
    others = ProcedureDocument.objects.filter(
        procedure_id=document.procedure_id, letter__record__record_file__isnull=False
    )
    lies_in = others.values("letter__record__record_file")
    rows = RecordFile.objects.filter(
        pk__in=lies_in, unit=unit_id, classification=code, closed_on=None
    )
    files = locked_files(set(rows.order_by().values_list("pk", flat=True)))
    # Looked at again: whoever had the lock may have closed it or put it elsewhere.
    return next((one for one in files.values() if _takes(one, unit_id, code)), None)


def _takes(berkas: RecordFile, unit_id: UUID, code: ClassificationCode) -> bool:
    is_open = berkas.closed_on is None and berkas.merged_into_id is None
    return is_open and (berkas.unit_id, berkas.classification_id) == (unit_id, code.pk)


def _opened(
    document: ProcedureDocument, unit_id: UUID, code: ClassificationCode
) -> RecordFile:
    """Open the berkas of the procedure, unless another document did it meanwhile."""
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if (found := _open_berkas(document, unit_id, code)) is not None:
        return found
    last = RecordFile.objects.filter(unit=unit).aggregate(last=Max("number"))["last"]
    rules = code.retention_rules.in_force(timezone.localdate())
    title = Procedure(document.procedure).label
    made = RecordFile.objects.create(
        unit=unit,
        number=(last or 0) + 1,  # under the unit's lock
        classification=code,
        title=f"{title}: {document.letter.subject if document.letter else ''}"[:300],
        opened_on=timezone.localdate(),
        retention_rule=rules.order_by(F("valid_to_on").desc(nulls_first=True)).first(),
    )
    trail.record(RecordFileAct.OPENED, made, actor=None, code=code.code)
    events.add(RecordFileEvent.OPENED, record_file_id=made.pk)
    return made
