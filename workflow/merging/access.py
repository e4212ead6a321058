"""Who may see a batch of letters and act on it. The only place that knows.

A batch belongs to the position that drafts. Those whose turn has come on one of its
letters see it too, and of its rows those whose letters they may see.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.together import GOES_TOGETHER
from workflow.letters.access import letters_visible_to
from workflow.merging.models import MergeBatch, MergeRow
from workflow.rights import Rights, one_of


def batches_visible_to(actor: Actor | None) -> QuerySet[MergeBatch]:
    """Return the batches the person may see."""
    if actor is None:
        return MergeBatch.objects.none()
    asked = ApprovalStep.objects.filter(
        letter__merge_row__batch=OuterRef("pk"),
        position__in=actor.position_ids,
        opened_at__isnull=False,
    )
    own = Q(position__in=actor.position_ids)
    return MergeBatch.objects.filter(own | Exists(asked))


def visible_batch(actor: Actor | None, batch_id: UUID | str) -> MergeBatch:
    """Return the batch, or NotFound: unknown and forbidden answer alike."""
    return one_of(batches_visible_to(actor), batch_id)


def rows_visible_to(actor: Actor, batch: MergeBatch) -> QuerySet[MergeRow]:
    """Return the rows that the person may read: all to who drafts."""
    if _drafts(actor, batch) or batch.position_id in actor.position_ids:
        return batch.rows.all()
    return batch.rows.filter(letter__in=letters_visible_to(actor))


def _drafts(actor: Actor, batch: MergeBatch) -> bool:
    return actor.holds(batch.position_id)


def _decides(actor: Actor, batch: MergeBatch) -> bool:
    """A letter of the batch waits at a desk that the person acts for."""
    steps = ApprovalStep.objects.filter(
        GOES_TOGETHER,
        letter__merge_row__batch=batch,
        position__in=actor.acting_position_ids,
        state=StepState.OPEN,
    )
    return steps.exists()


_RIGHTS = Rights(
    {"batch.create": _drafts, "batch.submit": _drafts, "batch.decide": _decides}
)
may, require = _RIGHTS.may, _RIGHTS.require


def locked_for(actor: Actor, act: str, batch_id: UUID) -> MergeBatch:
    """Lock a batch for an act of this person; batches are locked before letters.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
    """
    rows = MergeBatch.objects.select_for_update(no_key=True)
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    visible_batch(actor, batch_id)
    require(actor, act, batch)
    return batch
