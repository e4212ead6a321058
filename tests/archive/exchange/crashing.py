"""A process that writes an export and stops at a chosen step, to be killed there.

    python -m tests.archive.exchange.crashing JOB_ID

STOP_AT names the step, STOP_FILE is written when it is reached.
"""

import sys
from uuid import UUID

from eoffice.process.start import start_django

start_django()

from archive.exchange import writing  # noqa: E402  after Django's setup
from eoffice.jobs.operations.running import run_job  # noqa: E402  after Django's setup
from eoffice.objects import store  # noqa: E402  after Django's setup
from tests.workflow.signing.crashing import watch  # noqa: E402  after Django's setup

if __name__ == "__main__":
    watch(writing, "_cleared_place", after="noted")
    watch(store, "put", after="stored")
    watch(writing, "_save", after="undecided")
    watch(writing, "_keep", after="kept")
    run_job(UUID(sys.argv[1]))
