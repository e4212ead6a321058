"""An act that waits inside its transaction, for a database that is restarted there.

    python -m tests.eoffice.outbox.restarting

STOP_FILE is written when the rows are there and not committed; the act goes on when
GO_FILE exists. Without STOP_FILE it does not wait.
"""

import os
import time
from pathlib import Path

from eoffice.process.start import start_django

start_django()

from django.db import transaction  # noqa: E402  after Django's setup

from eoffice.accounts.models import User  # noqa: E402  after Django's setup
from eoffice.audit import trail  # noqa: E402  after Django's setup
from eoffice.outbox import events  # noqa: E402  after Django's setup

ACTION = "test.happened"


def wait() -> None:
    """Say that the act stands in the middle, and go on when told."""
    if "STOP_FILE" in os.environ:
        Path(os.environ["STOP_FILE"]).write_text("")
        while not Path(os.environ["GO_FILE"]).exists():
            time.sleep(0.05)


if __name__ == "__main__":
    with transaction.atomic():
        made = User.objects.create(username="saksi")
        trail.record(ACTION, made, actor=None)
        events.add(ACTION, user_id=made.pk)
        wait()
