from workflow.models.agenda_event import AgendaEvent, AgendaEventKind
from workflow.models.approval import (
    ApprovalStep,
    Decision,
    DecisionKind,
    StepKind,
    StepState,
)
from workflow.models.correction import Correction
from workflow.models.delivery import Delivery
from workflow.models.disposition import (
    Disposition,
    DispositionInstruction,
    DispositionProgress,
    DispositionReceiver,
    ReceiverRole,
    ReceiverState,
)
from workflow.models.incoming import (
    Channel,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    PageText,
    Proposal,
)
from workflow.models.letter import (
    AuthorityForm,
    Letter,
    LetterAttachment,
    LetterRecipient,
    LetterReference,
    LetterStatus,
    PlannedStep,
    RecipientKind,
)
from workflow.models.letter_type import LetterType
from workflow.models.revocation import Revocation
from workflow.models.signing import (
    AttemptState,
    Signature,
    SignerCredential,
    SigningAttempt,
)
from workflow.models.version import LetterNote, LetterVersion
from workflow.numbering.models import LedgerNumber, NumberState, Register, Series
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

__all__ = [
    "AgendaEvent",
    "AgendaEventKind",
    "ApprovalStep",
    "AttemptState",
    "AuthorityForm",
    "Channel",
    "Correction",
    "Decision",
    "DecisionKind",
    "Delivery",
    "Disposition",
    "DispositionInstruction",
    "DispositionProgress",
    "DispositionReceiver",
    "IncomingFile",
    "IncomingLetter",
    "IncomingStatus",
    "LedgerNumber",
    "Letter",
    "LetterAttachment",
    "LetterNote",
    "LetterRecipient",
    "LetterReference",
    "LetterStatus",
    "LetterType",
    "LetterVersion",
    "NumberState",
    "PageText",
    "PlannedStep",
    "Proposal",
    "ReceiverRole",
    "ReceiverState",
    "RecipientKind",
    "Register",
    "Revocation",
    "SecurityClass",
    "Series",
    "Signature",
    "SignerCredential",
    "SigningAttempt",
    "StepKind",
    "StepState",
    "Urgency",
]
