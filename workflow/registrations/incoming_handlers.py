"""What follows an incoming letter: reading it, telling the desk."""

from uuid import UUID

from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from eoffice.outbox.timers import register_periodic
from workflow.delivery import text_of_delivered
from workflow.dispositions import notices as disposition_notices
from workflow.incoming import notices
from workflow.incoming.events import IncomingEvent
from workflow.incoming.operations import encrypting, reading_pages

SWEEP_EVERY_S = 600


def _incoming_id(event: Event) -> UUID:
    return UUID(event.payload["incoming_id"])


def _read_letter(event: Event) -> None:
    reading_pages.read_incoming(incoming_id=_incoming_id(event))


def _keep_text(event: Event) -> None:
    text_of_delivered.keep_delivered_text(incoming_id=_incoming_id(event))


def _encrypt(event: Event) -> None:
    encrypting.encrypt_incoming(incoming_id=_incoming_id(event))


def register() -> None:
    """Register the handlers and the sweeper of incoming letters."""
    # A lane of its own: a book of 300 pages must not hold up mails and deliveries.
    on(IncomingEvent.RECEIVED, reading_pages.HANDLER, _read_letter, lane=Lane.SLOW)
    on(IncomingEvent.PAGES_CHANGED, reading_pages.HANDLER, _read_letter, lane=Lane.SLOW)
    on(IncomingEvent.REGISTERED, "workflow.text_of_delivered", _keep_text)
    for name in (IncomingEvent.REGISTERED, IncomingEvent.AMENDED):
        on(name, "workflow.seal_incoming", _encrypt)
    notices.register()
    disposition_notices.register()
    register_periodic(
        reading_pages.SWEEP,
        SWEEP_EVERY_S,
        reading_pages.sweep_stuck_readings,
    )
