"""Making the letters of a checked batch: one job, one ordinary draft per row.

The runner finds by the row whether its letter is made, so a job that was killed goes
on where it stood, and two presses make nothing twice.
"""

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
from workflow.drafting.merging.access import locked_for
from workflow.drafting.merging.filling import filled, read_filling, read_source
from workflow.drafting.merging.models import MergeBatch, MergeRow
from workflow.drafting.merging.trail_acts import MergeAct
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import create_draft

KIND = "merge_create"


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
    known = Job.objects.filter(pk=batch.job_id).first()
    if known is not None and (known.finished_at is None or not numbers):
        return known
    if known is None:
        _check_unchanged(batch)
    actor = actor.at_position(batch.position_id)
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=[str(number) for number in numbers],
        parameters={"batch": str(batch.pk)},
        position_id=batch.position_id,
    )
    batch.job_id = job.pk
    batch.save(update_fields=["job_id"])
    trail.record(MergeAct.CREATING, batch, actor=actor, rows=len(numbers))
    return job


def _check_unchanged(batch: MergeBatch) -> None:
    source = Letter.objects.filter(pk=batch.source_id).only("row_version").first()
    if source is None or source.row_version != batch.source_version:
        text = _("The draft was changed after the table was checked. Bring it anew.")
        raise Stale(text)


def actor_at_work(work: Work) -> Actor:
    """Return who asked for the job, at the position it was asked from.

    Raises:
        NotFound: the person holds that position no more, or somebody stands in.
    """
    owner = User.objects.filter(pk=work.owner_id).first()
    actor = actor_of(owner, acting_position=work.position_id) if owner else None
    if actor is None or not actor.holds(work.position_id):
        raise NotFound
    return actor


def make_row(work: Work) -> ItemOutcome:
    """Make the draft of one row, with the owner's rights of this moment.

    Raises:
        NotFound: the owner's position is not theirs any more.
        RowRefused: something it names is not there any more.
    """
    actor = actor_at_work(work)
    try:
        letter = _made(actor, UUID(work.parameters["batch"]), int(work.ref))
    except Invalid as refusal:
        raise RowRefused(str(refusal.faults[0].message)) from refusal
    return ItemOutcome(message=letter.subject if letter else "")


@transaction.atomic
def _made(actor: Actor, batch_id: UUID, number: int) -> Letter | None:
    rows = MergeRow.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("batch").get(batch=batch_id, number=number)
    if row.made_at is not None:
        return row.letter
    source = read_source(row.batch.content)
    content = filled(source, read_filling(row.filling))
    row.letter = create_draft(
        actor=actor,
        type_code=row.batch.type_code,
        content=content,
        # What the draft was when it was checked: it may be gone by now.
        copied_from=Letter(
            urgency=content.urgency,
            security_class=content.security_class,
            least_class=source.least_class,
        ),
    )
    row.made_at = timezone.now()
    row.save(update_fields=["letter", "made_at"])
    return row.letter


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, make_row)
