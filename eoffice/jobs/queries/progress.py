"""A job as the API and the progress bar show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eoffice.errors import NotFound
from eoffice.jobs.models import Job

ITEMS_SHOWN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item: its thing, how it stands, and why."""

    ref: str
    state: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFacts:
    """The job: `state`, `done` of `total` items, outcomes, `result`."""

    id: UUID
    kind: str
    state: str
    state_label: str
    done: int
    total: int
    items: list[ItemFacts]
    result: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None


def job_of(job_id: UUID, *, owner_id: UUID) -> JobFacts:
    """Return the owner's job with its first thousand items (two queries).

    Raises:
        NotFound: unknown, or somebody else's.
    """
    job = Job.objects.filter(pk=job_id, owner_id=owner_id).first()
    if job is None:
        raise NotFound
    rows = job.items.order_by("order")
    values = rows.values("ref", "state", "code", "message")[:ITEMS_SHOWN]
    return JobFacts(
        id=job.pk,
        kind=job.kind,
        state=job.state,
        state_label=job.get_state_display(),
        done=job.done,
        total=job.total,
        items=[ItemFacts(**value) for value in values],
        result=job.result,
        created_at=job.created_at,
        finished_at=job.finished_at,
    )
