"""Letting the quick consequences of an act happen at the same moment of the past.

Slow ones (reading scans) are left to the relay that serves the demo; the index is
built once, when the world is whole (`eoffice rebuild-index`).
"""

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import DeliveryState, OutboxDelivery

BATCH = 50
LEASE_S = 60.0
INDEXING = "search.index"
SETTLED = (Lane.QUICK, Lane.CHECKS, Lane.MAIL, Lane.OUTSIDE)


def settle() -> int:
    """Run what is due of the quick handlers, with what they bring about."""
    done = 0
    while True:
        waiting = OutboxDelivery.objects.filter(
            handler=INDEXING, state=DeliveryState.WAITING
        )
        # the whole index is built at the end, faster than letter by letter
        waiting.update(state=DeliveryState.DONE)
        ids = [
            delivery_id
            for lane in SETTLED
            for delivery_id in claims.claim(limit=BATCH, lease_s=LEASE_S, lane=lane)
        ]
        if not ids:
            return done
        for delivery_id in ids:
            done += run_delivery(delivery_id)
