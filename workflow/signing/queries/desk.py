"""The letters that wait for a person's signature, in the order they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.together import GOES_TOGETHER
from workflow.letters.models import LetterStatus, LetterVersion, StepKind
from workflow.letters.queries.shown import shown_title
from workflow.rendering.tree import LetterTree

MOST_TOGETHER = 200  # letters read and signed in one go; the rest comes after


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingSignature:
    """A letter at the signatory's desk, in the version that would be signed."""

    letter_id: UUID
    version_id: UUID
    title: str
    since: datetime | None


def signature_steps(actor: Actor) -> QuerySet[ApprovalStep]:
    """Return the open signature steps at the person's desk, batches left aside."""
    return ApprovalStep.objects.filter(
        position__in=actor.acting_position_ids,
        kind=StepKind.SIGNATURE,
        state=StepState.OPEN,
        letter__status=LetterStatus.AWAITING_SIGNATURE,
    ).exclude(GOES_TOGETHER)


def letters_to_sign(actor: Actor) -> list[AwaitingSignature]:
    """Return the letters that wait for the person's signature, oldest first."""
    rows = signature_steps(actor).select_related("letter")
    # Two hundred bodies would be read and none shown.
    rows = rows.defer("letter__body", "letter__access_tokens")
    return [
        AwaitingSignature(
            letter_id=step.letter_id,
            version_id=step.version_id,
            title=shown_title(step.letter),
            since=step.opened_at,
        )
        for step in rows.order_by("opened_at", "pk")[:MOST_TOGETHER]
    ]


def trees_of(version_ids: Sequence[UUID]) -> dict[UUID, LetterTree]:
    """Return the frozen contents by version."""
    rows = LetterVersion.objects.filter(pk__in=version_ids)
    return {
        pk: LetterTree.model_validate(content)
        for pk, content in rows.values_list("pk", "content")
    }
