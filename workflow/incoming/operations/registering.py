"""Receiving: files brought in, the agenda entry, the desk it goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.holidays.calendars import calendar_of
from eoffice.objects.models import Upload
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, PositionDuty, Unit
from eoffice.organisation.queries.holders import head_of
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.classification import catalogue, heading_words
from workflow.incoming import access
from workflow.incoming.errors import AlreadyRegistered
from workflow.incoming.events import IncomingEvent
from workflow.incoming.locks import locked_for
from workflow.incoming.models import (
    AgendaEventKind,
    Channel,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    Proposal,
)
from workflow.incoming.operations.agenda_events import note_in_agenda
from workflow.incoming.operations.moving import move_incoming
from workflow.incoming.queries.desks import desk_for
from workflow.incoming.trail_acts import IncomingAct
from workflow.number_form import plain_number
from workflow.numbering.operations import take_agenda_number
from workflow.security_class import SecurityClass, is_classed
from workflow.urgency import DUE_HOURS, urgency_faults

LONGEST = {
    "sender": 300,
    "number": 120,
    "subject": 500,
    "letter_type": 60,
    "classification_code": 40,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the clerk confirms."""

    sender: str
    subject: str
    number: str = ""
    letter_date: date | None = None
    letter_type: str = ""
    classification_code: str = ""
    urgency: str = "biasa"
    security_class: str = "biasa"
    routed_to_id: UUID | None = None
    due_on: date | None = None
    decision_request: bool = False


def clerk_at_position(actor: Actor, register_id: UUID | None = None) -> Actor:
    """Return the actor in the clerk's position, of this register where one is named."""
    return actor.at_position_where(
        lambda mandate: (
            PositionDuty.RECORD_CLERK in mandate.position.duties
            and register_id in {None, mandate.register_id}
        )
    )


def _register_of(clerk: Actor) -> Unit:
    if clerk.chosen is None:
        raise NotFound
    return register_unit_of(clerk.chosen.position.unit)


@transaction.atomic
def receive_letter(
    *,
    actor: Actor,
    upload_ids: Sequence[UUID],
    channel: str = Channel.SCAN,
    received_at: datetime | None = None,
) -> IncomingLetter:
    """Open an incoming letter over checked uploads; reading starts by the outbox.

    Raises:
        NotFound: the person is no record clerk.
        Invalid: a file is unknown, refused, or not checked yet; a time in the future.
    """
    if not actor.has_duty(PositionDuty.RECORD_CLERK):
        raise NotFound
    actor = clerk_at_position(actor)
    unit = _register_of(actor)
    uploads = _clean_uploads(actor, upload_ids)
    now = timezone.now()
    if received_at and received_at > now:
        text = _("The time of receipt lies in the future.")
        raise Invalid([Fault(field="received_at", code="future", message=text)])
    incoming = IncomingLetter.objects.create(
        unit=unit,
        channel=channel,
        received_at=received_at or now,
        brought_by=actor.official,
    )
    IncomingFile.objects.bulk_create(
        IncomingFile(incoming=incoming, stored_id=u.stored_id, name=u.name, order=n)
        for n, u in enumerate(uploads)
    )
    Proposal.objects.create(incoming=incoming)
    access.refresh_access(incoming)
    trail.record(IncomingAct.RECEIVED, incoming, actor=actor, files=len(uploads))
    events.add(IncomingEvent.RECEIVED, incoming_id=incoming.pk)
    return incoming


def _clean_uploads(actor: Actor, upload_ids: Sequence[UUID]) -> list[Upload]:
    wanted = list(dict.fromkeys(upload_ids))
    # Own uploads only: an id that was guessed opens nobody's file.
    mine = Upload.objects.select_related("stored").filter(
        owner_id=actor.user_id, pk__in=wanted
    )
    found = {upload.pk: upload for upload in mine}
    faults = []
    for n, pk in enumerate(wanted):
        upload = found.get(pk)
        if upload is None or not upload.is_clean_document:
            text = _("This file is not there, or has not been checked yet.")
            faults.append(
                Fault(field=f"uploads.{n}", code="unknown_upload", message=text)
            )
    if not wanted:
        text = _("Add at least one file.")
        faults.append(Fault(field="uploads", code="required", message=text))
    if faults:
        raise Invalid(faults)
    return [found[pk] for pk in wanted]


@transaction.atomic
def register_incoming_letter(
    *,
    actor: Actor,
    incoming_id: UUID,
    row_version: int | None,
    registration: Registration,
    duplicate_reason: str = "",
) -> IncomingLetter:
    """Enter the letter in the agenda and route it to a desk.

    `duplicate_reason` says why a letter that looks registered already is entered all
    the same; it stays beside the entry.

    Raises:
        NotFound: not a clerk of this register.
        AlreadyRegistered: it has its agenda number (the state says which).
        Stale: somebody changed it since it was read.
        Invalid: with every fault.
    """
    incoming = locked_for(actor, "incoming.register", incoming_id)
    if incoming.status != IncomingStatus.RECEIVED:
        raise AlreadyRegistered(state=incoming.status)
    access.require_content(actor, incoming)
    check_version(incoming, row_version, state=incoming.status)
    desk = checked_registration(incoming, registration, clerk=actor)
    # After all checks: a refused entry takes no number and leaves no gap.
    number = take_agenda_number(incoming.unit, incoming.pk, actor.official)
    write_registration(incoming, registration, desk)
    incoming.stand_in_agenda(number)
    incoming.registered_by = actor.official
    incoming.registered_at = timezone.now()
    move_incoming(incoming, IncomingStatus.REGISTERED)
    access.refresh_access(incoming)
    actor = clerk_at_position(actor, register_unit_of(incoming.unit).pk)
    trail.record(
        IncomingAct.REGISTERED, incoming, actor=actor, agenda_number=number.text
    )
    if duplicate_reason.strip():
        kind = AgendaEventKind.DUPLICATE_ACCEPTED
        note_in_agenda(incoming, kind, actor=actor, reason=duplicate_reason)
    events.add(IncomingEvent.REGISTERED, incoming_id=incoming.pk)
    return incoming


def write_registration(
    incoming: IncomingLetter, registration: Registration, desk: Position | None
) -> None:
    """Write what the clerk confirmed on the locked letter."""
    incoming.sender = registration.sender.strip()
    incoming.subject = registration.subject.strip()
    incoming.number = plain_number(registration.number)
    incoming.letter_date = registration.letter_date
    incoming.letter_type = registration.letter_type
    incoming.classification_code = registration.classification_code
    incoming.urgency = registration.urgency
    incoming.security_class = registration.security_class
    incoming.due_on = registration.due_on
    incoming.routed_to = desk
    incoming.decision_request = registration.decision_request
    incoming.decision_due_on = None
    if registration.decision_request:
        # Five working days from the day the application came (UU 30/2014 Ps 53 as
        # changed by UU 11/2020 Ps 175).
        came = timezone.localdate(incoming.received_at)
        days = DUE_HOURS.current().decision
        incoming.decision_due_on = calendar_of(incoming.unit).after(came, days)


def checked_registration(
    incoming: IncomingLetter, given: Registration, *, clerk: Actor
) -> Position | None:
    """Return the desk it goes to, or raise `Invalid` with every fault."""
    faults = [*_word_faults(given), *_choice_faults(given, present=incoming.urgency)]
    faults += _code_faults(incoming, given.classification_code.strip())
    desk = _desk(incoming, given, faults)
    if given.security_class in SecurityClass.values and is_classed(given):
        faults += _classed_desk_faults(incoming, desk, clerk)
    if faults:
        raise Invalid(faults)
    return desk


def _word_faults(given: Registration) -> list[Fault]:
    faults = []
    for name in ("sender", "subject"):
        if not getattr(given, name).strip():
            text = _("This is needed for the agenda.")
            faults.append(Fault(field=name, code="required", message=text))
    for name, longest in LONGEST.items():
        if len(getattr(given, name).strip()) > longest:
            told = _("At most %(longest)d characters.") % {"longest": longest}
            faults.append(Fault(field=name, code="too_long", message=told))
    return faults


def _choice_faults(given: Registration, *, present: str) -> list[Fault]:
    faults = []
    if given.letter_date and given.letter_date > timezone.localdate():
        text = _("The date of the letter lies in the future.")
        faults.append(Fault(field="letter_date", code="future", message=text))
    faults += urgency_faults(given.urgency, present)
    if given.security_class not in SecurityClass.values:
        text = _("This choice is not known.")
        fault = Fault(field="security_class", code="unknown_choice", message=text)
        faults.append(fault)
    return faults


def _code_faults(incoming: IncomingLetter, code: str) -> list[Fault]:
    field = "classification_code"
    entry = catalogue().find(code) if code else None
    if code and entry is None:
        text = _("This classification code is not in force.")
        return [Fault(field=field, code="unknown", message=text)]
    # What was entered in former days stands, until somebody chooses another code.
    if entry and not entry.is_leaf and code != incoming.classification_code:
        return [Fault(field=field, code="heading_code", message=heading_words(entry))]
    return []


def _desk(
    incoming: IncomingLetter, given: Registration, faults: list[Fault]
) -> Position | None:
    if given.routed_to_id is None:
        return head_of(register_unit_of(incoming.unit))
    if given.routed_to_id == incoming.routed_to_id:
        return incoming.routed_to  # where it lies already
    # Not any position of the house: neighbouring agencies keep an agenda of their own.
    desk = desk_for(incoming, given.routed_to_id)
    if desk is None:
        text = _("This desk does not belong to your register.")
        faults.append(Fault(field="routed_to", code="unknown_position", message=text))
    return desk


def _classed_desk_faults(
    incoming: IncomingLetter, desk: Position | None, clerk: Actor
) -> list[Fault]:
    """Refuse desks that a classed letter would be lost at, or kept by its clerk.

    Who keeps the agenda does not read what is classed (tata naskah 5.2), so cannot
    make the own position its desk, unless that position heads the register. Without a
    desk nobody would read it, and nobody could route it afterwards.
    """
    if desk is None and is_classed(incoming):
        return []  # it lay nowhere before; its entry can be corrected all the same
    if desk is None:
        text = _("Choose the desk: nobody else will read a classed letter.")
        return [Fault(field="routed_to", code="needs_desk", message=text)]
    is_new = desk.pk != incoming.routed_to_id
    if is_new and not desk.is_head and desk.pk in clerk.position_ids:
        text = _("A classed letter does not go to the seat of who keeps the agenda.")
        return [Fault(field="routed_to", code="own_seat", message=text)]
    return []


def close_incoming(
    incoming: IncomingLetter, *, actor: Actor | None, note: str = ""
) -> None:
    """Mark a locked incoming letter completed, and say so.

    Raises:
        StateForbids: it is completed already, or has no agenda number.
    """
    incoming.completed_at = timezone.now()
    move_incoming(incoming, IncomingStatus.COMPLETED)
    trail.record(IncomingAct.COMPLETED, incoming, actor=actor, has_note=bool(note))
    events.add(IncomingEvent.COMPLETED, incoming_id=incoming.pk)
