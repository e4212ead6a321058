"""What the letter room does after an act has committed."""

from uuid import UUID

from eoffice.outbox.events import Event, on
from workflow import incoming_handlers, letter_notices, organisation_handlers
from workflow.operations.delivering import deliver_letter


def _deliver(event: Event) -> None:
    deliver_letter(letter_id=UUID(event.payload["letter_id"]))


def register() -> None:
    """Register the handlers of this room."""
    on("letter.signed", "workflow.deliver", _deliver)
    incoming_handlers.register()
    letter_notices.register()
    organisation_handlers.register()
