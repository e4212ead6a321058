"""Making the letters of a checked batch: one job, an ordinary draft of each row.

The runner finds by the row whether its letter is made, so a job that was killed goes
on where it stood, and two presses make nothing twice.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Invalid, NotFound, OfficeError, Stale, StateForbids
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation.actor import Actor, actor_of
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import create_draft
from workflow.merging.access import locked_for
from workflow.merging.filling import (
    Source,
    filled,
    read_filling,
    read_source,
)
from workflow.merging.models import MergeBatch, MergeRow
from workflow.merging.queries import latest_job
from workflow.merging.trail_acts import MergeAct

KIND = "merge_create"
# Rows of one step: many enough that the job's own rows cost little, few enough that
# the bar moves and a step undone by a crash is soon done again.
ROWS_AT_ONCE = 20
LONGEST_REFUSAL = 500


class RowRefused(OfficeError):
    """A letter of the batch could not be made; the words are those of its fault."""

    code = "row_refused"


@transaction.atomic
def create_letters(*, actor: Actor, batch_id: UUID) -> Job:
    """Have the letters of a batch made; asked twice, it is the same job.

    After a job that was called off, or left rows out, another makes the rest.

    Raises:
        NotFound: not the drafter's.
        StateForbids: the table has faults.
        Stale: the draft was changed since the table was checked.
    """
    batch = locked_for(actor, "batch.create", batch_id)
    if batch.fault_count:
        text = _("The table has faults. Mend it, bring it anew, nothing was made.")
        raise StateForbids(text, state="faulty")
    numbers = batch.rows.filter(made_at__isnull=True).values_list("number", flat=True)
    known = latest_job(batch)
    if known is not None and (known.finished_at is None or not numbers):
        return known
    if known is None:
        _check_unchanged(batch)
    actor = actor.at_position(batch.position_id)
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=steps_of(list(numbers)),
        parameters={"batch": str(batch.pk)},
        position_id=batch.position_id,
    )
    batch.job_id = job.pk
    batch.save(update_fields=["job_id"])
    trail.record(MergeAct.CREATING, batch, actor=actor, rows=len(numbers))
    return job


def steps_of(numbers: list[int]) -> list[str]:
    """Return the items of a job over these rows: first and last of each step."""
    parts = [
        numbers[start : start + ROWS_AT_ONCE]
        for start in range(0, len(numbers), ROWS_AT_ONCE)
    ]
    return [f"{part[0]}-{part[-1]}" for part in parts]


def _check_unchanged(batch: MergeBatch) -> None:
    source = batch.source
    if source is None or source.row_version != batch.source_version:
        text = _("The draft was changed after the table was checked. Bring it anew.")
        raise Stale(text)


def actor_at_work(work: Work) -> Actor:
    """Return who asked for the job, at the position it was asked from.

    Raises:
        NotFound: the person holds that position no more, or somebody stands in.
    """
    owner = User.objects.filter(jobs=work.job_id).first()
    actor = actor_of(owner, acting_position=work.position_id) if owner else None
    if actor is None or not actor.holds(work.position_id):
        raise NotFound
    return actor


def make_rows(work: Work) -> ItemOutcome:
    """Make the drafts of a step's rows, with the owner's rights of this moment.

    Raises:
        NotFound: the owner's position is not theirs any more.
        RowRefused: something a row names is not there any more; the others are made.
    """
    return step_done(work, _make)


def step_done(
    work: Work, do: Callable[[Actor, UUID, int, int], list[MergeRow]]
) -> ItemOutcome:
    """Do a step of rows (`steps_of`) with the owner's rights of this moment.

    Raises:
        NotFound: the owner's position is not theirs any more.
        RowRefused: `do` answered rows that it refused; told with the first.
    """
    actor = actor_at_work(work)
    first, last = map(int, work.ref.split("-"))
    refused = do(actor, UUID(work.parameters["batch"]), first, last)
    if refused:
        told = _("Row %(row)d: %(reason)s") % {
            "row": refused[0].number,
            "reason": refused[0].refusal,
        }
        raise RowRefused(told)
    return ItemOutcome()


@transaction.atomic
def _make(actor: Actor, batch_id: UUID, first: int, last: int) -> list[MergeRow]:
    """Make what is not made yet of these rows; return those that were refused."""
    # Filling anew waits: no letter is made of what the batch no longer says.
    batch = MergeBatch.objects.select_for_update(no_key=True).get(pk=batch_id)
    source = read_source(batch.content)
    rows = MergeRow.objects.select_for_update(no_key=True, of=("self",)).filter(
        batch=batch, number__range=(first, last), made_at__isnull=True
    )
    refused = []
    for row in rows.order_by("number"):
        row.edition = batch.edition
        if not _made(actor, batch.type_code, source, row):
            refused.append(row)
    return refused


def _made(actor: Actor, type_code: str, source: Source, row: MergeRow) -> bool:
    content = filled(source, read_filling(row.filling))
    try:
        row.letter = create_draft(
            actor=actor,
            type_code=type_code,
            content=content,
            # What the draft was when it was checked: it may be gone by now.
            copied_from=Letter(
                urgency=content.urgency,
                security_class=content.security_class,
                least_class=source.least_class,
            ),
        )
    except Invalid as refusal:
        row.refusal = str(refusal.faults[0].message)[:LONGEST_REFUSAL]
        row.save(update_fields=["refusal"])
        return False
    row.made_at, row.refusal = timezone.now(), ""
    row.save(update_fields=["letter", "made_at", "refusal", "edition"])
    return True


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, make_rows)
