"""One decision about the letters of a batch at a desk, carried to each as its own.

Every letter keeps its step, version, hash and trail: the job initials or returns them
one by one, with the rights of that moment. A letter that changed after the sample was
drawn has another step by then and is left out, told in the work's list.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import Work, register_runner
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.models import ApprovalStep, DecisionKind
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.merging.access import locked_for
from workflow.merging.creating import actor_at_work
from workflow.merging.events import MergeEvent
from workflow.merging.models import BatchDecision, MergeBatch
from workflow.merging.queries import decision_job, decisions_under_way
from workflow.merging.sampling import BatchAtDesk, batch_at_desk
from workflow.merging.trail_acts import MergeAct
from workflow.merging.under_way import (
    StillDeciding,
    check_settled,
    is_being_signed,
)

KIND = "merge_decide"
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOrder:
    """What the desk decides about what it had before it at `as_of`."""

    kind: DecisionKind
    as_of: datetime
    note: str = ""


class SampleUnseen(StateForbids):
    """Letters of the sample have not been opened."""

    code = "sample_unseen"
    message = gettext_lazy("Open the letters of the sample first.")


class LeftBatch(StateForbids):
    """Not decided with the others."""

    code = "left_batch"
    message = gettext_lazy(
        "Changed, decided or taken out meanwhile: not part of this decision."
    )


@transaction.atomic
def decide_letters(*, actor: Actor, batch_id: UUID, order: BatchOrder) -> Job:
    """Initial or return the letters of the batch at this desk, as one job.

    Raises:
        NotFound: none of its letters waits for this person.
        Invalid: returned without a reason.
        SampleUnseen: initialled without opening the sample.
        StillDeciding: another decision of this person is being carried out, or what
            is to go back is being signed.
        StateForbids: they wait for a signature, or all of them changed meanwhile.
    """
    batch = locked_for(actor, "batch.decide", batch_id)
    here = batch_at_desk(actor, batch, order.as_of)
    if (known := _known_job(actor, here, order)) is not None:
        return known
    _check(here, order)
    actor = actor.at_position(here.turn.position_id)
    decision = BatchDecision.objects.create(
        batch=batch,
        kind=order.kind,
        note=order.note.strip(),
        official=actor.official,
        position_id=here.turn.position_id,
        letters=len(here.letters),
        seen=here.seen,
    )
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=[str(one.step) for one in here.letters],
        parameters={"decision": str(decision.pk)},
        position_id=here.turn.position_id,
    )
    decision.job_id = job.pk
    decision.save(update_fields=["job_id"])
    approves = order.kind == DecisionKind.APPROVED
    trail.record(
        MergeAct.APPROVING if approves else MergeAct.RETURNING,
        batch,
        actor=actor,
        letters=decision.letters,
        seen=decision.seen,
        sample=[one.number for one in here.sample],
    )
    return job


def check_sample(here: BatchAtDesk) -> None:
    """Raise unless there is something to decide and its sample was opened."""
    if not here.letters:
        text = _("Every letter changed since this page was made. Look again.")
        raise StateForbids(text, state="changed")
    if here.unseen:
        raise SampleUnseen(state="unseen")


def _known_job(actor: Actor, here: BatchAtDesk, order: BatchOrder) -> Job | None:
    """Return the work on this very decision, pressed twice; another one must end."""
    running = decisions_under_way(here.turn.batch)
    own = running.filter(position__in=actor.acting_position_ids).first()
    if own is None:
        return None
    if (own.kind, own.position_id) != (order.kind, here.turn.position_id):
        raise StillDeciding(state="deciding")
    return decision_job(own)


def _check(here: BatchAtDesk, order: BatchOrder) -> None:
    note = order.note.strip()
    if len(note) > LONGEST_NOTE:
        told = _("At most %(most)d characters fit.") % {"most": LONGEST_NOTE}
        raise Invalid([Fault(field="note", code="too_long", message=told)])
    if order.kind == DecisionKind.RETURNED:
        if not note:
            text = _("Say what should be mended, so that the drafter can mend it.")
            raise Invalid([Fault(field="note", code="required", message=text)])
        if here.turn.signs and is_being_signed(here.turn.batch):
            raise StillDeciding(state="signing")
        return
    if here.turn.signs:
        text = _("These letters wait for your signature; sign them.")
        raise StateForbids(text, state="awaiting_signature")
    check_sample(here)


def decide_one(work: Work) -> None:
    """Carry the decision to one letter; what is decided so already is left alone.

    Raises:
        NotFound: the seat, or the letter, is not the owner's any more.
        LeftBatch: the letter changed, or was taken out.
    """
    actor = actor_at_work(work)
    decision = BatchDecision.objects.get(pk=work.parameters["decision"])
    with transaction.atomic():
        # Taking out waits here; batches are locked before letters.
        MergeBatch.objects.select_for_update(no_key=True).only("pk").get(
            pk=decision.batch_id
        )
        _carry(actor, decision, work.ref)


def _carry(actor: Actor, decision: BatchDecision, ref: str) -> None:
    rows = ApprovalStep.objects.filter(letter__merge_row__batch=decision.batch_id)
    step = rows.select_related("letter__merge_row").filter(pk=ref).first()
    if step is None:
        raise NotFound
    if step.letter.merge_row.taken_out_at is not None:
        raise LeftBatch(state="taken_out")
    approves = decision.kind == DecisionKind.APPROVED
    try:
        (approve_step if approves else return_letter)(
            actor=actor, letter_id=step.letter_id, step_id=step.pk, note=decision.note
        )
    except StepAlreadyDecided as refusal:  # a job that was killed comes here again
        own = getattr(step, "decision", None)
        if own is None or own.kind != decision.kind:
            raise LeftBatch(state=step.state) from refusal


@transaction.atomic
def take_out(*, actor: Actor, batch_id: UUID, numbers: list[int]) -> MergeBatch:
    """Take letters out of the batch at this desk: each is decided by itself from now.

    Raises:
        NotFound: none of its letters waits for this person.
        Invalid: a row that does not wait here, or none at all.
        StillDeciding: letters of the batch are being decided or signed together.
    """
    batch = locked_for(actor, "batch.decide", batch_id)
    check_settled(batch)
    here = batch_at_desk(actor, batch)
    if not numbers or not {one.number for one in here.letters}.issuperset(numbers):
        text = _("Name rows of letters that wait at this desk.")
        raise Invalid([Fault(field="rows", code="unknown_row", message=text)])
    rows = batch.rows.filter(number__in=numbers)
    rows.update(taken_out_at=timezone.now())
    actor = actor.at_position(here.turn.position_id)
    trail.record(MergeAct.TAKEN_OUT, batch, actor=actor, rows=sorted(set(numbers)))
    events.add(MergeEvent.TAKEN_OUT, batch_id=batch.pk)
    return batch


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, decide_one)
