"""Filing: record files opened and closed, records put into them and moved."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import access
from archive.catalogue import codes_in_force
from archive.errors import AlreadyFiled, FileClosed
from archive.models import ClassificationCode, Record, RecordFile, RetentionRule
from archive.retention_dates import retention_dates
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.outbox import events


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInput:
    """What opens a record file."""

    unit_id: UUID
    classification_code: str
    title: str
    opened_on: date | None = None


@transaction.atomic
def open_record_file(*, actor: Actor, content: FileInput) -> RecordFile:
    """Open a berkas of a unit, numbered on within the unit."""
    unit = Unit.objects.select_for_update().filter(pk=content.unit_id).first()
    if unit is None:
        raise NotFound
    access.require(actor, "record_file.open", unit)
    code = _checked_code(content)
    last = RecordFile.objects.filter(unit=unit).aggregate(last=Max("number"))["last"]
    record_file = RecordFile.objects.create(
        unit=unit,
        number=(last or 0) + 1,  # under the unit's lock, and never given back
        classification=code,
        title=content.title.strip(),
        opened_on=content.opened_on or timezone.localdate(),
        opened_by=actor.official,
        retention_rule=_rule_in_force(code),
    )
    trail.record("record_file.opened", record_file, actor=actor, code=code.code)
    events.add("record_file.opened", record_file_id=record_file.pk)
    return record_file


def _checked_code(content: FileInput) -> ClassificationCode:
    faults = []
    code = codes_in_force().filter(code=content.classification_code).first()
    if code is None:
        text = _("This classification code is not in force.")
        faults.append(
            Fault(field="classification_code", code="unknown_code", message=text)
        )
    if not content.title.strip():
        text = _("Describe the file in one line.")
        faults.append(Fault(field="title", code="required", message=text))
    if faults or code is None:
        raise Invalid(faults)
    return code


def _rule_in_force(code: ClassificationCode) -> RetentionRule | None:
    return code.retention_rules.filter(valid_to_on__isnull=True).first()


def _locked_file(record_file_id: UUID) -> RecordFile:
    found = (
        RecordFile.objects.select_for_update(of=("self",))
        .select_related("unit", "retention_rule")
        .filter(pk=record_file_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def file_record(
    *, actor: Actor, record_id: UUID, record_file_id: UUID, move: bool = False
) -> Record:
    """Put a record into an open file; `move` takes it out of another open one.

    Raises:
        NotFound: not this archivist's record or file.
        AlreadyFiled, FileClosed: the state forbids it.
    """
    record_file = _locked_file(record_file_id)
    access.visible_record_file(actor, record_file_id)
    access.visible_record(actor, record_id)
    record = Record.objects.select_for_update(of=("self",)).get(pk=record_id)
    access.require(actor, "record.file", record)
    access.require(actor, "record.file", record_file)
    if record_file.closed_on is not None:
        raise FileClosed(state="closed")
    before = record.record_file
    if before is not None:
        if before.pk == record_file.pk:
            return record
        if not move:
            raise AlreadyFiled(state="filed")
        if before.closed_on is not None:
            raise FileClosed(state="closed")
    last = record_file.records.aggregate(last=Max("item_number"))["last"]
    record.record_file = record_file
    record.item_number = (last or 0) + 1
    record.filed_at = timezone.now()
    if record.classification_id is None:
        record.classification = record_file.classification
    record.row_version += 1
    record.save()
    trail.record(
        "record.filed",
        record,
        actor=actor,
        record_file=str(record_file.pk),
        moved_from=str(before.pk) if before else None,
    )
    events.add("record.filed", record_id=record.pk)
    return record


@transaction.atomic
def close_record_file(
    *, actor: Actor, record_file_id: UUID, trigger_on: date | None = None
) -> RecordFile:
    """Close a file: the activity is finished and the retention clock starts.

    `trigger_on`: the day of the event, where the rule counts from one.
    """
    record_file = _locked_file(record_file_id)
    access.visible_record_file(actor, record_file_id)
    access.require(actor, "record_file.close", record_file)
    if record_file.closed_on is not None:
        raise FileClosed(state="closed")
    if not record_file.records.exists():
        text = _("An empty file cannot be closed; put a record into it first.")
        raise Invalid([Fault(field="records", code="empty", message=text)])
    record_file.closed_on = timezone.localdate()
    record_file.trigger_on = trigger_on
    _compute(record_file)
    record_file.row_version += 1
    record_file.save()
    trail.record("record_file.closed", record_file, actor=actor)
    events.add("record_file.closed", record_file_id=record_file.pk)
    return record_file


def _compute(record_file: RecordFile) -> None:
    rule = record_file.retention_rule
    if rule is None or record_file.closed_on is None:
        return
    dates = retention_dates(
        rule, closed_on=record_file.closed_on, trigger_on=record_file.trigger_on
    )
    if dates is not None:
        record_file.active_until = dates.active_until
        record_file.inactive_until = dates.inactive_until


def proposed_file(record: Record) -> RecordFile | None:
    """Return the open file of the same unit that fits best: same code, newest."""
    if record.classification_id is None:
        return None
    return RecordFile.objects.filter(
        unit=record.unit, classification=record.classification, closed_on__isnull=True
    ).first()
