"""Claiming due deliveries: by row lock, for a lease, safe among several relays.

A claimed delivery is `handed_over` until its lease ends (`due_at`); if nobody has
finished it by then it is claimed again. Running it needs the advisory lock of the
delivery besides, which the database drops with the session of a killed process: so a
lease may be short, and nothing runs twice at the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from uuid import UUID

from django.db import (
    DatabaseError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import QuerySet
from django.utils import timezone

from eoffice.outbox.events import handlers_apart, handlers_in
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import DeliveryState, OutboxDelivery

OPEN = [DeliveryState.WAITING, DeliveryState.HANDED_OVER]
LOCK_BITS = 0x7FFF_FFFF_FFFF_FFFF  # advisory locks are named by a positive bigint


def renew_connection() -> None:
    """Drop a database connection that broke or grew old; not inside a transaction."""
    if not connection.in_atomic_block:
        close_old_connections()


def due() -> "QuerySet[OutboxDelivery]":
    """Return deliveries that should move now, oldest first."""
    rows = OutboxDelivery.objects.filter(state__in=OPEN, due_at__lte=timezone.now())
    return rows.order_by("due_at")


def in_lane(rows: "QuerySet[OutboxDelivery]", lane: Lane) -> "QuerySet[OutboxDelivery]":
    """Narrow deliveries to the handlers of a lane; unknown ones are quick."""
    if lane == Lane.QUICK:
        return rows.exclude(handler__in=handlers_apart())
    return rows.filter(handler__in=handlers_in(lane))


def in_flight(lane: Lane) -> int:
    """Count deliveries that somebody holds under a lease."""
    rows = OutboxDelivery.objects.filter(
        state=DeliveryState.HANDED_OVER, due_at__gt=timezone.now()
    )
    return in_lane(rows, lane).count()


@transaction.atomic
def claim(*, limit: int, lease_s: float, lane: Lane) -> list[UUID]:
    """Take up to `limit` due deliveries of a lane for `lease_s` seconds."""
    if limit <= 0:
        return []
    # relays claim side by side: none waits for rows that another is taking
    rows = in_lane(due(), lane).select_for_update(no_key=True, skip_locked=True)
    taken = list(rows.values_list("pk", flat=True)[:limit])
    if taken:
        OutboxDelivery.objects.filter(pk__in=taken).update(
            state=DeliveryState.HANDED_OVER,
            due_at=timezone.now() + timedelta(seconds=lease_s),
        )
    return taken


def give_back(ids: list[UUID], *, delay_s: float) -> None:
    """Return claimed deliveries that could not be handed over (broker away)."""
    OutboxDelivery.objects.filter(pk__in=ids, state=DeliveryState.HANDED_OVER).update(
        state=DeliveryState.WAITING,
        due_at=timezone.now() + timedelta(seconds=delay_s),
    )


def put_off(handler: str, *, delay_s: float) -> None:
    """Have what waits for the same handler wait on: its service is away.

    One of them asks again after the pause; a hundred need not each find out again.
    """
    now = timezone.now()
    OutboxDelivery.objects.filter(
        handler=handler, state=DeliveryState.WAITING, due_at__lte=now
    ).update(due_at=now + timedelta(seconds=delay_s))


def reclaim_interrupted(*, only: Lane | None = None) -> int:
    """Make what a killed relay was running due at once; return how many.

    What still runs elsewhere is protected by its advisory lock. `only`: of one lane,
    by the process that works nothing else.
    """
    rows = OutboxDelivery.objects.filter(state=DeliveryState.HANDED_OVER)
    if only is not None:
        rows = in_lane(rows, only)
    return rows.update(due_at=timezone.now())


@contextmanager
def alone(delivery_id: UUID) -> Iterator[bool]:
    """Hold the delivery's advisory lock; yields False when another session has it."""
    name = [delivery_id.int & LOCK_BITS]
    # of the session, not of a transaction: a handler runs outside of any
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", name)
        is_ours: bool = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            # a session that broke has lost its lock already
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", name)
