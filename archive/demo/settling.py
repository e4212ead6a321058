"""Letting the quick consequences of an act happen at the same moment of the past.

Slow ones (reading scans) are left to the relay that serves the demo.
"""

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery

BATCH = 50
LEASE_S = 60.0


def settle() -> int:
    """Run what is due of the quick handlers, with what they bring about."""
    done = 0
    while ids := claims.claim(limit=BATCH, lease_s=LEASE_S, slow=False):
        for delivery_id in ids:
            done += run_delivery(delivery_id)
    return done
