"""Adding events and registering handlers.

Rooms register handlers in their `AppConfig.ready()`; a lower room never imports
the upper room that reacts to its event.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils import timezone

from eoffice.collisions import note_act
from eoffice.outbox.models import OutboxDelivery, OutboxEvent

Handler = Callable[["Event"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a handler receives: the event's id (its idempotency key) and ids."""

    id: UUID
    name: str
    payload: dict[str, str]


_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)
_slow: set[str] = set()


def on(
    event_name: str, handler_name: str, handler: Handler, *, slow: bool = False
) -> None:
    """Register `handler` under a stable dotted name for events of this name.

    A handler runs at least once per event, outside any transaction, and may be
    killed at any point: it must find by the event's id, or by state, what it has
    done already. `slow` (seconds rather than moments: recognition, rendering) keeps
    a lane of its own, so that quick deliveries never wait behind it.
    """
    _handlers[event_name][handler_name] = handler
    (_slow.add if slow else _slow.discard)(handler_name)


def handler_named(event_name: str, handler_name: str) -> Handler | None:
    """Return the handler, or nothing when the code no longer has it."""
    return _handlers[event_name].get(handler_name)


def slow_handlers() -> list[str]:
    """Return the names of the handlers that keep to the slow lane."""
    return sorted(_slow)


def add(name: str, **payload: object) -> OutboxEvent:
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
    now = timezone.now()
    OutboxDelivery.objects.bulk_create(
        OutboxDelivery(event=event, handler=handler, due_at=now)
        for handler in _handlers[name]
    )
    return event
