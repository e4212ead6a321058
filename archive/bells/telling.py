"""Telling the seats whose turn it is, and settling what was told before.

A handler may come late or twice: it tells only while the thing still waits for that
step, and lines of the same event are neither made nor settled a second time.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from archive.custody.events import CustodyEvent
from archive.disposal.events import DisposalEvent
from eoffice.notifications.operations.notifying import (
    Message,
    notify_position,
    settle,
)
from eoffice.organisation.models import Position, PositionDuty, Unit
from eoffice.organisation.queries.upwards import register_ids_of
from eoffice.outbox.events import Event

#: Everything that leads to a list or a move and asks for, or tells of, a step.
KINDS: tuple[str, ...] = (*DisposalEvent, *CustodyEvent)


def archivist_seats(unit: Unit) -> set[UUID]:
    """Return the archivists' seats of the nearest register upwards that has one."""
    seats = Position.objects.filter(
        duties__contains=[PositionDuty.ARCHIVIST],
        closed_on__isnull=True,
        unit__path__overlap=unit.path,
    )
    found = list(seats.select_related("unit"))
    registers = register_ids_of([one.unit for one in found])
    for above in reversed(unit.path):
        here = {one.pk for one in found if registers[one.unit_id] == above}
        if here:
            return here
    return set()


def settle_earlier(event: Event, path: str, kinds: Collection[str] = KINDS) -> None:
    """Mark as read what earlier steps asked for; lines of this event stay."""
    settle(path=path, kinds=[kind for kind in kinds if kind != event.name])


def tell_seats(
    event: Event,
    seats: Iterable[UUID | None],
    message: Message,
    *,
    but: Collection[UUID | None] = (),
) -> None:
    """Tell the holders of these seats, except the officials in `but`."""
    for seat in sorted({one for one in seats if one is not None}):
        notify_position(event_id=event.id, position_id=seat, message=message, but=but)
