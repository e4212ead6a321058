"""How far the destroyer is with a list, and what is left to do at any list."""

from archive.disposal.models import DestructionList
from archive.disposal.states import ListState
from eoffice.jobs.models import Job

REFUSED_SHOWN = 50


def job_of_list(found: DestructionList) -> Job | None:
    """Return the job that destroys the list; whoever sees the list sees how far."""
    return Job.objects.filter(pk=found.job_id).first() if found.job_id else None


def refusals_of(job: Job) -> list[tuple[str, str]]:
    """Return (slice or proof, why) of what the job could not do, the first ones."""
    rows = job.items.exclude(message="").order_by("order")
    return list(rows.values_list("ref", "message")[:REFUSED_SHOWN])


def waits_for(found: DestructionList) -> str:
    """Name what a list waits for; `with_counts` must have counted it.

    One of: submission, appraisal, approval, first, second, destroyer, nothing.
    """
    undecided = found.item_count - found.decided_count  # type: ignore[attr-defined]
    return {
        ListState.DRAFT: "submission",
        ListState.SUBMITTED: "appraisal",
        ListState.IN_APPRAISAL: "appraisal" if undecided else "approval",
        ListState.APPROVED: "second" if found.asked_by_id else "first",
        ListState.EXECUTING: "destroyer",
    }.get(ListState(found.state), "nothing")
