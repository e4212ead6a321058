"""How far the destroyer is with a list, and what is left to do at any list."""

from archive.disposal.models import DestructionList
from eoffice.jobs.models import Job

REFUSED_SHOWN = 50


def job_of_list(found: DestructionList) -> Job | None:
    """Return the job that destroys the list; whoever sees the list sees how far."""
    return Job.objects.filter(pk=found.job_id).first() if found.job_id else None


def refusals_of(job: Job) -> list[tuple[str, str]]:
    """Return (slice or proof, why) of what the job could not do, the first ones."""
    rows = job.items.exclude(message="").order_by("order")
    return list(rows.values_list("ref", "message")[:REFUSED_SHOWN])
