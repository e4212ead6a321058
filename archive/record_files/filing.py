"""Filing: record files opened, records put into them and moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.catalogue import code_today
from archive.classification.models import ClassificationCode
from archive.record_files import access as file_access
from archive.record_files.errors import (
    AlreadyFiled,
    FileClosed,
    HeldInFile,
    OtherRegister,
)
from archive.record_files.events import RecordFileEvent
from archive.record_files.locks import locked_for_filing
from archive.record_files.models import RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.events import RecordEvent
from archive.records.keepers import keepers_position
from archive.records.kept_back import kept_back_among
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from archive.retention.models import RetentionRule
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, Stale
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.classification import catalogue, heading_words

CODE_DIFFERS = _("The code of this record is not the code of the file.")


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
    unit = (
        Unit.objects.select_for_update(no_key=True).filter(pk=content.unit_id).first()
    )
    if unit is None:
        raise NotFound
    file_access.require(actor, "record_file.open", unit)
    code = _checked_code(content)
    last = RecordFile.objects.filter(unit=unit).aggregate(last=Max("number"))["last"]
    record_file = RecordFile.objects.create(
        unit=unit,
        number=(last or 0) + 1,  # under the unit's lock, and never given back
        classification=code,
        title=content.title.strip(),
        opened_on=content.opened_on or timezone.localdate(),
        opened_by=actor.official,
        retention_rule=rule_in_force(code),
    )
    actor = keepers_position(actor, unit)
    trail.record(RecordFileAct.OPENED, record_file, actor=actor, code=code.code)
    events.add(RecordFileEvent.OPENED, record_file_id=record_file.pk)
    return record_file


def _checked_code(content: FileInput) -> ClassificationCode:
    code = code_today(content.classification_code)
    faults = list(code_faults(code))
    today = timezone.localdate()
    if content.opened_on is not None and content.opened_on > today:
        text = _("A file is opened today or was opened earlier.")
        faults.append(Fault(field="opened_on", code="in_future", message=text))
    if not content.title.strip():
        text = _("Describe the file in one line.")
        faults.append(Fault(field="title", code="required", message=text))
    if faults or code is None:
        raise Invalid(faults)
    return code


def code_faults(code: ClassificationCode | None) -> Iterator[Fault]:
    """Yield why a file can not be opened under the code."""
    field = "classification_code"
    if code is None:
        text = _("This classification code is not in force.")
        yield Fault(field=field, code="unknown_code", message=text)
    elif not code.is_leaf:
        told = heading_words(catalogue().entry(code))
        yield Fault(field=field, code="heading_code", message=told)


def rule_in_force(code: ClassificationCode) -> RetentionRule | None:
    """Return the rule in force today; of two, the one without an announced end."""
    rules = code.retention_rules.in_force(timezone.localdate())
    return rules.order_by(F("valid_to_on").desc(nulls_first=True)).first()


@transaction.atomic
def file_record(
    *,
    actor: Actor,
    record_id: UUID,
    record_file_id: UUID,
    move: bool = False,
    reason: str = "",
    expected_version: int | None = None,
) -> Record:
    """Put a record into an open file; `move` takes it out of another open one.

    Where its code is not the file's, that is warned of and not refused: `reason` says
    why it belongs there, and stays in the trail.

    Raises:
        NotFound: not this keeper's record or file.
        Stale: the record changed since `expected_version`.
        AlreadyFiled, FileClosed, HeldInFile, OtherRegister: the state forbids it.
    """
    record, files = locked_for_filing(actor, record_id, record_file_id)
    target = files[record_file_id]
    check_version(record, expected_version)
    # Twice the same wish is no fault: it lies where it should.
    if record.record_file_id == target.pk:
        return record
    _check_filing(record, target, files, move=move)
    moved_from, record.record_file = record.record_file_id, target
    record.item_number = _next_item(target)
    record.filed_at = timezone.now()
    other_code = code_differs(record, target)
    # A letter that came without a code takes the one of the activity it belongs to.
    record.classification = record.classification or target.classification
    record.row_version += 1
    record.save()
    actor = keepers_position(actor, target.unit)
    trail.record(
        RecordAct.FILED,
        record,
        actor=actor,
        record_file=str(target.pk),
        moved_from=str(moved_from) if moved_from else None,
        **told_code(record, target, reason) if other_code else {},
    )
    events.add(RecordEvent.FILED, record_id=record.pk)
    return record


def code_differs(record: Record, record_file: RecordFile) -> bool:
    """Tell whether the record's code is another than that of the file."""
    code = record.classification_id
    return code is not None and code != record_file.classification_id


def told_code(record: Record, target: RecordFile, reason: str) -> dict[str, str]:
    """Return what the trail keeps where a record's code is not its file's."""
    own = record.classification.code if record.classification else ""
    told = {"record_code": own, "file_code": target.classification.code}
    return {**told, "code_reason": reason.strip()[:1000]}


def _next_item(record_file: RecordFile) -> int:
    last = record_file.records.aggregate(last=Max("item_number"))["last"]
    return (last or 0) + 1


def _check_filing(
    record: Record, target: RecordFile, files: dict[UUID, RecordFile], *, move: bool
) -> None:
    if target.closed_on is not None:
        raise FileClosed(state="closed")
    # Each register keeps its own order; a mixed file could be handed over by nobody.
    if register_unit_of(record.unit) != register_unit_of(target.unit):
        raise OtherRegister(state="other_register")
    if record.record_file_id is None:
        return
    if not move:
        raise AlreadyFiled(state="filed")
    before = files.get(record.record_file_id)
    if before is None:  # moved by somebody else between reading and locking
        raise Stale
    if before.closed_on is not None:
        raise FileClosed(state="closed")
    if kept_back_among([record.pk]):
        raise HeldInFile(state="held")
