"""Whether an initial can still be taken back: nobody has gone on from it."""

from collections.abc import Sequence

from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, Decision, StepState
from workflow.letters.models import Letter

BEGUN = frozenset({StepState.APPROVED, StepState.RETURNED, StepState.REFUSED})


def _bars(other: ApprovalStep) -> bool:
    looked = other.state == StepState.OPEN and other.seen_at is not None
    return looked or other.state in BEGUN


def is_withdrawable(
    actor: Actor, letter: Letter, step: ApprovalStep, steps: Sequence[ApprovalStep]
) -> bool:
    """Tell whether the person may take this initial back now.

    `steps` are those of the step's version. Only who gave it takes it back.
    """
    if not letter.is_under_approval or step.version_id != letter.current_version_id:
        return False
    if step.state != StepState.APPROVED or not actor.holds(step.position_id):
        return False
    given = Decision.objects.filter(step=step, official=actor.official).exists()
    return given and not any(_bars(s) for s in steps if s.order > step.order)


def withdrawable_step(
    actor: Actor, letter: Letter, steps: Sequence[ApprovalStep]
) -> ApprovalStep | None:
    """Return the initial that the person may take back now, or nothing."""
    found = (s for s in reversed(steps) if is_withdrawable(actor, letter, s, steps))
    return next(found, None)
