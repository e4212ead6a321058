"""Filling the register by use: whom a letter names outside is remembered."""

from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.database.session_locks import lock_in_transaction
from eoffice.errors import StillRunning
from workflow.contacts.models import Contact
from workflow.contacts.normal_form import normal_name
from workflow.contacts.trail_acts import ContactAct

WAIT = "5s"


@transaction.atomic
def remember_contact(name: str, address: str = "", email: str = "") -> Contact:
    """Return the contact of this name, made where there is none.

    One with another address is another party; one without an address or an e-mail
    learns it. What the register has is never written over by use.
    """
    normal = normal_name(name)
    # Of two letters to a new party at the same moment one waits for the other.
    lock_in_transaction(f"contact:{normal}", wait=WAIT, busy=StillRunning)
    found, lines = known_contact(name, address), _lines(address)
    act = None
    if found is None:
        found = Contact(name=" ".join(name.split())[:300], normal_name=normal)
        act = ContactAct.ADDED
    if lines and not found.address_lines:
        found.address_lines = lines
        act = act or ContactAct.CHANGED
    if email and not found.email:
        found.email = email
        act = act or ContactAct.CHANGED
    found.used_at = timezone.now()
    found.save()
    if act:  # by use and not by hand, so the trail names no person for it
        trail.record(act, found, actor=None)
    return found


def known_contact(name: str, address: str = "") -> Contact | None:
    """Return the contact of this name at this address, if there is one."""
    alike = Contact.objects.filter(
        normal_name=normal_name(name), merged_into__isnull=True
    )
    lines = _lines(address)
    known = alike.order_by("pk")
    return next((one for one in known if _same_place(one, lines)), None)


def _lines(address: str) -> list[str]:
    return [line.strip() for line in address.splitlines() if line.strip()]


def _same_place(contact: Contact, lines: list[str]) -> bool:
    if not lines or not contact.address_lines:
        return True
    return normal_name(" ".join(contact.address_lines)) == normal_name(" ".join(lines))
