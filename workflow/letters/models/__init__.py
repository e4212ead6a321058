"""The letter's rows: working copy, versions, type, what became of it."""

from workflow.letters.models.correction import Correction
from workflow.letters.models.letter import (
    AuthorityForm,
    Letter,
    LetterAttachment,
    LetterRecipient,
    LetterReference,
    PlannedStep,
    RecipientKind,
)
from workflow.letters.models.picture import LetterPicture
from workflow.letters.models.revocation import Revocation
from workflow.letters.models.state import DraftState, StateReason
from workflow.letters.models.states import (
    ALLOWED_MOVES,
    EDITABLE,
    IN_FORCE,
    ISSUED,
    UNDER_APPROVAL,
    LetterStatus,
)
from workflow.letters.models.step_kind import StepKind
from workflow.letters.models.version import LetterVersion

__all__ = [
    "ALLOWED_MOVES",
    "EDITABLE",
    "IN_FORCE",
    "ISSUED",
    "UNDER_APPROVAL",
    "AuthorityForm",
    "Correction",
    "DraftState",
    "Letter",
    "LetterAttachment",
    "LetterPicture",
    "LetterRecipient",
    "LetterReference",
    "LetterStatus",
    "LetterVersion",
    "PlannedStep",
    "RecipientKind",
    "Revocation",
    "StateReason",
    "StepKind",
]
