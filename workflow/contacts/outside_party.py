"""Somebody outside as a letter names them: name, lines of address, e-mail if known.

The page and programs give the same three, and here they get one form, so that the
register of contacts knows a party again however it was typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from eoffice.errors import Fault
from workflow.contacts.mail_address import mail_faults

#: By name and address the e-mail that was given for them.
KnownMails = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideParty:
    """Somebody outside; `address` has its lines parted by line ends."""

    name: str
    address: str
    email: str

    def faults(self, field: str) -> list[Fault]:
        """Return what is wrong with it."""
        return mail_faults(self.email, field)


def outside_party(
    name: str, address: str, email: str | None, known: KnownMails
) -> OutsideParty:
    """Return the party in one form: a name in one line, an address without gaps.

    `email` None: not said, so the letter keeps the one it has for this party.
    """
    tidy = " ".join(name.split())
    lines = "\n".join(filter(None, (line.strip() for line in address.splitlines())))
    mail = known.get((tidy, lines), "") if email is None else email.strip()
    return OutsideParty(name=tidy, address=lines, email=mail)


class Named(Protocol):
    """A recipient as it is given or kept: the name of somebody outside, or none."""

    @property
    def external(self) -> str:
        """Return the name."""

    @property
    def address(self) -> str:
        """Return the lines of the address."""

    @property
    def email(self) -> str | None:
        """Return the e-mail; None: not said."""


def known_mails(kept: Iterable[Named], given: Sequence[Named]) -> KnownMails:
    """Return the e-mails of those kept, if one of those given says none.

    Where everybody's is said, those kept are not looked at (a query less).
    """
    if all(one.email is not None for one in given if one.external):
        return {}
    return {(one.external, one.address): one.email for one in kept if one.email}
