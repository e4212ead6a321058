"""How a batch stands: its work, and its letters by state."""

from collections import Counter
from dataclasses import dataclass

from eoffice.jobs.models import Job
from eoffice.organisation.actor import Actor
from workflow.drafting.merging.access import rows_visible_to
from workflow.drafting.merging.models import MergeBatch
from workflow.letters.models import LetterStatus


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


def latest_job(batch: MergeBatch) -> Job | None:
    """Return the work that makes the batch's letters, once it was begun."""
    if batch.job_id is None:
        return None
    return Job.objects.filter(pk=batch.job_id).first()
