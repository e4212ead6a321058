"""What the archive does when something happens below: capture records."""

from uuid import UUID

from archive.operations.capturing import capture_incoming, capture_outgoing
from eoffice.outbox.events import Event, on


def _capture_outgoing(event: Event) -> None:
    capture_outgoing(letter_id=UUID(event.payload["letter_id"]))


def _capture_incoming(event: Event) -> None:
    capture_incoming(incoming_id=UUID(event.payload["incoming_id"]))


def register() -> None:
    """Register the handlers of this room."""
    on("letter.signed", "archive.capture_outgoing", _capture_outgoing)
    on("incoming.completed", "archive.capture_incoming", _capture_incoming)
