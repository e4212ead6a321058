"""Telling people of a letter that lies on their desk.

Above the ordinary class the text says only that something waits (tata naskah 5.2).
"""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.notifications.operations import notify_position, settle
from eoffice.notifications.operations.notifying import Message
from eoffice.outbox.events import Event, on
from workflow.incoming.events import IncomingEvent
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.security_class import is_ordinary


def about(incoming: IncomingLetter | None, matter: str = "") -> str:
    """Return what a notice says it is about: the subject of ordinary letters alone."""
    if incoming is None:
        return matter
    return incoming.subject if is_ordinary(incoming) else str(_("a classed letter"))


def page_of(incoming: IncomingLetter) -> str:
    """Return where the letter is read: what a line about it leads to."""
    return reverse("incoming_read", args=[incoming.pk])


def tell_positions(
    event: Event, positions: Iterable[UUID | None], message: Message
) -> None:
    """Tell the holders of these positions, each once."""
    for position_id in dict.fromkeys(positions):
        if position_id is not None:
            notify_position(event_id=event.id, position_id=position_id, message=message)


def _registered(event: Event) -> None:
    incoming = IncomingLetter.objects.get(pk=event.payload["incoming_id"])
    if incoming.status != IncomingStatus.REGISTERED:
        return  # somebody has acted on it already
    told = {"about": about(incoming)}
    text = _("Incoming letter: %(about)s") % told
    if incoming.gate_for is not None:
        told["leader"] = incoming.gate_for.title
        text = _("To pass on to %(leader)s: %(about)s") % told
    message = Message(
        kind="incoming.registered",
        text=text,
        path=page_of(incoming),
        by=incoming.sender,
        due_on=incoming.due_on,
        is_plain=is_ordinary(incoming),
    )
    tell_positions(event, [incoming.routed_to_id], message)


def settle_incoming(event: Event) -> None:
    """Let go of what asked to look at a letter that was acted on or moved on."""
    incoming = IncomingLetter.objects.get(pk=event.payload["incoming_id"])
    is_waiting = incoming.status == IncomingStatus.REGISTERED
    here = incoming.routed_to_id
    settle(
        path=page_of(incoming),
        kinds=["incoming.registered"],
        waiting=[here] if here and is_waiting else [],
    )


def register() -> None:
    """Register the notices of incoming letters."""
    on(IncomingEvent.REGISTERED, "workflow.notify_desk", _registered)
    on(IncomingEvent.GATE_PASSED, "workflow.notify_desk", _registered)
    for name in (
        IncomingEvent.REGISTERED,
        IncomingEvent.COMPLETED,
        IncomingEvent.AMENDED,
        IncomingEvent.GATE_PASSED,
    ):
        on(name, "workflow.settle_incoming", settle_incoming)
