"""Moving a record file to another unit of its register, or to another code."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from archive.arranging.carrying import check_not_held, reason_faults
from archive.arranging.errors import EarlierRetention
from archive.arranging.outlook import difference, outlook_of
from archive.classification.catalogue import code_today
from archive.record_files import access
from archive.record_files.closing import write_dates
from archive.record_files.errors import OtherRegister
from archive.record_files.events import RecordFileEvent
from archive.record_files.filing import code_faults, rule_in_force
from archive.record_files.locks import locked_for
from archive.record_files.models import RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.outbox import events


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMove:
    """Where a file goes: a unit of the same register, a code, or both."""

    unit_id: UUID | None = None
    classification_code: str = ""
    reason: str = ""


@transaction.atomic
def move_record_file(
    *, actor: Actor, record_file_id: UUID, move: FileMove, accept_earlier: bool = False
) -> RecordFile:
    """Move the file; with another code it takes the rule in force, dates counted anew.

    Its records keep their own unit and code: where they come from does not change.

    Raises:
        NotFound: not this keeper's file or unit.
        FileHeld, FileMerged, OtherRegister: the state forbids it.
        EarlierRetention: with the difference, until it is accepted.
        Invalid: with every fault.
    """
    record_file = locked_for(actor, "record_file.arrange", record_file_id)
    _check(record_file, move)
    check_not_held([record_file])
    before, was = outlook_of(record_file), _place(record_file)
    if move.classification_code not in ("", record_file.classification.code):
        _to_code(record_file, move.classification_code)
    differences = difference(record_file, before, outlook_of(record_file))
    if differences and not accept_earlier:
        raise EarlierRetention(differences)
    if move.unit_id is not None and move.unit_id != record_file.unit_id:
        _to_unit(actor, record_file, move.unit_id)
    record_file.row_version += 1
    record_file.save()
    trail.record(
        RecordFileAct.MOVED,
        record_file,
        actor=keepers_position(actor, record_file.unit),
        reason=move.reason.strip(),
        before={**was, "retention": before.words},
        after={**_place(record_file), "retention": outlook_of(record_file).words},
    )
    events.add(RecordFileEvent.REARRANGED, record_file_id=record_file.pk)
    return record_file


def _place(record_file: RecordFile) -> dict[str, object]:
    return {
        "unit": str(record_file.unit_id),
        "number": record_file.number,
        "code": record_file.classification.code,
    }


def _check(record_file: RecordFile, move: FileMove) -> None:
    faults = reason_faults(move.reason)
    same_code = move.classification_code in ("", record_file.classification.code)
    if same_code and move.unit_id in (None, record_file.unit_id):
        text = _("Choose another unit or another code.")
        faults.append(Fault(field="unit", code="same", message=text))
    if not same_code:
        faults += code_faults(code_today(move.classification_code))
    if faults:
        raise Invalid(faults)


def _to_code(record_file: RecordFile, wanted: str) -> None:
    code = code_today(wanted)
    if code is None:  # judged before; the catalogue changes by migrations alone
        raise NotFound
    record_file.classification = code
    record_file.retention_rule = rule_in_force(code)
    # A review weighed it under its former rule.
    record_file.reviewed_fate, record_file.reviewed_on = "", None
    if record_file.closed_on is not None:
        write_dates(record_file)


def _to_unit(actor: Actor, record_file: RecordFile, unit_id: UUID) -> None:
    unit = Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).first()
    if unit is None or not access.may(actor, "record_file.open", unit):
        raise NotFound
    if register_unit_of(unit) != register_unit_of(record_file.unit):
        raise OtherRegister(state="other_register")
    last = RecordFile.objects.filter(unit=unit).aggregate(n=Max("number"))["n"]
    record_file.unit = unit
    # A number of its own in the new unit; the old one stays empty for ever.
    record_file.number = (last or 0) + 1
