"""Proposing: a list of what is due, with the facts of each record as of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal import access
from archive.disposal.dropping import drop_unfinished
from archive.disposal.due import due_records
from archive.disposal.errors import NothingDue
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.trail_acts import DisposalAct
from archive.holds.access import own_archive
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.retention.models import RetentionRule
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.security_class import is_classed

MOST_ITEMS = 20_000
BATCH = 1000
READ = ("retention_rule", "classification")  # of each file, of which there are few


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProposal:
    """What a list is made of: all due before the day, in these units and codes."""

    name: str
    due_before: date
    units: Sequence[UUID] = ()
    codes: Sequence[str] = ()


@transaction.atomic
def propose_list(*, actor: Actor, proposal: ListProposal) -> DestructionList:
    """Make a list of what is due in the archivist's registers.

    Raises:
        NotFound: not an archivist, or a unit is not theirs.
        Invalid: no name, one that is taken, or a day to come.
        NothingDue: no record is due by that day.
    """
    unit = own_archive(actor)
    kept = access.archives_of(actor)
    if kept.filter(pk__in=proposal.units).count() != len(set(proposal.units)):
        raise NotFound
    if faults := _faults(unit, proposal):
        raise Invalid(faults)
    due = due_records(
        kept,
        before=proposal.due_before,
        within=proposal.units,
        codes=proposal.codes,
    )
    records = due.select_related("classification")
    records = records.defer("access_tokens", "classification__name")
    found = list(records.order_by("record_file", "item_number")[:MOST_ITEMS])
    if not found:
        raise NothingDue(state="nothing_due")
    made = DestructionList.objects.create(
        name=proposal.name.strip(),
        unit=unit,
        due_before=proposal.due_before,
        units=list(proposal.units),
        codes=list(proposal.codes),
        proposed_by=actor.official,
    )
    DestructionItem.objects.bulk_create(_items(made, found), batch_size=BATCH)
    trail.record(
        DisposalAct.PROPOSED,
        made,
        actor=actor,
        due_before=made.due_before.isoformat(),
        items=len(found),
    )
    drop_unfinished(made, actor=actor)
    return made


def _faults(unit: Unit, proposal: ListProposal) -> list[Fault]:
    name, faults = proposal.name.strip(), []
    if not name:
        text = _("Give the list a name.")
        faults.append(Fault(field="name", code="required", message=text))
    if proposal.due_before > timezone.localdate():
        text = _("A day to come: what is due today is listed today.")
        faults.append(Fault(field="due_before", code="in_future", message=text))
    taken = DestructionList.objects.filter(unit=unit, name=name)
    if taken.exclude(state="aborted").exists():
        text = _("Another list has this name; choose one that tells them apart.")
        faults.append(Fault(field="name", code="taken", message=text))
    return faults


def _items(
    made: DestructionList, records: Sequence[Record]
) -> Iterator[DestructionItem]:
    ids = {record.record_file_id for record in records}
    files = RecordFile.objects.select_related(*READ).in_bulk(ids)
    words = {
        one.retention_rule_id: rule_words(one.retention_rule) for one in files.values()
    }
    for order, record in enumerate(records, start=1):
        record_file = files[record.record_file_id]
        rule = record_file.retention_rule
        if rule is None or record_file.inactive_until is None:
            raise ValueError(record.pk)  # `due_records` gives none of these
        yield DestructionItem(
            destruction_list=made,
            order=order,
            record_id=record.pk,
            number=record.number,
            record_date=record.record_date,
            code=(record.classification or record_file.classification).code,
            description=description_of(record),
            security_class=record.security_class,
            unit_id=record.unit_id,
            record_file=record_file,
            quantity=record.quantity,
            rule=words[rule.pk],
            rule_id=rule.pk,
            needs_look=bool(rule.disposition_exception.strip()),
            total_years=rule.active_years + rule.inactive_years,
            due_on=record_file.inactive_until,
            seen_version=record.row_version,
        )


def description_of(record: Record) -> str:
    """Return the subject; of a classed record the name of its code, never more."""
    if not is_classed(record):
        return record.subject
    return record.classification.short_name if record.classification else ""


def rule_words(rule: RetentionRule | None) -> str:
    """Return the rule in the words of the list: code, years, fate, source."""
    if rule is None:
        return ""
    told = _("%(active)d + %(inactive)d years, %(fate)s (%(source)s)") % {
        "active": rule.active_years,
        "inactive": rule.inactive_years,
        "fate": rule.get_final_disposition_display(),
        "source": rule.source_words,
    }
    return str(told)[:500]
