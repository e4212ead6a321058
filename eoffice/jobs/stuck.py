"""Jobs that nobody works on any more, for the sweeper."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.jobs.events import JobEvent
from eoffice.jobs.models import Job
from eoffice.jobs.operations.queueing import OPEN, queued_as
from eoffice.jobs.runners import kinds
from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.stuck import STUCK_SHOWN, StuckThing, register_stuck_check

STUCK_AFTER = timedelta(minutes=15)


def _stuck() -> QuerySet[Job]:
    """Jobs under way that no delivery would carry on; kinds with a runner alone."""
    coming = OutboxDelivery.objects.alias(
        job_id=KeyTextTransform("job_id", "event__payload")
    ).filter(
        event__name__in=[JobEvent.QUEUED, JobEvent.QUEUED_APART],
        job_id=Cast(OuterRef("pk"), TextField()),
        state__in=[DeliveryState.WAITING, DeliveryState.HANDED_OVER],
    )
    old = Job.objects.filter(
        kind__in=kinds(), state__in=OPEN, created_at__lt=timezone.now() - STUCK_AFTER
    )
    return old.exclude(Exists(coming))


def stuck_jobs() -> list[StuckThing]:
    """Return jobs that stand still for longer than a quarter of an hour."""
    return [
        StuckThing(
            ref=str(job.pk),
            state=job.get_state_display(),
            since=job.started_at or job.created_at,
            what=_("Long work that nobody carries on"),
        )
        for job in _stuck().order_by("created_at")[:STUCK_SHOWN]
    ]


@transaction.atomic
def carry_on(ref: UUID) -> Job | None:
    """Queue the job again: it goes on with the items that are left."""
    # locked first: two who press at once queue it once
    Job.objects.select_for_update(no_key=True).filter(pk=ref).first()
    job = _stuck().filter(pk=ref).first()
    if job is not None:
        events.add(queued_as(job.kind), job_id=job.pk)
    return job


def register() -> None:
    """Register the check."""
    register_stuck_check("jobs", stuck_jobs, retry=carry_on)
