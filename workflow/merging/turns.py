"""Batches at a desk: the letters of one batch that wait there are one thing to do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
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
    """How many letters of a batch wait at a seat, for an initial or a signature."""

    batch: MergeBatch
    position_id: UUID
    kind: str
    count: int
    since: datetime | None
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


def turns_of(actor: Actor, batch: MergeBatch | None = None) -> list[Turn]:
    """Return what waits for the person, the longest waiting first; two queries."""
    steps = open_steps(actor.acting_position_ids)
    if batch is not None:
        steps = steps.filter(letter__merge_row__batch=batch)
    rows = list(
        steps.values_list("letter__merge_row__batch", "position", "kind")
        .annotate(count=Count("pk"), since=Min("opened_at"))
        .annotate(veiled=Count("pk", filter=Q(letter__security_class__in=CONFIDENTIAL)))
        .order_by("since")
    )
    found = MergeBatch.objects.select_related("made_by").defer("content", "faults")
    batches = found.in_bulk([row[0] for row in rows]) if rows else {}
    return [
        Turn(
            batch=batches[pk],
            position_id=position,
            kind=kind,
            count=count,
            since=since,
            title=batch_title(batches[pk].subject, is_veiled=bool(veiled)),
        )
        for pk, position, kind, count, since, veiled in rows
    ]


def batch_title(subject: str, *, is_veiled: bool) -> str:
    """Return how a batch is named in lists: nothing of what is confidential."""
    if is_veiled:
        return _("Confidential letters")
    return subject.strip() or _("(no subject yet)")
