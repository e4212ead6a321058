"""What should have moved and has not: seen by the administrator, with a retry.

Rooms register checks for their own states (`eoffice.outbox.stuck`).
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent
from eoffice.outbox.stuck import StuckThing, checks

SHOWN = 200
LATE_AFTER = timedelta(minutes=15)
KEPT_DAYS = 30
# So many in one round, so that no deletion holds the table for long.
PURGE_BATCH = 5000


def stuck_things() -> list[StuckThing]:
    """Return what stands still in all rooms, oldest first, at most 200."""
    found = [
        replace(thing, check=name, can_retry=retry is not None)
        for name, (check, retry) in checks.items()
        for thing in check()
    ]
    return sorted(found, key=lambda thing: thing.since)[:SHOWN]


def retry_stuck(*, check: str, ref: UUID, actor: Actor | None) -> bool:
    """Push one thing on that stands still; tell whether it did. Twice is harmless.

    Raises:
        NotFound: not an administrator, no such check, or nothing it names can be
            pushed.
        ServiceDown: a service is away; nothing was changed.
    """
    require_admin(actor)
    _find, retry = checks.get(check, (None, None))
    if retry is None:
        raise NotFound
    thing = retry(ref)
    if thing is None:
        return False
    # a retry that found its service away changed nothing: nothing is recorded
    with transaction.atomic():
        trail.record("stuck.retried", thing, actor=actor, check=check)
    return True


def require_admin(actor: Actor | None) -> Actor:
    """Return the actor if one of their positions administers the system.

    Raises:
        NotFound: nobody else learns that there is such a page.
    """
    if not actor or not actor.has_duty(PositionDuty.ADMIN):
        raise NotFound
    return actor


def troubled_deliveries() -> list[OutboxDelivery]:
    """Return deliveries given up, or waiting for longer than a quarter of an hour."""
    rows = OutboxDelivery.objects.select_related("event")
    given_up = rows.filter(state=DeliveryState.DEAD).order_by("-due_at")[:SHOWN]
    late = rows.filter(
        state__in=[DeliveryState.WAITING, DeliveryState.HANDED_OVER],
        event__created_at__lt=timezone.now() - LATE_AFTER,
    ).order_by("due_at")[:SHOWN]
    return [*given_up, *late]


@transaction.atomic
def retry_delivery(*, delivery_id: UUID, actor: Actor) -> OutboxDelivery:
    """Have a delivery tried again at once, with all its tries before it.

    Raises:
        NotFound: not an administrator, or no such delivery that waits or was given up.
    """
    require_admin(actor)
    rows = OutboxDelivery.objects.select_for_update(no_key=True)
    delivery = rows.filter(pk=delivery_id).exclude(state=DeliveryState.DONE).first()
    if delivery is None:
        raise NotFound
    delivery.state = DeliveryState.WAITING
    delivery.attempts = 0
    delivery.due_at = timezone.now()
    delivery.save(update_fields=["state", "attempts", "due_at"])
    trail.record("outbox.retried", delivery, actor=actor, handler=delivery.handler)
    return delivery


def forget_done() -> int:
    """Delete events all of whose deliveries were done a month ago; return how many."""
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    old = OutboxEvent.objects.filter(created_at__lt=limit)
    open_ones = OutboxDelivery.objects.exclude(state=DeliveryState.DONE)
    ids = list(
        old.exclude(pk__in=open_ones.values("event_id")).values_list("pk", flat=True)[
            :PURGE_BATCH
        ]
    )
    OutboxEvent.objects.filter(pk__in=ids).delete()
    return len(ids)
