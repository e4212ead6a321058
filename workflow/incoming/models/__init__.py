"""The incoming letter's rows: entry, files, text of pages, proposal, agenda events."""

from workflow.incoming.models.agenda_event import AgendaEvent, AgendaEventKind
from workflow.incoming.models.letter import (
    INCOMING_MOVES,
    Channel,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    PageText,
    Proposal,
)

__all__ = [
    "INCOMING_MOVES",
    "AgendaEvent",
    "AgendaEventKind",
    "Channel",
    "IncomingFile",
    "IncomingLetter",
    "IncomingStatus",
    "PageText",
    "Proposal",
]
