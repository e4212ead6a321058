"""The route's rows: steps with their decisions, and notes at the words."""

from workflow.approval.models.changes import RouteChange, RouteChangeKind
from workflow.approval.models.notes import LetterNote, NoteReply
from workflow.approval.models.steps import (
    ApprovalStep,
    Decision,
    DecisionKind,
    StepState,
)

__all__ = [
    "ApprovalStep",
    "Decision",
    "DecisionKind",
    "LetterNote",
    "NoteReply",
    "RouteChange",
    "RouteChangeKind",
    "StepState",
]
