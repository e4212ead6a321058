"""The incoming letter's rows: entry, files, text of pages, proposal, agenda events."""

from workflow.incoming.models.agenda_event import AgendaEvent, AgendaEventKind
from workflow.incoming.models.files import (
    FILE_MOVES,
    FILE_UNREAD,
    PROPOSAL_MOVES,
    PROPOSAL_OPEN,
    FileReading,
    IncomingFile,
    PageText,
    Proposal,
    ProposalState,
)
from workflow.incoming.models.letter import (
    INCOMING_MOVES,
    Channel,
    GateReason,
    IncomingLetter,
    IncomingStatus,
)

__all__ = [
    "FILE_MOVES",
    "FILE_UNREAD",
    "INCOMING_MOVES",
    "PROPOSAL_MOVES",
    "PROPOSAL_OPEN",
    "AgendaEvent",
    "AgendaEventKind",
    "Channel",
    "FileReading",
    "GateReason",
    "IncomingFile",
    "IncomingLetter",
    "IncomingStatus",
    "PageText",
    "Proposal",
    "ProposalState",
]
