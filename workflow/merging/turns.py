"""Batches at a desk: the letters of one batch that wait there are one thing to do."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.together import GOES_TOGETHER
from workflow.letters.models import StepKind
from workflow.merging.models import MergeBatch
from workflow.security_class import CONFIDENTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A seat at which letters of a batch wait, for an initial or a signature."""

    batch: MergeBatch
    position_id: UUID
    kind: str
    title: str

    @property
    def signs(self) -> bool:
        """Tell whether a signature is asked, not an initial."""
        return self.kind == StepKind.SIGNATURE


def open_steps(seats: Collection[UUID]) -> QuerySet[ApprovalStep]:
    """Return the open steps at these seats of letters that go with their batch."""
    return ApprovalStep.objects.filter(
        GOES_TOGETHER, position__in=seats, state=StepState.OPEN
    )


def turns_of(actor: Actor, batch: MergeBatch) -> list[Turn]:
    """Return what of the batch waits for the person, the longest waiting first."""
    steps = open_steps(actor.acting_position_ids).filter(letter__merge_row__batch=batch)
    rows = (
        steps.values_list("position", "kind")
        .annotate(since=Min("opened_at"))
        .annotate(veiled=Count("pk", filter=Q(letter__security_class__in=CONFIDENTIAL)))
        .order_by("since")
    )
    return [
        Turn(
            batch=batch,
            position_id=position,
            kind=kind,
            title=batch_title(batch.subject, is_veiled=bool(veiled)),
        )
        for position, kind, _since, veiled in rows
    ]


def batch_title(subject: str, *, is_veiled: bool) -> str:
    """Return how a batch is named in lists: nothing of what is confidential."""
    if is_veiled:
        return _("Confidential letters")
    return subject.strip() or _("(no subject yet)")
