"""Keeping the register: a contact is added, changed, merged with its double."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.contacts import access
from workflow.contacts.events import ContactEvent
from workflow.contacts.mail_address import mail_faults
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.normal_form import normal_name
from workflow.contacts.trail_acts import ContactAct
from workflow.contacts.ways import DispatchWay
from workflow.security_class import SecurityClass

MOST_LINES, LONGEST_LINE, LONGEST_NAME = 6, 300, 300
MOST_MERGED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactInput:
    """What may be set of a contact; None: it stays as it is."""

    name: str | None = None
    kind: str | None = None
    address_lines: Sequence[str] | None = None
    email: str | None = None
    default_way: str | None = None
    highest_class: str | None = None

    def given(self) -> dict[str, object]:
        """Return what is set."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in pairs if value is not None}


@transaction.atomic
def add_contact(*, actor: Actor, content: ContactInput) -> Contact:
    """Add a contact and return it.

    Raises:
        NotFound: the person keeps no register.
        Invalid: every fault at once.
    """
    access.require_keeper(actor)
    contact = Contact()
    _write(contact, content)
    trail.record(ContactAct.ADDED, contact, actor=actor)
    return contact


@transaction.atomic
def change_contact(
    *, actor: Actor, contact_id: UUID, row_version: int | None, content: ContactInput
) -> Contact:
    """Change a contact; letters on their way keep what they were sent with.

    Raises:
        NotFound: unknown, merged away, or the person keeps no register.
        Stale: changed by somebody else since it was read.
        Invalid: every fault at once.
    """
    access.require_keeper(actor)
    [contact] = _locked([contact_id])
    check_version(contact, row_version)
    contact.row_version += 1
    _write(contact, content)
    changed = sorted(content.given())
    trail.record(ContactAct.CHANGED, contact, actor=actor, fields=changed)
    return contact


@transaction.atomic
def merge_contacts(
    *, actor: Actor, contact_id: UUID, duplicates: Sequence[UUID]
) -> Contact:
    """Make `duplicates` part of a contact, which stays and learns what it lacks.

    What was sent to them hangs on the one that stays (`ContactEvent.MERGED`).

    Raises:
        NotFound: one is unknown or merged away, or the person keeps no register.
        Invalid: nothing to merge.
    """
    access.require_keeper(actor)
    others = [pk for pk in dict.fromkeys(duplicates) if pk != contact_id]
    if not others or len(others) > MOST_MERGED:
        text = _("Choose 1 to 50 other contacts.")
        raise Invalid([Fault(field="duplicates", code="required", message=text)])
    rows = {one.pk: one for one in _locked([contact_id, *others])}
    kept = rows.pop(contact_id)
    for pk in others:
        _take_over(kept, rows[pk])
    kept.row_version += 1
    kept.save()
    trail.record(
        ContactAct.MERGED, kept, actor=actor, merged=[str(pk) for pk in others]
    )
    events.add(
        ContactEvent.MERGED, contact_id=kept.pk, merged=",".join(map(str, others))
    )
    return kept


def _take_over(kept: Contact, other: Contact) -> None:
    for name in ("address_lines", "email", "default_way"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(other, name))
    # Of two limits the stricter one: a merger never opens what was closed.
    limits = [one.highest_class for one in (kept, other) if one.highest_class]
    kept.highest_class = min(
        limits, key=lambda one: SecurityClass(one).level, default=""
    )
    moments = [one.used_at for one in (kept, other) if one.used_at]
    kept.used_at = max(moments, default=None)
    # What was merged into it before follows.
    Contact.objects.filter(merged_into=other).update(merged_into=kept)
    other.merged_into = kept
    other.save(update_fields=["merged_into"])


def _locked(ids: Sequence[UUID]) -> list[Contact]:
    rows = Contact.objects.select_for_update(no_key=True, of=("self",))
    found = list(rows.filter(pk__in=ids, merged_into__isnull=True).order_by("pk"))
    if len(found) != len(set(ids)):
        raise NotFound
    return found


def _write(contact: Contact, content: ContactInput) -> None:
    for name, value in content.given().items():
        setattr(contact, name, value)
    contact.name = " ".join(contact.name.split())
    contact.email = contact.email.strip()
    lines = [" ".join(line.split()) for line in contact.address_lines]
    contact.address_lines = [line for line in lines if line]
    if faults := contact_faults(contact):
        raise Invalid(faults)
    contact.normal_name = normal_name(contact.name)
    contact.save()


def contact_faults(contact: Contact) -> list[Fault]:
    """Return every fault of a contact at once."""
    faults = []
    if not contact.name or len(contact.name) > LONGEST_NAME:
        text = _("A name of 1 to 300 characters is wanted.")
        faults.append(Fault(field="name", code="required", message=text))
    lines = contact.address_lines
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        text = _("At most six lines of 300 characters.")
        faults.append(Fault(field="address_lines", code="too_long", message=text))
    return [*faults, *_choice_faults(contact), *mail_faults(contact.email, "email")]


def _choice_faults(contact: Contact) -> list[Fault]:
    choices = {
        "kind": ContactKind.values,
        "default_way": ["", *DispatchWay.values],
        "highest_class": ["", *SecurityClass.values],
    }
    text = _("One of these is wanted: %(expected)s.")
    return [
        Fault(
            field=name,
            code="not_a_choice",
            message=text % {"expected": ", ".join(filter(None, known))},
        )
        for name, known in choices.items()
        if getattr(contact, name) not in known
    ]
