"""What a person's account page leads to besides its own parts; rooms register doors.

register_account_door(AccountDoor(
name="certificate", label=_("Signing certificate"), text=_("What you sign with"),
page="own_certificate", icon="file-check",
))
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDoor:
    """One room's page about the person."""

    name: str
    label: str | Promise
    text: str | Promise
    page: str  # the name of its address
    icon: str

    @property
    def url(self) -> str:
        """Return where it leads."""
        return reverse(self.page)


_doors: dict[str, AccountDoor] = {}


def register_account_door(door: AccountDoor) -> None:
    """Add a door; the same name replaces it."""
    _doors[door.name] = door


def account_doors() -> list[AccountDoor]:
    """Return the doors, by name."""
    return [_doors[name] for name in sorted(_doors)]
