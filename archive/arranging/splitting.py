"""Parting records of a file into a file of their own: two activities lay in one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from archive.arranging.carrying import carry, reason_faults
from archive.arranging.errors import EarlierRetention, FileHeld
from archive.arranging.outlook import difference, outlook_of
from archive.classification.catalogue import code_today
from archive.holds.holding import held_among, holds_file
from archive.record_files.closing import write_dates
from archive.record_files.events import RecordFileEvent
from archive.record_files.filing import code_faults, rule_in_force
from archive.record_files.filing_many import locked_records
from archive.record_files.locks import locked_for
from archive.record_files.models import RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.outbox import events


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Which records get a file of their own, and how it is called."""

    records: Collection[UUID]
    title: str
    classification_code: str = ""  # empty: that of the file they lay in
    reason: str = ""


@transaction.atomic
def split_record_file(
    *, actor: Actor, record_file_id: UUID, split: Split, accept_earlier: bool = False
) -> RecordFile:
    """Open a file for some of the records, of the same unit, clock and state.

    Raises:
        NotFound: not this keeper's file, or a record does not lie in it.
        FileHeld, FileMerged: the state forbids it.
        EarlierRetention: with the difference, until it is accepted.
        Invalid: with every fault; the file is never left empty.
    """
    source = locked_for(actor, "record_file.arrange", record_file_id)
    ids = set(split.records)
    records = locked_records(ids)
    if any(one.record_file_id != source.pk for one in records.values()):
        raise NotFound
    if len(records) < len(ids):
        raise NotFound
    _check(source, split, len(ids))
    if holds_file(source) or held_among(ids):
        raise FileHeld(state="held")
    made = _opened(actor, source, split)
    differences = difference(source, outlook_of(source), outlook_of(made))
    if differences and not accept_earlier:
        raise EarlierRetention(differences)
    actor = keepers_position(actor, source.unit)
    ordered = sorted(records.values(), key=lambda one: one.item_number or 0)
    carry(actor, ordered, made, split.reason)
    source.row_version += 1
    source.save(update_fields=["row_version"])
    trail.record(
        RecordFileAct.SPLIT,
        source,
        actor=actor,
        reason=split.reason.strip(),
        into=str(made.pk),
        records=len(ids),
    )
    events.add(RecordFileEvent.OPENED, record_file_id=made.pk)
    return made


def _check(source: RecordFile, split: Split, count: int) -> None:
    faults = reason_faults(split.reason)
    if not split.title.strip():
        text = _("Describe the file in one line.")
        faults.append(Fault(field="title", code="required", message=text))
    if not count or count >= source.records.count():
        text = _("Choose some of its records, not all and not none.")
        faults.append(Fault(field="records", code="some", message=text))
    if split.classification_code:
        faults += code_faults(code_today(split.classification_code))
    if faults:
        raise Invalid(faults)


def _opened(actor: Actor, source: RecordFile, split: Split) -> RecordFile:
    code, rule = source.classification, source.retention_rule
    if split.classification_code and split.classification_code != code.code:
        other = code_today(split.classification_code)
        code = other or code
        rule = rule_in_force(code)
    Unit.objects.select_for_update(no_key=True).get(pk=source.unit_id)
    last = RecordFile.objects.filter(unit=source.unit_id).aggregate(n=Max("number"))
    made = RecordFile(
        unit=source.unit,
        number=last["n"] + 1,  # under the unit's lock, and never given back
        classification=code,
        title=split.title.strip()[:300],
        opened_on=source.opened_on,
        opened_by=actor.official,
        retention_rule=rule,
        closed_on=source.closed_on,
        activity_ended_on=source.activity_ended_on,
        trigger_on=source.trigger_on,
        trigger_proof=source.trigger_proof,
    )
    if rule == source.retention_rule:  # what a review decided holds for its parts
        made.reviewed_fate, made.reviewed_on = source.reviewed_fate, source.reviewed_on
        made.inactive_until = source.inactive_until
    made.save()
    if made.closed_on is not None:
        write_dates(made)
    return made
