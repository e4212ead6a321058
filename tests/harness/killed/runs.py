"""One run: begin the work, kill its worker again and again, let it end, and look."""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from django.db import connection

from eoffice.audit.verification import verify
from eoffice.jobs.models import Job
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from tests.harness.mortal import Nursery, Order, Step, Worker, until
from tests.office.kabupaten import Office

#: Other sessions on this database: of the killed, until the server has noticed.
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type = 'client backend'
"""


GRACE_S = 2.0


class Work(Protocol):
    """A piece of work that a job does, and what must hold when it is done."""

    lane: str
    numbers: Mapping[str, int]
    steps: Sequence[Step]

    def begin(self, office: Office) -> UUID:
        """Have everything ready and the job queued; return the job."""

    def check(self) -> None:
        """Nothing is lost, nothing was done twice, and the proof is complete."""


def sessions_end() -> None:
    """Wait until the server has let go of what the killed held."""

    def alone() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            return cursor.fetchone()[0] == 0

    until(alone, "the sessions of the killed end")


def has_ended(job_id: UUID) -> bool:
    """Tell whether the job has ended."""
    return Job.objects.filter(pk=job_id, finished_at__isnull=False).exists()


def killed_at_step(nursery: Nursery, work: Work, step: Step, job_id: UUID) -> bool:
    """Let a worker die at the step; tell whether it came so far."""
    order = Order(lane=work.lane, numbers=dict(work.numbers), step=step)
    worker, ended_at = nursery.start(order), 0.0

    def is_over() -> bool:
        nonlocal ended_at
        if not ended_at and has_ended(job_id):
            ended_at = time.monotonic()
        # The step may be behind the end of the job: it dies a moment later.
        late = bool(ended_at) and time.monotonic() > ended_at + GRACE_S
        return late or not worker.is_alive

    until(is_over, f"a worker ends {step}")
    died = not worker.kill()
    sessions_end()
    return died


def killed_after(nursery: Nursery, work: Work, wait_s: float, job_id: UUID) -> bool:
    """Kill a worker after so many seconds; tell whether it was not through yet."""
    worker = nursery.start(Order(lane=work.lane, numbers=dict(work.numbers)))
    time.sleep(wait_s)
    ended = has_ended(job_id)
    worker.kill()
    sessions_end()
    return not ended


def run(
    nursery: Nursery,
    work: Work,
    office: Office,
    *,
    steps: Sequence[Step],
    moments: int = 0,
    chance: random.Random | None = None,
) -> int:
    """Kill workers at the steps and at random moments; then let one end the job.

    Returns how many were killed with work before them.
    """
    job_id = work.begin(office)
    kills = sum(killed_at_step(nursery, work, one, job_id) for one in steps)
    assert kills == len(steps), f"not reached: {[str(one) for one in steps]}"
    for _n in range(moments):
        wait_s = chance.uniform(0.02, 0.5) if chance else 0.1
        kills += killed_after(nursery, work, wait_s, job_id)
    last = nursery.start(Order(lane=work.lane, numbers=dict(work.numbers)))
    until(lambda: has_ended(job_id), "the last worker ends the job")
    _close(last)
    work.check()
    return kills


def _close(worker: Worker) -> None:
    jobs = OutboxDelivery.objects.filter(handler__in=["jobs.run", "jobs.run_apart"])
    until(
        lambda: not jobs.exclude(state=DeliveryState.DONE).exists(),
        "the job's delivery is done",
    )
    worker.kill()
    sessions_end()
    drain()
    report = verify()
    assert report.is_sound, report.findings
    assert not OutboxDelivery.objects.exclude(state=DeliveryState.DONE).exists()
