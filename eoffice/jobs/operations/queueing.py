"""Asking for long work, and calling it off."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.jobs.events import JobEvent
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.jobs.runners import is_apart, runner_of
from eoffice.jobs.trail_acts import JobAct
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

MOST_ITEMS = 20_000
OPEN = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def start_job(
    *,
    kind: str,
    owner: User | None,
    items: Sequence[str],
    parameters: dict[str, Any] | None = None,
    position_id: UUID | None = None,
) -> Job:
    """Write a job with its items (their `ref`s, each once); it starts by the outbox.

    `parameters` is JSON without secrets or content. The caller has checked the rights
    to ask; the runner checks them again for every item.

    Raises:
        Invalid: no item, too many, or one twice.
        LookupError: nobody registered this kind.
    """
    if runner_of(kind) is None:
        raise LookupError(kind)
    refs = [str(item) for item in items]
    if not refs or len(refs) > MOST_ITEMS or len(set(refs)) != len(refs):
        text = _("Choose at least one thing, each once, and not too many.")
        raise Invalid([Fault(field="items", code="bad_items", message=text)])
    job = Job.objects.create(
        kind=kind,
        owner=owner,
        position_id=position_id,
        parameters=parameters or {},
        total=len(refs),
    )
    JobItem.objects.bulk_create(
        (JobItem(job=job, order=n, ref=ref) for n, ref in enumerate(refs)),
        batch_size=1000,
    )
    trail.record(JobAct.STARTED, job, actor=None, kind=kind, total=len(refs))
    events.add(queued_as(kind), job_id=job.pk)
    return job


def queued_as(kind: str) -> JobEvent:
    """Return the event that brings jobs of this kind to those who work them."""
    return JobEvent.QUEUED_APART if is_apart(kind) else JobEvent.QUEUED


@transaction.atomic
def cancel_job(*, job_id: UUID, owner: User, actor: Actor | None = None) -> Job:
    """Call off what has not begun; what is done stays done.

    The runner looks before each thing, so the one under way is finished.

    Raises:
        NotFound: unknown, or somebody else's.
        StateForbids: it has ended.
    """
    job = (
        Job.objects.select_for_update(no_key=True)
        .filter(pk=job_id, owner=owner)
        .first()
    )
    if job is None:
        raise NotFound
    if job.state not in OPEN:
        raise StateForbids(state=job.state)
    job.items.filter(state=JobState.QUEUED).update(state=JobState.CANCELLED)
    job.state = JobState.CANCELLED
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "finished_at"])
    trail.record(JobAct.CANCELLED, job, actor=actor, owner_id=str(owner.pk))
    return job
