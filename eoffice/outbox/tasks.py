"""What Celery workers may be asked for: ids and names only."""

from uuid import UUID

from celery import shared_task

from eoffice.outbox import timers
from eoffice.outbox.delivery import run_delivery


@shared_task(name="eoffice.deliver")
def deliver(delivery_id: str) -> None:
    """Run one delivery; its failures are kept in its row, not in the broker."""
    run_delivery(UUID(delivery_id))


@shared_task(name="eoffice.tick")
def tick() -> None:
    """Ask for every timed task that is due (sent by beat)."""
    for name in timers.due_tasks():
        run_timed.delay(name)


@shared_task(name="eoffice.run_timed")
def run_timed(name: str) -> None:
    """Run one timed task if it is still due."""
    timers.run_timed(name)
