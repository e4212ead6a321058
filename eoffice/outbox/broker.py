"""Handing deliveries to Celery workers through RabbitMQ, with confirmation.

The broker holds little: the database is the queue, and no more messages are on their
way than workers soon take. A broker that is away costs nothing but time: the claimed
deliveries go back and are handed over later.
"""

import logging
import time
from uuid import UUID

from kombu.exceptions import OperationalError as BrokerAway

from eoffice.celery import app, declare_topology
from eoffice.outbox import claims
from eoffice.outbox.lanes import Lane, at_once
from eoffice.outbox.tasks import deliver

logger = logging.getLogger(__name__)

WINDOW = 200  # messages on their way at once
# Else every claim made meanwhile would meet the same broken connection.
AWAY_PAUSE_S = 2.0


class BrokerRunner:
    """Publishes one message per delivery."""

    # longer than in a relay's own threads: a message waits in the broker first
    lease_s = 120.0

    def __init__(self) -> None:
        """Declare nothing yet: the broker may be away at the start."""
        self._windows = {lane: at_once(lane) for lane in Lane} | {Lane.QUICK: WINDOW}
        self._is_declared = False
        self._away_until = 0.0

    def room(self, lane: Lane) -> int:
        """Return how many messages may be added; none while the broker is away."""
        if time.monotonic() < self._away_until:
            return 0
        return self._windows[lane] - claims.in_flight(lane)

    def hand_over(self, ids: list[UUID], lane: Lane) -> None:
        """Publish; give back what the broker did not confirm."""
        sent = 0
        try:
            with app.connection_for_write() as connection:
                if not self._is_declared:
                    declare_topology(connection)
                    self._is_declared = True
                with app.amqp.Producer(connection) as producer:
                    for delivery_id in ids:
                        deliver.apply_async([str(delivery_id)], producer=producer)
                        sent += 1
        except (BrokerAway, OSError, *app.connection().connection_errors) as error:
            # those before it were confirmed: given back, they would be sent twice
            self._away(ids[sent:], error)
        logger.debug("outbox_handed_over", extra={"count": sent, "lane": lane})

    def _away(self, ids: list[UUID], error: Exception) -> None:
        # a broker that lost its data comes back without our queues
        self._is_declared = False
        self._away_until = time.monotonic() + AWAY_PAUSE_S
        claims.give_back(ids, delay_s=AWAY_PAUSE_S)
        logger.warning("broker_away", extra={"reason": type(error).__name__})

    def tick(self) -> None:
        """Leave the clock to Celery's beat."""

    def close(self) -> None:
        """Nothing runs here."""
