"""Passing the gate: a letter goes on to the leader's desk, or is set aside there."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.delivery.models import delivery_of
from workflow.incoming import access
from workflow.incoming.events import IncomingEvent
from workflow.incoming.locks import locked_for
from workflow.incoming.models import AgendaEventKind, IncomingLetter
from workflow.incoming.operations.agenda_events import note_in_agenda
from workflow.incoming.operations.registering import close_incoming
from workflow.incoming.trail_acts import IncomingAct
from workflow.letters.models import LetterStatus

LONGEST_NOTE = 300


class RevokedAtGate(StateForbids):
    """The sender revoked the letter while it lay at the gate."""

    code = "letter_revoked"
    message = _("The sender has revoked this letter. Set it aside.")


class StillInForce(StateForbids):
    """A letter in force is for the leader to see: a keeper does not set it aside."""

    code = "still_in_force"
    message = _("This letter is in force. Pass it on to the leader.")


def is_revoked(incoming: IncomingLetter) -> bool:
    """Tell whether the sender has revoked the letter since it was delivered."""
    delivery = delivery_of(incoming)
    return delivery is not None and delivery.letter.status == LetterStatus.REVOKED


@transaction.atomic
def pass_gate(*, actor: Actor, incoming_id: UUID, note: str = "") -> IncomingLetter:
    """Put the letter on the leader's desk, with a note if there is one to make.

    Raises:
        NotFound: it lies at no gate of this person's.
        RevokedAtGate: the sender has revoked it meanwhile.
        Invalid: the note is too long.
    """
    incoming = locked_for(actor, "incoming.pass_gate", incoming_id)
    if is_revoked(incoming):
        raise RevokedAtGate(state=LetterStatus.REVOKED)
    _check_note(note)
    keeper, leader = incoming.routed_to, incoming.gate_for
    actor = actor.at_position(incoming.routed_to_id)
    incoming.routed_to, incoming.gate_for = leader, None
    incoming.row_version += 1
    incoming.save()
    access.refresh_access(incoming)
    trail.record(
        IncomingAct.GATE_PASSED,
        incoming,
        actor=actor,
        keeper=str(keeper.pk) if keeper else "",
        leader=str(leader.pk) if leader else "",
        has_note=bool(note.strip()),
    )
    note_in_agenda(incoming, AgendaEventKind.GATE_PASSED, actor=actor, reason=note)
    events.add(IncomingEvent.GATE_PASSED, incoming_id=incoming.pk)
    return incoming


@transaction.atomic
def set_aside(*, actor: Actor, incoming_id: UUID) -> IncomingLetter:
    """Close a letter at the gate that its sender has revoked.

    Raises:
        NotFound: it lies at no gate of this person's.
        StillInForce: nobody revoked it.
    """
    incoming = locked_for(actor, "incoming.pass_gate", incoming_id)
    if not is_revoked(incoming):
        raise StillInForce(state=incoming.status)
    actor = actor.at_position(incoming.routed_to_id)
    close_incoming(incoming, actor=actor)
    return incoming


def _check_note(note: str) -> None:
    if len(note.strip()) > LONGEST_NOTE:
        text = _("At most 300 characters.")
        raise Invalid([Fault(field="note", code="too_long", message=text)])
