"""Submitting all letters of a batch in one act: one job, each letter by its own rules.

What a letter breaks keeps that letter back and is told with its row; the others go. At
every desk they are one thing to look at and decide, each with its own steps and trail.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Invalid, NotFound, StateForbids
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation.actor import Actor
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.errors import LetterLocked
from workflow.merging.access import locked_for
from workflow.merging.creating import RowRefused, actor_at_work
from workflow.merging.models import MergeBatch, MergeRow
from workflow.merging.queries import (
    latest_job,
    letters_to_submit,
    submit_job,
)
from workflow.merging.trail_acts import MergeAct

KIND = "merge_submit"


@transaction.atomic
def submit_letters(*, actor: Actor, batch_id: UUID) -> Job:
    """Have every draft of the batch submitted; asked twice, it is the same job.

    Raises:
        NotFound: not the drafter's.
        StateForbids: its letters are being made, or none is left to submit.
    """
    batch = locked_for(actor, "batch.submit", batch_id)
    known = submit_job(batch)
    if known is not None and known.finished_at is None:
        return known
    numbers = _numbers(batch)
    actor = actor.at_position(batch.position_id)
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=[str(number) for number in numbers],
        parameters={"batch": str(batch.pk)},
        position_id=batch.position_id,
    )
    batch.submit_job_id = job.pk
    batch.save(update_fields=["submit_job_id"])
    # From now on they go together, whenever each of them reaches a desk.
    batch.rows.filter(number__in=numbers).update(submitted_at=timezone.now())
    trail.record(MergeAct.SUBMITTING, batch, actor=actor, letters=len(numbers))
    return job


def _numbers(batch: MergeBatch) -> list[int]:
    making = latest_job(batch)
    if making is not None and making.finished_at is None:
        text = _("The letters are still being made. Submit them afterwards.")
        raise StateForbids(text, state="creating")
    numbers = list(letters_to_submit(batch).values_list("number", flat=True))
    if not numbers:
        text = _("No letter of this batch is left to submit.")
        raise StateForbids(text, state="submitted")
    return numbers


def submit_row(work: Work) -> ItemOutcome | None:
    """Submit the letter of one row; one that was submitted already is left alone.

    Raises:
        NotFound: thrown away meanwhile, or not the owner's to submit any more.
        RowRefused: it breaks a rule; told with the first.
    """
    actor = actor_at_work(work)
    row = MergeRow.objects.filter(
        batch=UUID(work.parameters["batch"]), number=int(work.ref)
    ).first()
    if row is None or row.letter_id is None:
        raise NotFound
    try:
        submit_letter(actor=actor, letter_id=row.letter_id)
    except LetterLocked:  # a job that was killed comes here again
        return None
    except Invalid as refusal:
        raise RowRefused(str(refusal.faults[0].message)) from refusal
    return None


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, submit_row)
