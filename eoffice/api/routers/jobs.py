"""`/jobs/{id}`: long work, with progress and an answer for each thing."""

from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.jobs import models
from eoffice.jobs.operations import cancel_job

router = Router()
SHOWN_ITEMS = 1000  # of a bulk act; the rest stands in the job's result


class JobItem(Schema):
    """One thing the job works on."""

    ref: str
    state: models.JobState
    code: str
    message: str


class Job(Schema):
    """Long work that goes on when the connection ends."""

    id: UUID
    kind: str = Field(..., examples=["signing"])
    state: models.JobState
    state_label: str
    done: int
    total: int
    items: list[JobItem]
    result: dict[str, Any]


def show_job(found: models.Job) -> Job:
    """Return the job as it is shown."""
    items = found.items.all()[:SHOWN_ITEMS]
    return Job(
        id=found.id,
        kind=found.kind,
        state=models.JobState(found.state),
        state_label=found.get_state_display(),
        done=found.done,
        total=found.total,
        items=[JobItem.model_validate(item, from_attributes=True) for item in items],
        result=found.result,
    )


@router.get("/jobs/{uuid:job_id}", response=Job, summary="State of a job")
def get_job(request: ApiRequest, job_id: UUID) -> Any:
    """One's own jobs only."""
    found = models.Job.objects.filter(pk=job_id, owner=request.auth).first()
    if found is None:
        raise NotFound
    return show_job(found)


@router.post("/jobs/{uuid:job_id}/cancel", response=Job, summary="Call a job off")
def cancel(request: ApiRequest, job_id: UUID) -> Any:
    """What is done stays done, what is under way is finished; 409 when it has ended."""
    return show_job(cancel_job(job_id=job_id, owner=request.auth, actor=request.actor))
