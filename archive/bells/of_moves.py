"""Bells of transfers and hand-overs: who accepts, who signs, what was moved."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.bells.telling import archivist_seats, settle_earlier, tell_seats
from archive.custody.events import CustodyEvent
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyState, MoveKind
from eoffice.notifications.operations.notifying import Message, notify
from eoffice.outbox.events import Event, on

#: event -> the state in which somebody is still to be told
STILL = {
    CustodyEvent.SUBMITTED: CustodyState.SUBMITTED,
    CustodyEvent.APPROVED: CustodyState.APPROVED,
    CustodyEvent.OBJECTED: CustodyState.DRAFT,
    CustodyEvent.EXECUTING: CustodyState.EXECUTING,
    CustodyEvent.DONE: CustodyState.DONE,
    CustodyEvent.ABORTED: CustodyState.ABORTED,
}


def _tell(event: Event) -> None:
    rows = CustodyMove.objects.select_related("unit", "target")
    found = rows.get(pk=UUID(event.payload["move_id"]))
    name = CustodyEvent(event.name)
    # Files of a unit that ended follow by decree: nobody is asked.
    if found.kind == MoveKind.SUCCESSION or found.state != STILL[name]:
        return
    settle_earlier(event, _page(found))
    if name == CustodyEvent.SUBMITTED:
        _accept(event, found)
    elif name == CustodyEvent.APPROVED:
        _sign(event, found)
    elif name == CustodyEvent.OBJECTED:
        _tell_proposer(event, found, _("Your list came back: %(name)s"))
    elif name == CustodyEvent.DONE:
        _tell_proposer(event, found, _("Moved to %(target)s: %(name)s"))


def _page(found: CustodyMove) -> str:
    return reverse(str(found.kind), args=[found.pk])


def _message(event: Event, found: CustodyMove, text: str) -> Message:
    return Message(
        kind=event.name,
        text=text % {"name": found.name, "target": found.target.name},
        path=_page(found),
        by=found.unit.name,
    )


def _accept(event: Event, found: CustodyMove) -> None:
    message = _message(event, found, _("List of records to accept: %(name)s"))
    seats = {found.receiver_id, *archivist_seats(found.target)}
    tell_seats(event, seats, message, but=(found.proposed_by_id,))


def _sign(event: Event, found: CustodyMove) -> None:
    text = _("Accepted, the berita acara is to be signed: %(name)s")
    seats = {found.giver_id, found.receiver_id, *archivist_seats(found.unit)}
    tell_seats(event, seats, _message(event, found, text))


def _tell_proposer(event: Event, found: CustodyMove, text: str) -> None:
    message = _message(event, found, text)
    notify(event_id=event.id, official_id=found.proposed_by_id, message=message)


def register() -> None:
    """Register the handlers of moves."""
    for name in STILL:
        on(name, "archive.tell_move", _tell)
