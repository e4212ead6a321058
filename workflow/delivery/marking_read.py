"""The first reading of a letter by the desk it was delivered to: the sender sees it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from workflow.delivery.models import Delivery
from workflow.incoming.models import (
    IncomingLetter,
)
from workflow.incoming.trail_acts import IncomingAct


@transaction.atomic
def mark_read(*, actor: Actor, incoming: IncomingLetter) -> bool:
    """Note the first reading by the desk it lies on; the sender sees it too.

    Returns whether anything changed. Only somebody who acts for the desk counts.
    """
    # At the gate it was not read by the addressee, which is what the sender asks.
    at_gate = incoming.gate_for_id is not None
    if incoming.read_at or at_gate or not actor.holds(incoming.routed_to_id):
        return False
    now = timezone.now()
    # By one update instead of a lock: only the first of two readers changes a row.
    changed = IncomingLetter.objects.filter(pk=incoming.pk, read_at__isnull=True)
    if not changed.update(read_at=now):
        return False
    unread = Delivery.objects.filter(incoming=incoming, read_at__isnull=True)
    unread.update(read_at=now, read_by=actor.official)
    actor = actor.at_position(incoming.routed_to_id)
    trail.record(IncomingAct.READ, incoming, actor=actor)
    return True


def mark_letter_read(*, actor: Actor, letter_id: UUID) -> None:
    """Note that the person opened a letter that was delivered to their desk."""
    waiting = IncomingLetter.objects.filter(
        delivery__letter=letter_id,
        routed_to__in=actor.acting_position_ids,
        read_at__isnull=True,
    )
    for incoming in waiting.order_by("pk"):
        mark_read(actor=actor, incoming=incoming)
