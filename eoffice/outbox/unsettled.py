"""Deliveries that have not done their work: those that wait, run, or were given up.

For whatever must stay closed until a follow-up is done. Only "done" opens: a
delivery given up after its last try has done as little as one that still waits.
"""

from django.db.models import QuerySet

from eoffice.outbox.models import DeliveryState, OutboxDelivery


def unsettled(*handlers: str) -> QuerySet[OutboxDelivery]:
    """Return the deliveries of these handlers that are not done, in whatever state."""
    rows = OutboxDelivery.objects.filter(handler__in=handlers)
    return rows.exclude(state=DeliveryState.DONE)
