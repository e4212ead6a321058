"""A relay or worker with a handler that stops at a chosen step, to be killed there.

    python -m tests.eoffice.outbox.crashing relay
    celery -A tests.eoffice.outbox.crashing worker

STOP_AT names the step (before, inside, after; empty: never), STOP_FILE is written when
it is reached. The handler's effect is one row, whatever happens to its process.
"""

import os
import sys
import time
from pathlib import Path

from eoffice.process.start import start_django

start_django()

from django.core.management import call_command  # noqa: E402  after Django's setup
from django.db import connection  # noqa: E402  after Django's setup

from eoffice.outbox import delivery, events  # noqa: E402  after Django's setup
from eoffice.outbox.models import DeliveryState  # noqa: E402  after Django's setup

EVENT, HANDLER = "crash.happened", "crash.handler"
TABLES = """
CREATE TABLE crash_tries (event_id uuid);
CREATE TABLE crash_effects (event_id uuid PRIMARY KEY);
"""


def stop(step: str) -> None:
    """Say that the step is reached and wait to be killed, if it is the one."""
    if os.environ.get("STOP_AT") == step:
        Path(os.environ["STOP_FILE"]).write_text(str(os.getpid()))
        time.sleep(120)


def handle(event: events.Event) -> None:
    """Have an effect, once per event."""
    stop("before")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO crash_tries VALUES (%s)", [event.id])
        stop("inside")
        cursor.execute(
            "INSERT INTO crash_effects VALUES (%s) ON CONFLICT DO NOTHING", [event.id]
        )


def keep(row: delivery.OutboxDelivery, **values: object) -> None:
    """Stop between the handler's end and the note that it is done."""
    if values.get("state") == DeliveryState.DONE:
        stop("after")
    _keep(row, **values)


_keep = delivery._keep
delivery._keep = keep
events.on(EVENT, HANDLER, handle)

if os.environ.get("TASK_RUNNER") == "celery":
    from eoffice.celery import app

    __all__ = ["app"]

if __name__ == "__main__":
    call_command(*sys.argv[1:])
