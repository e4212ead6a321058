"""What the archive does when something happens: capture records, extend locks."""

from uuid import UUID

from archive import stuck
from archive.operations.capturing import (
    capture_incoming,
    capture_outgoing,
    follow_class,
    refresh_captured,
)
from archive.operations.locking import extend_locks
from eoffice.outbox.events import Event, on
from workflow.models import Disposition

SLIP_EVENTS = ("disposition.given", "disposition.recalled", "disposition.reopened")


def _capture_outgoing(event: Event) -> None:
    capture_outgoing(letter_id=UUID(event.payload["letter_id"]))


def _capture_incoming(event: Event) -> None:
    capture_incoming(incoming_id=UUID(event.payload["incoming_id"]))


def _follow_class(event: Event) -> None:
    follow_class(incoming_id=UUID(event.payload["incoming_id"]))


def _follow_letter(event: Event) -> None:
    refresh_captured(letter_id=UUID(event.payload["letter_id"]), incoming_id=None)


def _follow_slip(event: Event) -> None:
    slip = Disposition.objects.filter(pk=event.payload["disposition_id"]).first()
    if slip is not None and slip.incoming_id is not None:
        refresh_captured(letter_id=None, incoming_id=slip.incoming_id)


def _lock_record(event: Event) -> None:
    extend_locks(record_id=UUID(event.payload["record_id"]))


def _lock_file(event: Event) -> None:
    extend_locks(record_file_id=UUID(event.payload["record_file_id"]))


def register() -> None:
    """Register the handlers of this room."""
    on("letter.signed", "archive.capture_outgoing", _capture_outgoing)
    on("incoming.completed", "archive.capture_incoming", _capture_incoming)
    on("incoming.amended", "archive.follow_class", _follow_class)
    on("letter.sent", "archive.follow_letter", _follow_letter)
    on("record.filed", "archive.extend_locks", _lock_record)
    on("record_file.closed", "archive.extend_file_locks", _lock_file)
    stuck.register()
    for name in SLIP_EVENTS:
        on(name, "archive.follow_slip", _follow_slip)
