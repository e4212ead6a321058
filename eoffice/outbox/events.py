"""Adding events and registering handlers.

Houses register handlers in their room `registrations`; a lower room never imports
the upper room that reacts to its event.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.utils import timezone

from eoffice.database.collisions import note_act
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import OutboxDelivery, OutboxEvent

Handler = Callable[["Event"], None]
BATCH = 500


class EventName(StrEnum):
    """What rooms name their events by: each declares a class of its own, once.

    The values stand in the database; a name that no room declared cannot be given.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a handler receives: the event's id (its idempotency key) and ids."""

    id: UUID
    name: str
    payload: dict[str, str]


_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_lanes: dict[str, Lane] = {}


def on(
    event_name: EventName,
    handler_name: str,
    handler: Handler,
    *,
    lane: Lane = Lane.QUICK,
) -> None:
    """Register `handler` under a stable dotted name for events of this name.

    A handler runs at least once per event, outside any transaction, and may be
    killed at any point: it must find by the event's id, or by state, what it has
    done already. What takes seconds rather than moments, or asks a service outside,
    names its `lane`, so that quick deliveries never wait behind it.
    """
    _handlers[event_name][handler_name] = handler
    _lanes[handler_name] = lane


def handler_named(event_name: str, handler_name: str) -> Handler | None:
    """Return the handler, or nothing when the code no longer has it."""
    return _handlers[event_name].get(handler_name)


def handlers_apart() -> list[str]:
    """Return the names of the handlers that keep out of the quick lane."""
    return sorted(name for name, lane in _lanes.items() if lane != Lane.QUICK)


def handlers_in(lane: Lane) -> list[str]:
    """Return the names of the handlers of a lane."""
    return sorted(name for name, its_lane in _lanes.items() if its_lane == lane)


def add(name: EventName, **payload: object) -> OutboxEvent:
    """Write an event in the current transaction; it leaves only if that commits.

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        message = "outbox.add must run inside the act's transaction"
        raise RuntimeError(message)
    note_act()
    event = OutboxEvent.objects.create(
        name=name, payload={key: str(value) for key, value in payload.items()}
    )
    # rows now, not at the hand-over: no broker is needed to keep what is to be done
    now = timezone.now()
    OutboxDelivery.objects.bulk_create(
        OutboxDelivery(event=event, handler=handler, due_at=now)
        for handler in _handlers[name]
    )
    return event


def add_many(name: EventName, payloads: Iterable[dict[str, object]]) -> None:
    """Write an event for each payload, as `add` does, in a few queries.

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        message = "outbox.add_many must run inside the act's transaction"
        raise RuntimeError(message)
    note_act()
    told = [
        OutboxEvent(
            name=name, payload={key: str(value) for key, value in payload.items()}
        )
        for payload in payloads
    ]
    OutboxEvent.objects.bulk_create(told, batch_size=BATCH)
    now = timezone.now()
    OutboxDelivery.objects.bulk_create(
        (
            OutboxDelivery(event=event, handler=handler, due_at=now)
            for event in told
            for handler in _handlers[name]
        ),
        batch_size=BATCH,
    )
