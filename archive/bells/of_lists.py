"""Bells of destruction lists: who appraises, approves, carries out and witnesses.

PP 28/2012 Ps 66: each step is another's. The proposer is told only what came back.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.bells.telling import archivist_seats, settle_earlier, tell_seats
from archive.disposal.committee_model import APPRAISING, WITNESSES, MemberRole
from archive.disposal.counting import waits_for, with_counts
from archive.disposal.eight_documents import PARTIES, regional_head
from archive.disposal.events import DisposalEvent
from archive.disposal.models import DestructionList
from eoffice.notifications.operations.notifying import Message, notify
from eoffice.outbox.events import Event, on

#: event -> what the list must still be waiting for when somebody is told
STILL = {
    DisposalEvent.SUBMITTED: "appraisal",
    DisposalEvent.APPRAISED: "approval",
    DisposalEvent.APPROVED: "first",
    DisposalEvent.EXECUTION_ASKED: "second",
    DisposalEvent.EXECUTING: "destroyer",
    DisposalEvent.DESTROYED: "nothing",
    DisposalEvent.RETURNED: "submission",
    DisposalEvent.ABORTED: "nothing",
}


def _tell(event: Event) -> None:
    counted = with_counts(DestructionList.objects.defer("certificate"))
    found = counted.get(pk=UUID(event.payload["list_id"]))
    if waits_for(found) != STILL[DisposalEvent(event.name)]:
        return
    settle_earlier(event, reverse("destruction_list", args=[found.pk]))
    _STEPS[DisposalEvent(event.name)](event, found)


def _message(event: Event, found: DestructionList, text: str) -> Message:
    return Message(
        kind=event.name,
        text=text % {"name": found.name},
        path=reverse("destruction_list", args=[found.pk]),
        by=found.unit.name,
    )


def _sitting(found: DestructionList, roles: Collection[str]) -> set[UUID]:
    if found.committee is None:
        return set()
    rows = found.committee.members.filter(role__in=roles)
    return set(rows.values_list("position", flat=True))


def _others(
    event: Event, found: DestructionList, seats: Iterable[UUID], text: str
) -> None:
    message = _message(event, found, text)
    tell_seats(event, seats, message, but=(found.proposed_by_id, found.asked_by_id))


def _appraise(event: Event, found: DestructionList) -> None:
    seats = _sitting(found, APPRAISING)
    _others(event, found, seats, _("Destruction list to appraise: %(name)s"))


def _approve(event: Event, found: DestructionList) -> None:
    head = regional_head()
    seats = _sitting(found, {MemberRole.CHAIR}) | ({head.pk} if head else set())
    _others(event, found, seats, _("Destruction list to approve: %(name)s"))


def _execute(event: Event, found: DestructionList) -> None:
    seats = _sitting(found, APPRAISING) | archivist_seats(found.unit)
    _others(event, found, seats, _("Destruction list to carry out: %(name)s"))


def _witness(event: Event, found: DestructionList) -> None:
    seats = _sitting(found, APPRAISING) | archivist_seats(found.unit)
    text = _("A second person is wanted to carry out the list: %(name)s")
    _others(event, found, seats, text)
    watching = _sitting(found, WITNESSES)
    _others(event, found, watching, _("You witness the destruction: %(name)s"))


def _signed_next(event: Event, found: DestructionList) -> None:
    text = _("Destroyed, with proof; the berita acara is to be signed: %(name)s")
    seats = _sitting(found, PARTIES) | archivist_seats(found.unit)
    tell_seats(event, seats, _message(event, found, text))


def _came_back(event: Event, found: DestructionList) -> None:
    message = _message(event, found, _("Your destruction list came back: %(name)s"))
    notify(event_id=event.id, official_id=found.proposed_by_id, message=message)


def _nobody(_event: Event, _found: DestructionList) -> None:
    """Nobody's turn: what was asked is settled."""


_STEPS = {
    DisposalEvent.SUBMITTED: _appraise,
    DisposalEvent.APPRAISED: _approve,
    DisposalEvent.APPROVED: _execute,
    DisposalEvent.EXECUTION_ASKED: _witness,
    DisposalEvent.EXECUTING: _nobody,
    DisposalEvent.DESTROYED: _signed_next,
    DisposalEvent.RETURNED: _came_back,
    DisposalEvent.ABORTED: _nobody,
}


def register() -> None:
    """Register the handlers of lists."""
    for name in _STEPS:
        on(name, "archive.tell_list", _tell)
