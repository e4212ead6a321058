"""Applying a workbook as long work: asked for at once, done by the outbox.

One workbook is one item of its job: all of it or nothing. The person's rights are
asked again when the job runs; what is wrong with the file stands in the job's result
as `errors`, in the shape of the API's own.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.accounts.models import User
from eoffice.errors import Invalid, NotFound
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import Outcome, Work, register_runner
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import ImportDraft
from eoffice.organisation.operations.import_drafts import apply_workbook, locked_draft

KIND = "organisation_import"
FAULTS_KEPT = 1000


@transaction.atomic
def queue_import(*, actor: Actor, draft_id: UUID) -> Job:
    """Have one's own workbook applied; asked twice, it is the same job.

    Raises:
        NotFound: not an administrator, or not the one who brought it.
    """
    draft = locked_draft(actor, draft_id)
    if draft.job_id is not None:
        return Job.objects.get(pk=draft.job_id)
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=[str(draft.pk)],
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )
    draft.job_id = job.pk
    draft.save(update_fields=["job_id"])
    return job


def run_import(work: Work) -> Outcome:
    """Apply the workbook with the owner's rights of this moment.

    Raises:
        NotFound, Stale, Invalid: refused as a whole; nothing was changed.
    """
    owner = User.objects.filter(jobs=work.job_id).first()
    actor = actor_of(owner, acting_position=work.position_id) if owner else None
    if actor is None:
        raise NotFound
    draft_id = UUID(work.ref)
    try:
        apply_workbook(actor=actor, draft_id=draft_id)
    except Invalid as refusal:
        faults = [
            {"field": one.field, "code": one.code, "message": str(one.message)}
            for one in refusal.faults[:FAULTS_KEPT]
        ]
        ImportDraft.objects.filter(pk=draft_id).update(faults=faults)
        raise
    return Outcome()


def result_of(job: Job) -> dict[str, Any]:
    """Return the job's result: whether the file was applied, what, or why not."""
    draft = ImportDraft.objects.filter(job_id=job.pk).first()
    if draft is None:
        return {"applied": False}
    if draft.applied_at is None:
        return {"applied": False, "errors": draft.faults}
    return {"applied": True, "counts": draft.counts}


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, run_import, finisher=result_of)
