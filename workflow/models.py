from workflow.approval.models import (
    ApprovalStep,
    Decision,
    DecisionKind,
    LetterNote,
    NoteReply,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.outside_state import OutsideState
from workflow.contacts.ways import DispatchWay
from workflow.delivery.models import Delivery
from workflow.dispatches.models import (
    Dispatch,
    DispatchMail,
    DispatchState,
    MailState,
    SecureLink,
)
from workflow.dispositions.models import (
    Disposition,
    DispositionInstruction,
    DispositionProgress,
    DispositionReceiver,
    ReceiverRole,
    ReceiverState,
)
from workflow.drafting.models import DraftPresence, Reply
from workflow.drafting.series.models import LetterSeries, SeriesDraft
from workflow.incoming.models import (
    AgendaEvent,
    AgendaEventKind,
    Channel,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    PageText,
    Proposal,
)
from workflow.letter_types.models import LetterType, LetterTypeVersion
from workflow.letterheads.models import Emblem, EmblemKind
from workflow.letters.models import (
    AuthorityForm,
    Correction,
    DraftState,
    Letter,
    LetterAttachment,
    LetterPicture,
    LetterRecipient,
    LetterReference,
    LetterStatus,
    LetterVersion,
    PlannedStep,
    RecipientKind,
    Revocation,
    StepKind,
)
from workflow.mandates.models import SigningMandate
from workflow.merging.models import BatchDecision, MergeBatch, MergeRow
from workflow.numbering.models import LedgerNumber, NumberState, Register, Series
from workflow.numbering.rule_model import OwnerKind, RegisterRule
from workflow.pictures.models import DrawnPicture, RefusedPicture
from workflow.reading_views.models import ReadingView
from workflow.security_class import SecurityClass
from workflow.signing.models import (
    AttemptState,
    Signature,
    SignerCredential,
    SigningAttempt,
)
from workflow.unit_texts.models import TextKind, UnitText
from workflow.urgency import Urgency

__all__ = [
    "AgendaEvent",
    "AgendaEventKind",
    "ApprovalStep",
    "AttemptState",
    "AuthorityForm",
    "BatchDecision",
    "Channel",
    "Contact",
    "ContactKind",
    "Correction",
    "Decision",
    "DecisionKind",
    "Delivery",
    "Dispatch",
    "DispatchMail",
    "DispatchState",
    "DispatchWay",
    "Disposition",
    "DispositionInstruction",
    "DispositionProgress",
    "DispositionReceiver",
    "DraftPresence",
    "DraftState",
    "DrawnPicture",
    "Emblem",
    "EmblemKind",
    "IncomingFile",
    "IncomingLetter",
    "IncomingStatus",
    "LedgerNumber",
    "Letter",
    "LetterAttachment",
    "LetterNote",
    "LetterPicture",
    "LetterRecipient",
    "LetterReference",
    "LetterSeries",
    "LetterStatus",
    "LetterType",
    "LetterTypeVersion",
    "LetterVersion",
    "MailState",
    "MergeBatch",
    "MergeRow",
    "NoteReply",
    "NumberState",
    "OutsideState",
    "OwnerKind",
    "PageText",
    "PlannedStep",
    "Proposal",
    "ReadingView",
    "ReceiverRole",
    "ReceiverState",
    "RecipientKind",
    "RefusedPicture",
    "Register",
    "RegisterRule",
    "Reply",
    "Revocation",
    "RouteChange",
    "RouteChangeKind",
    "SecureLink",
    "SecurityClass",
    "Series",
    "SeriesDraft",
    "Signature",
    "SignerCredential",
    "SigningAttempt",
    "SigningMandate",
    "StepKind",
    "StepState",
    "TextKind",
    "UnitText",
    "Urgency",
]
