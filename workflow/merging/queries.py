"""How a batch stands: its work, and its letters by state."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from eoffice.jobs.models import Job
from eoffice.organisation.actor import Actor
from workflow.letters.models import EDITABLE, LetterStatus
from workflow.merging.access import rows_visible_to
from workflow.merging.models import BatchDecision, MergeBatch, MergeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTally:
    """Rows made into letters, rows left, and letters by state, as far as seen."""

    made: int
    left: int
    states: dict[str, int]

    @property
    def told(self) -> list[tuple[str, int]]:
        """Return the states in words, each with its number."""
        return [
            (str(LetterStatus(state).label), count)
            for state, count in self.states.items()
        ]


def tally_of(actor: Actor, batch: MergeBatch) -> BatchTally:
    """Count the rows that the person sees."""
    rows = rows_visible_to(actor, batch).values_list("made_at", "letter__status")
    made = [status for made_at, status in rows if made_at is not None]
    return BatchTally(
        made=len(made),
        left=batch.rows.filter(made_at__isnull=True).count(),
        states=dict(Counter(status for status in made if status)),
    )


def letters_to_submit(batch: MergeBatch) -> QuerySet[MergeRow]:
    """Return the rows whose letters are drafts, or came back."""
    return batch.rows.filter(letter__status__in=EDITABLE)


def rows_to_refill(batch: MergeBatch) -> QuerySet[MergeRow]:
    """Return the rows whose letters lie with the drafter and are of an old edition."""
    rows = letters_to_submit(batch).filter(taken_out_at__isnull=True)
    return rows.filter(edition__lt=batch.edition)


def latest_job(batch: MergeBatch) -> Job | None:
    """Return the work that makes the batch's letters, once it was begun."""
    return _job(batch.job_id)


def submit_job(batch: MergeBatch) -> Job | None:
    """Return the work that submits the batch's letters, once it was begun."""
    return _job(batch.submit_job_id)


def decision_job(decision: BatchDecision | None) -> Job | None:
    """Return the work that carries a decision to the letters."""
    return _job(decision.job_id) if decision else None


def decisions_under_way(batch: MergeBatch) -> QuerySet[BatchDecision]:
    """Return the decisions that are still being carried to letters, newest first."""
    unfinished = Job.objects.filter(finished_at__isnull=True)
    return batch.decisions.filter(job_id__in=unfinished.values("pk")).order_by("-pk")


def job_for(actor: Actor, batch: MergeBatch) -> Job | None:
    """Return the work on the batch that the person asked for last."""
    if actor.holds(batch.position_id):
        asked = [job for job in (submit_job(batch), latest_job(batch)) if job]
        return max(asked, key=lambda job: job.created_at, default=None)
    return decision_job(own_decision(actor, batch))


def own_decision(actor: Actor, batch: MergeBatch) -> BatchDecision | None:
    """Return what the person's seats decided about the batch last."""
    own = batch.decisions.filter(position__in=actor.acting_position_ids)
    return own.order_by("-pk").first()


def _job(pk: UUID | None) -> Job | None:
    return Job.objects.filter(pk=pk).first() if pk else None
