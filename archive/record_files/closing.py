"""Closing a record file, giving its event later, and reopening it with a reason.

The retention clock starts when the activity is finished or, where the rule says
"setelah …", with the event it names (penjelasan PP 28/2012 Ps 54 (1)).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from archive.record_files.errors import EventKnown, FileClosed, FileOpen, NoEvent
from archive.record_files.events import RecordFileEvent
from archive.record_files.locks import locked_for
from archive.record_files.models import RecordFile
from archive.record_files.proofs import FIELD, attach_proof, proof_faults
from archive.record_files.trail_acts import RecordFileAct
from archive.records.completeness import INCOMPLETE, told_incomplete
from archive.records.keepers import keepers_position
from archive.retention.dates import retention_dates
from archive.retention.models import CountedFrom
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version

LONGEST = 1000  # of a reason or a proof, in characters
TOLD_ITEMS = 20  # incomplete ones a refusal names; the list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a file is closed; empty days: the activity ended today, no event yet.

    `proof` says on what the event's day rests (number and date of the document), and
    `proof_file` is the id of the person's own upload that shows it; `reason` why the
    activity ended on an earlier day; `incomplete` why it is closed although items of
    it lack mandatory facts.
    """

    activity_ended_on: date | None = None
    trigger_on: date | None = None
    proof: str = ""
    proof_file: UUID | None = None
    reason: str = ""
    incomplete: str = ""


def counts_from_event(record_file: RecordFile) -> bool:
    """Tell whether the file's rule counts from an event, with its proof."""
    rule = record_file.retention_rule
    return rule is not None and rule.counted_from != CountedFrom.FILE_CLOSED


@transaction.atomic
def close_record_file(
    *,
    actor: Actor,
    record_file_id: UUID,
    closing: Closing | None = None,
    expected_version: int | None = None,
) -> RecordFile:
    """Close a file: the activity is finished and the retention clock starts.

    Where the rule counts from an event that is not given, the file waits for it.

    Raises:
        NotFound: not a keeper of this file.
        FileClosed, Stale: the state forbids it.
        Invalid: with every fault.
    """
    given = closing or Closing()
    record_file = locked_for(actor, "record_file.close", record_file_id)
    if record_file.closed_on is not None:
        raise FileClosed(state="closed")
    check_version(record_file, expected_version)
    faults = [
        *_ending_faults(record_file, given),
        *_event_faults(record_file, given),
        *proof_faults(record_file, given.proof_file, actor),
        *_incomplete_faults(record_file, given),
    ]
    if faults:
        raise Invalid(faults)
    today = timezone.localdate()
    record_file.closed_on = today
    record_file.activity_ended_on = given.activity_ended_on or today
    record_file.trigger_on = given.trigger_on
    record_file.trigger_proof = given.proof.strip() if given.trigger_on else ""
    write_dates(record_file)
    trail.record(
        RecordFileAct.CLOSED,
        record_file,
        actor=keepers_position(actor, record_file.unit),
        activity_ended_on=record_file.activity_ended_on.isoformat(),
        trigger_on=given.trigger_on.isoformat() if given.trigger_on else None,
        proof=record_file.trigger_proof,
        reason=given.reason.strip(),
        incomplete=given.incomplete.strip(),
    )
    events.add(RecordFileEvent.CLOSED, record_file_id=record_file.pk)
    if given.proof_file is not None and given.trigger_on is not None:
        attach_proof(record_file, given.proof_file, actor, on=given.trigger_on)
    return record_file


def _ending_faults(record_file: RecordFile, given: Closing) -> list[Fault]:
    faults, today = [], timezone.localdate()
    ended = given.activity_ended_on or today
    latest = record_file.records.aggregate(latest=Max("record_date"))["latest"]
    # An empty berkas would count years for nothing and stand in every list.
    if latest is None:
        text = _("An empty file cannot be closed; put a record into it first.")
        faults.append(Fault(field="records", code="empty", message=text))
    if ended > today:
        text = _("The activity is finished today or was finished earlier.")
        faults.append(Fault(field="activity_ended_on", code="in_future", message=text))
    elif latest is not None and ended < min(latest, today):
        told = _("A record of %(day)s lies in this file: the activity ended after it.")
        message = told % {"day": date_format(latest, "j F Y")}
        faults.append(
            Fault(field="activity_ended_on", code="before_records", message=message)
        )
    if ended < today and not (given.reason.strip() or given.proof.strip()):
        text = _("Say why the activity ended on an earlier day.")
        faults.append(Fault(field="reason", code="required", message=text))
    return faults + _length_faults(given.reason, "reason")


def incomplete_items(record_file: RecordFile) -> str:
    """Return which items of the file lack mandatory facts, in words, up to a bound."""
    rows = record_file.records.filter(INCOMPLETE).order_by("item_number")
    return told_incomplete(rows.defer("access_tokens")[:TOLD_ITEMS])


def _incomplete_faults(record_file: RecordFile, given: Closing) -> list[Fault]:
    if given.incomplete.strip():
        return _length_faults(given.incomplete, "incomplete")
    told = incomplete_items(record_file)
    if not told:
        return []
    text = _("Complete these first, or say why it is closed as it is: %(items)s.")
    message = text % {"items": told}
    return [Fault(field="incomplete", code="incomplete", message=message)]


def _event_faults(record_file: RecordFile, given: Closing) -> list[Fault]:
    if given.trigger_on is None:
        faults = _length_faults(given.proof, "proof")
        if given.proof_file is not None:
            text = _("Give the day of the event that this file shows.")
            faults.append(Fault(field=FIELD, code="without_day", message=text))
        return faults
    if not counts_from_event(record_file):
        text = _("The rule of this file counts from its closing, not from an event.")
        return [Fault(field="trigger_on", code="not_by_event", message=text)]
    return _day_and_proof_faults(given.trigger_on, given.proof, "trigger_on")


def _day_and_proof_faults(day: date, proof: str, field: str) -> list[Fault]:
    faults = _length_faults(proof, "proof")
    if day > timezone.localdate():
        text = _("The event lies in the future; give its day when it has happened.")
        faults.append(Fault(field=field, code="in_future", message=text))
    if not proof.strip():
        text = _("Name the proof: the document, with its number and date.")
        faults.append(Fault(field="proof", code="required", message=text))
    return faults


def _length_faults(text: str, field: str) -> list[Fault]:
    if len(text.strip()) <= LONGEST:
        return []
    told = _("At most %(longest)d characters.") % {"longest": LONGEST}
    return [Fault(field=field, code="too_long", message=told)]


@transaction.atomic
def give_event(
    *,
    actor: Actor,
    record_file_id: UUID,
    on: date,
    proof: str,
    proof_file: UUID | None = None,
    expected_version: int | None = None,
) -> RecordFile:
    """Give the day of the event that a closed file waits for, with its proof.

    `proof` names the document; `proof_file` is the id of the person's own upload that
    shows it (PDF or picture), whose check may still run.

    Raises:
        NotFound: not a keeper of this file.
        FileOpen, NoEvent, EventKnown, Stale: the state forbids it.
        Invalid: the day lies in the future, the proof is missing, or its file is none.
    """
    record_file = locked_for(actor, "record_file.give_event", record_file_id)
    if record_file.closed_on is None:
        raise FileOpen(state="open")
    if not counts_from_event(record_file):
        raise NoEvent(state="closed")
    if record_file.trigger_on is not None:
        raise EventKnown(state="closed")
    check_version(record_file, expected_version)
    faults = _day_and_proof_faults(on, proof, "on")
    if faults := [*faults, *proof_faults(record_file, proof_file, actor)]:
        raise Invalid(faults)
    record_file.trigger_on, record_file.trigger_proof = on, proof.strip()
    write_dates(record_file)
    trail.record(
        RecordFileAct.EVENT_GIVEN,
        record_file,
        actor=keepers_position(actor, record_file.unit),
        trigger_on=on.isoformat(),
        proof=record_file.trigger_proof,
    )
    events.add(RecordFileEvent.EVENT_GIVEN, record_file_id=record_file.pk)
    if proof_file is not None:
        attach_proof(record_file, proof_file, actor, on=on)
    return record_file


@transaction.atomic
def reopen_record_file(
    *,
    actor: Actor,
    record_file_id: UUID,
    reason: str,
    expected_version: int | None = None,
) -> RecordFile:
    """Open a closed file again; its dates go and are computed anew at its closing.

    Locks in the store stay as long as they were: nobody can shorten them. Files that
    showed the event are kept, and show nothing any more.

    Raises:
        NotFound: not a keeper of this file.
        FileOpen, Stale: the state forbids it.
        Invalid: no reason was given.
    """
    record_file = locked_for(actor, "record_file.reopen", record_file_id)
    if record_file.closed_on is None:
        raise FileOpen(state="open")
    check_version(record_file, expected_version)
    faults = _length_faults(reason, "reason")
    if not reason.strip():
        text = _("Say why the file is opened again.")
        faults.append(Fault(field="reason", code="required", message=text))
    if faults:
        raise Invalid(faults)
    before = {
        name: value.isoformat() if (value := getattr(record_file, name)) else None
        for name in ("closed_on", "activity_ended_on", "trigger_on", "inactive_until")
    }
    for name in (*before, "active_until", "reviewed_on"):
        setattr(record_file, name, None)
    record_file.reviewed_fate = ""  # of what lay in it then; it is filled again
    record_file.trigger_proof = ""
    record_file.event_proofs.update(is_current=False)
    record_file.row_version += 1
    record_file.save()
    trail.record(
        RecordFileAct.REOPENED,
        record_file,
        actor=keepers_position(actor, record_file.unit),
        reason=reason.strip(),
        before=before,
    )
    events.add(RecordFileEvent.REOPENED, record_file_id=record_file.pk)
    return record_file


# Computed at closing and with the event: a rule that changes later moves no old ends.
def write_dates(record_file: RecordFile) -> None:
    """Compute the dates of a closed file anew by its rule, and save the file."""
    rule, ended_on = record_file.retention_rule, record_file.activity_ended_on
    if rule is not None and ended_on is not None:
        trigger = record_file.trigger_on
        dates = retention_dates(rule, ended_on=ended_on, trigger_on=trigger)
        record_file.active_until = dates.active_until if dates else None
        ends_on = dates.inactive_until if dates else None
        kept = record_file.inactive_until if record_file.reviewed_on else None
        # What a review kept longer ends no sooner by a file that is merged into it.
        record_file.inactive_until = max(ends_on, kept) if ends_on and kept else ends_on
    else:
        record_file.active_until = record_file.inactive_until = None
    record_file.row_version += 1
    record_file.save()
