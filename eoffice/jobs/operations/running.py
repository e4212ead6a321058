"""Working through a job, item by item, each kept as soon as it is done.

A job works for a slice of time, then queues itself again: so a long one neither holds
a worker for hours nor starts over after a crash.
"""

import logging
import time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.errors import OfficeError, ServiceDown
from eoffice.jobs.events import JobEvent
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.jobs.operations.queueing import OPEN, queued_as
from eoffice.jobs.runners import Finisher, ItemOutcome, Runner, Work, runner_of
from eoffice.outbox import events
from eoffice.outbox.claims import alone

logger = logging.getLogger(__name__)

SLICE_S = 20.0
MESSAGE_LENGTH = 500


class JobRunsElsewhere(ServiceDown):
    """Another worker has the job; if it dies, this one goes on."""

    code = "job_runs_elsewhere"


def run_job(job_id: UUID) -> None:
    """Work the job's next items for a slice; go on later if some are left.

    Raises:
        ServiceDown: a service is away, or the job runs elsewhere; to be called later.
        LookupError: nobody registered this kind.
    """
    with alone(job_id) as is_ours:
        if not is_ours:
            raise JobRunsElsewhere
        _run(job_id)


def _run(job_id: UUID) -> None:
    job = _begin(job_id)
    if job is None:
        return
    known = runner_of(job.kind)
    if known is None:
        raise LookupError(job.kind)
    runner, finisher = known
    ends = time.monotonic() + SLICE_S
    while (item := _next_item(job_id)) is not None:
        _work(job, item, runner)
        if time.monotonic() > ends:
            _continue_later(job)
            return
    _finish(job_id, finisher)


@transaction.atomic
def _begin(job_id: UUID) -> Job | None:
    job = (
        Job.objects.select_for_update(no_key=True)
        .filter(pk=job_id, state__in=OPEN)
        .first()
    )
    if job is not None and job.state == JobState.QUEUED:
        job.state = JobState.RUNNING
        job.started_at = timezone.now()
        job.save(update_fields=["state", "started_at"])
    return job


def _next_item(job_id: UUID) -> JobItem | None:
    # asked before each: a job that was called off stops before its next item
    items = JobItem.objects.filter(job_id=job_id, job__state=JobState.RUNNING)
    return items.filter(state__in=OPEN).order_by("order").first()


def _work(job: Job, item: JobItem, runner: Runner) -> None:
    work = Work(
        job_id=job.pk,
        owner_id=job.owner_id,
        position_id=job.position_id,
        parameters=job.parameters,
        ref=item.ref,
    )
    try:
        outcome = runner(work) or ItemOutcome()
    # nothing is wrong with the item: the outbox runs the job again later
    except ServiceDown:
        raise
    except OfficeError as refusal:
        _keep(job, item, JobState.FAILED, code=refusal.code, message=str(refusal))
    except Exception as error:
        name = type(error).__name__
        logger.exception("job_item_failed", extra={"job_id": job.pk, "reason": name})
        text = _("This one failed by a fault of ours; the administrator has been told.")
        _keep(job, item, JobState.FAILED, code="internal", message=text)
    else:
        _keep(job, item, JobState.SUCCEEDED, message=outcome.message)
        if outcome.facts:
            _add_facts(job.pk, outcome.facts)


@transaction.atomic
def _keep(
    job: Job, item: JobItem, state: JobState, *, code: str = "", message: str = ""
) -> None:
    locked = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    item.state = state
    item.code = code
    item.message = message[:MESSAGE_LENGTH]
    item.save(update_fields=["state", "code", "message"])
    locked.done += 1
    locked.save(update_fields=["done"])


@transaction.atomic
def _add_facts(job_id: UUID, facts: dict[str, object]) -> None:
    job = Job.objects.select_for_update(no_key=True).get(pk=job_id)
    job.result = {**job.result, **facts}
    job.save(update_fields=["result"])


@transaction.atomic
def _continue_later(job: Job) -> None:
    events.add(queued_as(job.kind), job_id=job.pk)


@transaction.atomic
def _finish(job_id: UUID, finisher: Finisher | None) -> None:
    job = Job.objects.select_for_update(no_key=True).get(pk=job_id)
    # called off meanwhile: how it ended is kept already
    if job.state != JobState.RUNNING:
        return
    failed = job.items.filter(state=JobState.FAILED).count()
    if not failed:
        job.state = JobState.SUCCEEDED
    else:
        is_all = failed == job.total
        job.state = JobState.FAILED if is_all else JobState.PARTLY_FAILED
    if finisher:
        job.result = {**job.result, **finisher(job)}
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "result", "finished_at"])
    events.add(JobEvent.FINISHED, job_id=job_id)
