"""Applying a workbook as long work: asked for at once, done by the outbox.

One workbook is one item of its job: all of it or nothing. The person's rights are
asked again when the job runs; what is wrong with the file stands in the job's result
as `errors`, in the shape of the API's own. A file that gives somebody rights is asked
for instead of applied (`agreement` in the result); once another administrator agrees,
a second job applies it.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.accounts.models import User
from eoffice.administration.agreeing import ask
from eoffice.administration.deeds import Deed
from eoffice.administration.four_eyes import (
    NeedsSecondAdministrator,
    Rehearsal,
    require_agreement,
)
from eoffice.errors import Invalid, NotFound
from eoffice.importing.carrying_out import IMPORT, import_organisation
from eoffice.importing.drafts import apply_workbook, locked_draft
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation import access
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import Agreement, AgreementState, ImportDraft

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
    position = actor.chosen.position.pk if actor.chosen else None
    return _start(draft, position)


def _start(draft: ImportDraft, position: UUID | None) -> Job:
    job = start_job(
        kind=KIND, owner=draft.made_by, items=[str(draft.pk)], position_id=position
    )
    draft.job_id = job.pk
    draft.save(update_fields=["job_id"])
    return job


@transaction.atomic
def apply_agreed_import(
    *,
    actor: Actor,
    plan: str,
    agreement: Agreement | Rehearsal | None = None,
) -> Job:
    """Have the workbook of a colleague applied that one agrees to, as its owner's job.

    Raises:
        NotFound: not an administrator, or the workbook is not there any more.
        NeedsSecondAdministrator: not agreed to by two.
    """
    access.require_administrator(actor)
    require_agreement(agreement, Deed.of(IMPORT, plan=plan))
    if not isinstance(agreement, Agreement) or agreement.draft_id is None:
        raise NotFound
    drafts = ImportDraft.objects.select_for_update(no_key=True, of=("self",))
    draft = drafts.select_related("made_by").get(pk=agreement.draft_id)
    return _start(draft, _position_of_owner(draft))


def _position_of_owner(draft: ImportDraft) -> UUID | None:
    """Return the position from which the owner had the first job started."""
    if draft.job_id is None:
        return None
    return Job.objects.get(pk=draft.job_id).position_id


def run_import(work: Work) -> ItemOutcome:
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
    except NeedsSecondAdministrator:
        _ask(actor, draft_id)
    except Invalid as refusal:
        faults = [
            {"field": one.field, "code": one.code, "message": str(one.message)}
            for one in refusal.faults[:FAULTS_KEPT]
        ]
        ImportDraft.objects.filter(pk=draft_id).update(faults=faults)
        raise
    return ItemOutcome()


@transaction.atomic
def _ask(actor: Actor, draft_id: UUID) -> None:
    """Ask the others to agree to what the workbook changes now; once."""
    draft = locked_draft(actor, draft_id)
    if pending_for(draft) is not None:
        return
    result = import_organisation(
        content=bytes(draft.content), dry_run=True, actor=actor
    )
    draft.plan, draft.counts = result.plan, result.counts
    draft.save(update_fields=["plan", "counts"])
    ask(IMPORT, actor=actor, draft_id=draft.pk, plan=draft.plan)


def pending_for(draft: ImportDraft) -> Agreement | None:
    """Return the agreement that the draft waits for."""
    rows = Agreement.objects.filter(draft=draft, state=AgreementState.PENDING)
    return rows.first()


def result_of(job: Job) -> dict[str, Any]:
    """Return the job's result: whether the file was applied, what, or why not."""
    draft = ImportDraft.objects.filter(job_id=job.pk).first()
    if draft is None:
        return {"applied": False}
    if draft.applied_at is None:
        waits = pending_for(draft)
        if waits is not None:
            return {"applied": False, "agreement": str(waits.pk)}
        return {"applied": False, "errors": draft.faults}
    return {"applied": True, "counts": draft.counts}


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, run_import, finisher=result_of)
