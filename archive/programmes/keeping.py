"""Entering a file into a programme, and doing its duty when it is due."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.programmes import access
from archive.programmes.models import ProgrammeFile, ProgrammeKind, ProtectedField
from archive.programmes.trail_acts import ProgrammeAct
from archive.record_files.locks import locked_for
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeInput:
    """Vital: `method` and `place`, perhaps `kept_for`. Protected: its `field`."""

    kind: str
    method: str = ""
    place: str = ""
    kept_for: str = ""
    field: str = ""


class DutyDone(StateForbids):
    """The duty was done already, or is not due to be done yet."""

    code = "duty_done"
    message = _("There is nothing left to do for this file in the programme.")


class InProgramme(StateForbids):
    """The file is in this programme already."""

    code = "in_programme"
    message = _("This file is in the programme already.")


@transaction.atomic
def enter_programme(
    *, actor: Actor, record_file_id: UUID, content: ProgrammeInput
) -> ProgrammeFile:
    """Enter the file; its first duty is due a year from now, or after the activity.

    Raises:
        NotFound: not a keeper of this file.
        InProgramme: it is in there.
        Invalid: with every fault.
    """
    record_file = locked_for(actor, "record.file", record_file_id)
    if faults := _faults(content):
        raise Invalid(faults)
    there = ProgrammeFile.objects.filter(record_file=record_file, kind=content.kind)
    if there.exists():
        raise InProgramme(state=content.kind)
    is_vital = content.kind == ProgrammeKind.VITAL
    entry = ProgrammeFile(
        record_file=record_file,
        kind=content.kind,
        method=content.method.strip() if is_vital else "",
        place=content.place.strip() if is_vital else "",
        kept_for=content.kept_for.strip() if is_vital else "",
        field="" if is_vital else content.field,
        entered_by=actor.official,
    )
    entry.due_on = entry.next_due()
    entry.save(force_insert=True)
    _told(ProgrammeAct.ENTERED, entry, actor, kind=entry.kind)
    return entry


@transaction.atomic
def fulfil_duty(
    *,
    actor: Actor,
    entry_id: UUID,
    done_on: date,
    letter: str,
    expected_version: int | None = None,
) -> ProgrammeFile:
    """Note that the duty was done: a review, a report to ANRI, a copy handed over.

    Raises:
        NotFound: not a keeper of this file.
        DutyDone, Stale: the state forbids it.
        Invalid: a day to come, or no letter of a report or a copy.
    """
    access.visible_programme(actor, entry_id)
    rows = ProgrammeFile.objects.select_for_update(no_key=True, of=("self",))
    entry = rows.select_related("record_file__unit").get(pk=entry_id)
    access.require(actor, "programme.fulfil", entry)
    check_version(entry, expected_version)
    if not entry.duty:
        raise DutyDone(state="done")
    is_vital = entry.kind == ProgrammeKind.VITAL
    faults = []
    if done_on > timezone.localdate():
        text = _("Give a day of today or earlier.")
        faults.append(Fault(field="done_on", code="in_future", message=text))
    if len(letter.strip()) > 200 or not (is_vital or letter.strip()):  # noqa: PLR2004  the column's length
        text = _("Name the letter: number and date.")
        faults.append(Fault(field="letter", code="required", message=text))
    if faults:
        raise Invalid(faults)
    act = _fulfilled(entry, done_on)
    entry.letter = letter.strip()
    entry.due_on = entry.next_due()
    entry.row_version += 1
    entry.save()
    _told(act, entry, actor, on=done_on.isoformat(), letter=entry.letter)
    return entry


def _fulfilled(entry: ProgrammeFile, done_on: date) -> ProgrammeAct:
    if entry.kind == ProgrammeKind.VITAL:
        entry.reviewed_on = done_on
        return ProgrammeAct.REVIEWED
    if entry.reported_on is None:
        entry.reported_on = done_on
        return ProgrammeAct.REPORTED
    entry.copied_on = done_on
    return ProgrammeAct.COPIED


def _told(act: ProgrammeAct, entry: ProgrammeFile, actor: Actor, **more: str) -> None:
    keeper = keepers_position(actor, entry.record_file.unit)
    trail.record(act, entry.record_file, actor=keeper, **more)


def _faults(content: ProgrammeInput) -> list[Fault]:
    unknown = _("This choice is not known.")
    if content.kind not in ProgrammeKind.values:
        return [Fault(field="kind", code="unknown", message=unknown)]
    if content.kind == ProgrammeKind.PROTECTED:
        if content.field in ProtectedField.values:
            return []
        return [Fault(field="field", code="unknown", message=unknown)]
    text = _("Fill this in: how and where a vital record is protected.")
    return [
        Fault(field=name, code="required", message=text)
        for name in ("method", "place")
        if not getattr(content, name).strip()
    ]
