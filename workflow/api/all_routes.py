"""The API of letters: a folder or file per room, under the room's name."""

from eoffice.api.registry import register_router
from workflow.api import books, numbering, public, reference
from workflow.api.contacts import routes as contacts
from workflow.api.dispatches import papers as dispatch_papers
from workflow.api.dispatches import routes as dispatches
from workflow.api.dispositions import prepared
from workflow.api.dispositions import routes as dispositions
from workflow.api.incoming import routes as incoming
from workflow.api.letter_types import changing as letter_type_changes
from workflow.api.mandates import routes as mandates
from workflow.api.outgoing import (
    handover,
    history,
    letter_acts,
    letters,
    merge_desks,
    merges,
    notes,
    pages,
    replies,
    states,
)
from workflow.api.signing import sessions
from workflow.api.unit_texts import routes as unit_texts
from workflow.api.word_files import routes as word_files


def register() -> None:
    """Add the routes of every room; their order is that of the description."""
    register_router("", letter_type_changes.router, tag="letter-types")
    register_router("", reference.router, tag="reference")
    register_router("", letters.router, tag="letters")
    register_router("", letter_acts.router, tag="letter-acts")
    register_router("", handover.router, tag="handover")
    register_router("", replies.router, tag="replies")
    register_router("", unit_texts.router, tag="unit-texts")
    register_router("", merges.router, tag="mail-merges")
    register_router("", merge_desks.router, tag="merge-desks")
    register_router("", word_files.router, tag="word-files")
    register_router("", mandates.router, tag="mandates")
    register_router("", incoming.router, tag="incoming-letters")
    register_router("", dispositions.router, tag="dispositions")
    register_router("", dispatch_papers.router, tag="dispatch-papers")
    register_router("", prepared.router, tag="prepared-dispositions")
    register_router("", dispatches.router, tag="dispatches")
    register_router("", contacts.router, tag="contacts")
    register_router("", books.router, tag="registers")
    register_router("", numbering.router, tag="number-registers")
    register_router("", history.router, tag="letter-history")
    register_router("", states.router, tag="letter-states")
    register_router("", notes.router, tag="letter-notes")
    register_router("", pages.router, tag="letter-pages")
    register_router("", sessions.router, tag="signing-sessions")
    register_router("", public.router, tag="verify")
