"""A service is back: what waited for it moves now, not when its pause ends.

Pauses between tries grow to minutes, which is right for what fails by itself and wrong
after an outage. Counts of tries stay as they are.
"""

import logging
from datetime import timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, Value
from django.db.models.functions import Now, Random
from django.utils import timezone

from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.timers import run_failed_soon

logger = logging.getLogger(__name__)

SOON = timedelta(seconds=15)  # whatever is due by then needs no waking
SPREAD = timedelta(seconds=20)  # not all at the same moment at a service just back


def wake_waiting() -> int:
    """Make failed deliveries and timed tasks due within seconds; return how many."""
    waiting = OutboxDelivery.objects.filter(
        state=DeliveryState.WAITING, due_at__gt=timezone.now() + SOON
    ).exclude(last_error="")
    spread = Random() * Value(SPREAD, output_field=DurationField())
    due_at = ExpressionWrapper(Now() + spread, output_field=DateTimeField())
    count = waiting.update(due_at=due_at) + run_failed_soon()
    if count:
        logger.info("outbox_woken", extra={"count": count})
    return count
