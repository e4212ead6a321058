"""Who may see and change the contact register. The only place that knows.

Everybody in service finds names and addresses, for everybody drafts; e-mail addresses
are shown to those who send, and changed with the rest by them and by administrators.
"""

from uuid import UUID

from django.db.models import QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from workflow.contacts.models import Contact
from workflow.rights import one_of


def contacts_visible_to(actor: Actor | None) -> QuerySet[Contact]:
    """Return the contacts; nobody without a position sees any."""
    if actor is None or not actor.mandates:
        return Contact.objects.none()
    return Contact.objects.all()


def keeps_contacts(actor: Actor | None) -> bool:
    """Tell whether the person keeps the register: record clerks, administrators."""
    if actor is None:
        return False
    return actor.has_duty(PositionDuty.RECORD_CLERK) or is_administrator(actor)


def require_keeper(actor: Actor) -> None:
    """Raise NotFound unless the person keeps the register."""
    if not keeps_contacts(actor):
        raise NotFound


def visible_contact(actor: Actor | None, contact_id: UUID | str) -> Contact:
    """Return the contact, or NotFound."""
    return one_of(contacts_visible_to(actor), contact_id)
