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
    unit = Unit.objects.select_for_update(no_key=True).get(pk=known.unit_id)
    record = Record.objects.select_for_update(no_key=True).get(pk=record_id)
    if record.record_file_id is None:
        _file(record, document, unit)
    if not document.is_vital:
        document.is_vital = True
        document.save(update_fields=["is_vital"])
        trail.record(PaperAct.KEPT, record, actor=None, kind=document.kind)
    return True


def _file(record: Record, document: ProcedureDocument, unit: Unit) -> None:
    code = code_today(CODES[Procedure(document.procedure)])
    if code is None:  # the region has another tree: a keeper chooses
        return
    berkas = _berkas(document, unit, code)
    last = berkas.records.aggregate(last=Max("item_number"))["last"]
    record.record_file, record.item_number = berkas, (last or 0) + 1
    record.filed_at = timezone.now()
    record.classification = record.classification or code
    record.row_version += 1
    record.save()
    trail.record(RecordAct.FILED, record, actor=None, record_file=str(berkas.pk))
    events.add(RecordEvent.FILED, record_id=record.pk)


def _berkas(
    document: ProcedureDocument, unit: Unit, code: ClassificationCode
) -> RecordFile:
    """Return the unit's open berkas of the procedure; the first document opens it."""
    others = ProcedureDocument.objects.filter(
        procedure_id=document.procedure_id, letter__record__record_file__isnull=False
    )
    lies_in = others.values("letter__record__record_file")
    rows = RecordFile.objects.filter(
        pk__in=lies_in, unit=unit, classification=code, closed_on=None
    )
    found = rows.first()
    if found is not None:
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
