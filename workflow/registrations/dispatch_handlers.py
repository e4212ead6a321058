"""What the rooms of sending out do after an act has committed."""

from uuid import UUID

from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from workflow.contacts.events import ContactEvent
from workflow.contacts.models import Contact
from workflow.contacts.operations import remember_contact
from workflow.dispatches.events import DispatchEvent
from workflow.dispatches.models import Dispatch
from workflow.dispatches.operations import mailing
from workflow.dispatches.operations.revoking import end_dispatches_of
from workflow.letters.events import LetterEvent
from workflow.letters.models import LetterRecipient
from workflow.security_class import ORDINARY


def _mail(event: Event) -> None:
    mailing.hand_to_server(mail_id=UUID(event.payload["mail_id"]))


def _end(event: Event) -> None:
    end_dispatches_of(letter_id=UUID(event.payload["letter_id"]))


def _remember(event: Event) -> None:
    """Remember whom a submitted letter names outside; of ordinary ones alone.

    The register is open to everybody who drafts: a secret letter must not show in it
    to whom it goes.
    """
    outside = LetterRecipient.objects.filter(
        letter=UUID(event.payload["letter_id"]), letter__security_class__in=ORDINARY
    )
    for recipient in outside.exclude(external=""):
        remember_contact(recipient.external, recipient.address, recipient.email)


def _follow_contact(event: Event) -> None:
    """What was sent to a contact that was merged away hangs on the one that stays."""
    kept = Contact.objects.get(pk=UUID(event.payload["contact_id"]))
    merged = [UUID(one) for one in event.payload["merged"].split(",")]
    # Merged on since: the newest of the chain, not the one named here.
    stays = kept.merged_into or kept
    Dispatch.objects.filter(contact__in=merged).update(contact=stays)


def register() -> None:
    """Register the handlers of contacts and dispatches."""
    on(DispatchEvent.MAIL_QUEUED, mailing.HANDLER, _mail, lane=Lane.OUTSIDE)
    on(ContactEvent.MERGED, "workflow.follow_contact", _follow_contact)
    on(LetterEvent.SUBMITTED, "workflow.remember_contacts", _remember)
    on(LetterEvent.REVOKED, "workflow.end_dispatches", _end)
