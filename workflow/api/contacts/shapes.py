"""Shapes of `/contacts`."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from workflow.contacts.keeping import ContactInput
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.ways import DispatchWay
from workflow.security_class import SecurityClass

NO_LIMIT = "Empty: not limited."
OF_ONE = "Of one alone, for those who keep the register; null in lists."


class ContactShape(Schema):
    """One outside office or person."""

    id: UUID
    name: str = Field(..., examples=["Gubernur Jawa Tengah"])
    kind: ContactKind
    kind_label: str
    address_lines: list[str]
    email: str | None = Field(..., description=OF_ONE)
    default_way: DispatchWay | None
    highest_class: SecurityClass | None = Field(..., description=NO_LIMIT)
    merged_into: UUID | None
    used_at: datetime | None
    row_version: int


class ContactList(Listed[ContactShape]):
    """A page of contacts."""


class ContactGiven(Schema):
    """What may be set; what is left out stays."""

    name: str | None = Field(None, max_length=400, examples=["Gubernur Jawa Tengah"])
    kind: str | None = Field(None, max_length=20, examples=["office"])
    address_lines: list[str] | None = Field(None, max_length=20)
    email: str | None = Field(None, max_length=254)
    default_way: str | None = Field(None, max_length=20, examples=["email"])
    highest_class: str | None = Field(None, max_length=20, description=NO_LIMIT)

    def as_input(self) -> ContactInput:
        """Return what the operation takes."""
        return ContactInput(**self.dict())


class MergeGiven(Schema):
    """The contacts that become part of the one in the address."""

    duplicates: list[UUID] = Field(..., min_length=1, max_length=50)


class ContactImport(Schema):
    """What a file adds and changes, by name."""

    applied: bool
    added: list[str]
    changed: list[str]
    same: int


def show(contact: Contact, *, with_email: bool = False) -> ContactShape:
    """Return the contact as it is shown."""
    return ContactShape(
        id=contact.pk,
        name=contact.name,
        kind=ContactKind(contact.kind),
        kind_label=contact.get_kind_display(),
        address_lines=contact.address_lines,
        email=contact.email if with_email else None,
        default_way=DispatchWay(contact.default_way) if contact.default_way else None,
        highest_class=SecurityClass(contact.highest_class)
        if contact.highest_class
        else None,
        merged_into=contact.merged_into_id,
        used_at=contact.used_at,
        row_version=contact.row_version,
    )
