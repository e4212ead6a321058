"""Correcting what a record says of itself; its content never changes.

What a signed letter says on its face (number, date, subject, type) is not corrected
here: the signature vouches for it. A correction stays when the agenda entry of an
incoming letter is amended later.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.classification.catalogue import code_today
from archive.records import access
from archive.records.correction_model import RecordCorrection
from archive.records.errors import HeldAsIs
from archive.records.events import RecordEvent
from archive.records.keepers import keepers_position, keeps
from archive.records.kept_back import holds_on
from archive.records.models import DevelopmentLevel, Medium, Record, RecordKind
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.classification import catalogue, heading_words

LONGEST_REASON = 300
#: Facts of every record, then those that a signed letter says on its face.
DESCRIPTIVE = ("classification", "development", "medium", "party")
ON_ITS_FACE = ("letter_type", "number", "record_date", "subject")
#: Facts of the content: of a classed record only its readers know and correct them.
OF_CONTENT = frozenset({"subject", "party"})
CHOICES = {"development": DevelopmentLevel.values, "medium": Medium.values}
LONGEST = {"party": 300, "letter_type": 60, "number": 120, "subject": 500}
Given = Mapping[str, str | date]


def correctable_facts(actor: Actor, record: Record) -> list[str]:
    """Return the facts of the record that the person may correct now."""
    if not keeps(actor, record.unit):
        return []
    facts = list(DESCRIPTIVE)
    if record.kind != RecordKind.OUTGOING:
        facts += ON_ITS_FACE
    if not access.reads(actor, record):
        facts = [one for one in facts if one not in OF_CONTENT]
    return facts


def corrections_of(actor: Actor, record: Record) -> QuerySet[RecordCorrection]:
    """Return the corrections of a visible record, oldest first.

    Of a classed one those of its content are told to readers alone.
    """
    rows = record.corrections.select_related("by", "position").order_by("id")
    return rows if access.reads(actor, record) else rows.exclude(field__in=OF_CONTENT)


@transaction.atomic
def correct_record(
    *,
    actor: Actor,
    record_id: UUID,
    facts: Given,
    reason: str,
    expected_version: int | None = None,
) -> Record:
    """Correct facts of a record, each kept with old and new value and the reason.

    `facts` by name; a code as its text. What is equal already is left alone.

    Raises:
        NotFound: not this keeper's record.
        Stale: the record changed since `expected_version`.
        HeldAsIs: a hold would not cover it any more.
        Invalid: with every fault; nothing was changed.
    """
    access.visible_record(actor, record_id)
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.select_related("unit", "classification").get(pk=record_id)
    allowed = correctable_facts(actor, record)
    if not allowed:
        raise NotFound
    check_version(record, expected_version)
    faults = _faults(record, facts, allowed, reason)
    if faults:
        raise Invalid(faults)
    changed = {
        name: value for name, value in facts.items() if said(record, name) != str(value)
    }
    if changed:
        held = holds_on(record.pk)
        _write(record, changed, keepers_position(actor, record.unit), reason.strip())
        # Of several holds each must go on: the others may be lifted before it.
        if held - holds_on(record.pk):
            raise HeldAsIs(state="held")
    return record


def said(record: Record, name: str) -> str:
    """Return what the record says of a fact, as text."""
    if name == "classification":
        return record.classification.code if record.classification else ""
    return str(getattr(record, name))


def _faults(
    record: Record, facts: Given, allowed: list[str], reason: str
) -> list[Fault]:
    faults = []
    if not reason.strip():
        text = _("Say why it is corrected.")
        faults.append(Fault(field="reason", code="required", message=text))
    elif len(reason.strip()) > LONGEST_REASON:
        text = _("At most %(longest)d characters.") % {"longest": LONGEST_REASON}
        faults.append(Fault(field="reason", code="too_long", message=text))
    for name, value in facts.items():
        told = _fault_of(record, name, value, allowed)
        if told is not None:
            faults.append(told)
    return faults


def _fault_of(
    record: Record, name: str, value: str | date, allowed: list[str]
) -> Fault | None:
    if name not in allowed:
        text = _("This stands on the signed letter, or is not yours to correct.")
        return Fault(field=name, code="not_correctable", message=text)
    if name == "classification":
        return _code_fault(str(value))
    if name == "record_date":
        is_past = isinstance(value, date) and value <= timezone.localdate()
        text = _("The day lies in the future, or is none.")
        return None if is_past else Fault(field=name, code="in_future", message=text)
    return _text_fault(record, name, str(value))


def _text_fault(record: Record, name: str, value: str) -> Fault | None:
    longest = LONGEST.get(name, LONGEST["subject"])
    if value not in CHOICES.get(name, [value]):
        text = _("This value is not one of the choices.")
        return Fault(field=name, code="unknown", message=text)
    if len(value) > longest:
        text = _("At most %(longest)d characters.") % {"longest": longest}
        return Fault(field=name, code="too_long", message=text)
    if not value.strip() and said(record, name):
        text = _("What is known is not taken away.")
        return Fault(field=name, code="required", message=text)
    return None


def _code_fault(value: str) -> Fault | None:
    code = code_today(value)
    if code is None:
        text = _("This classification code is not in force.")
        return Fault(field="classification", code="unknown_code", message=text)
    if not code.is_leaf:
        told = heading_words(catalogue().entry(code))
        return Fault(field="classification", code="heading_code", message=told)
    return None


def _write(record: Record, changed: Given, actor: Actor, reason: str) -> None:
    RecordCorrection.objects.bulk_create(
        RecordCorrection(
            record=record,
            field=name,
            before=said(record, name),
            after=str(value),
            reason=reason,
            by=actor.official,
            position=actor.chosen.position if actor.chosen else None,
        )
        for name, value in changed.items()
    )
    for name, value in changed.items():
        is_code = name == "classification"
        setattr(record, name, code_today(str(value)) if is_code else value)
    record.row_version += 1
    record.save(update_fields=[*changed, "row_version"])
    # The values may quote content: they stand beside the record and go with it.
    trail.record(RecordAct.CORRECTED, record, actor=actor, fields=sorted(changed))
    events.add(RecordEvent.CORRECTED, record_id=record.pk)
