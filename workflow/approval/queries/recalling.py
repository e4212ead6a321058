"""Whether a letter can still be taken back, and whether that takes a reason."""

from collections.abc import Sequence

from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.route_rules import ROUTE_RULES
from workflow.letters import access
from workflow.letters.models import Letter


def recall_takes_reason(steps: Sequence[ApprovalStep]) -> bool:
    """Tell whether somebody has initialled: they are owed a reason."""
    return any(is_initialled(step) for step in steps)


def is_initialled(step: ApprovalStep) -> bool:
    """Tell whether an initial stands here, be it kept from the text of before."""
    return step.state == StepState.APPROVED or getattr(step, "initial_kept", False)


def may_recall(actor: Actor, letter: Letter, steps: Sequence[ApprovalStep]) -> bool:
    """Tell whether the person may take the letter back now."""
    if not access.may(actor, "letter.recall", letter):
        return False
    rules = ROUTE_RULES.current()
    if not actor.holds(letter.drafter_position_id) and not rules.recall_by_superior:
        return False
    return rules.recall_after_initials or not recall_takes_reason(steps)
