"""What the letter room does after an act has committed."""

from uuid import UUID

from eoffice.outbox.events import Event, on
from eoffice.outbox.timers import register_periodic
from workflow.books import copying
from workflow.delivery.operations import deliver_letter
from workflow.dispositions.access import positions_on_dispositions
from workflow.dispositions.sight import write_sight_on
from workflow.drafting.series import preparing as series
from workflow.incoming import access as incoming_access
from workflow.letters import being_signed
from workflow.letters.events import LetterEvent
from workflow.letters.operations import encrypting
from workflow.merging import creating, deciding, refilling, submitting
from workflow.outgoing import note_notices, notices
from workflow.pictures import forgetting
from workflow.registrations import (
    dispatch_handlers,
    incoming_handlers,
    notice_pages,
    organisation_handlers,
    reading_ahead,
    stuck,
)
from workflow.registrations.encrypting import ENCRYPT_FORGOTTEN, encrypt_forgotten
from workflow.signing.queries.attempts import is_being_signed

ENCRYPT_EVERY_S = 3600  # the events do it at once; this finds what they did not


def _deliver(event: Event) -> None:
    deliver_letter(letter_id=UUID(event.payload["letter_id"]))


def _encrypt(event: Event) -> None:
    encrypting.encrypt_letter(letter_id=UUID(event.payload["letter_id"]))


def register() -> None:
    """Register the handlers of this room."""
    incoming_access.provide_positions_at_work(positions_on_dispositions)
    incoming_access.provide_follower(write_sight_on)
    being_signed.provide_being_signed(is_being_signed)
    for name in (LetterEvent.CLASSED, LetterEvent.SUBMITTED):
        on(name, "workflow.seal_letter", _encrypt)
    on(LetterEvent.SIGNED, "workflow.deliver", _deliver)
    register_periodic(ENCRYPT_FORGOTTEN, ENCRYPT_EVERY_S, encrypt_forgotten)
    copying.register()
    creating.register()
    refilling.register()
    submitting.register()
    deciding.register()
    register_periodic(series.PREPARE, series.EVERY_S, series.prepare_series)
    register_periodic(copying.FORGET, copying.FORGET_EVERY_S, copying.forget_books)
    register_periodic(
        forgetting.FORGET, forgetting.FORGET_EVERY_S, forgetting.forget_pictures
    )
    incoming_handlers.register()
    dispatch_handlers.register()
    notices.register()
    note_notices.register()
    notice_pages.register()
    reading_ahead.register()
    stuck.register()
    organisation_handlers.register()
