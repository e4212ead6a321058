"""What a person's account page leads to besides its own parts; rooms register doors.

register_account_door(AccountDoor(
name="certificate", label=_("Signing certificate"), text=_("What you sign with"),
url="/akun/sertifikat/", icon="file-check",
))
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDoor:
    """One room's page about the person."""

    name: str
    label: str | Promise
    text: str | Promise
    url: str
    icon: str


_doors: dict[str, AccountDoor] = {}


def register_account_door(door: AccountDoor) -> None:
    """Add a door; the same name replaces it."""
    _doors[door.name] = door


def account_doors() -> list[AccountDoor]:
    """Return the doors, by name."""
    return [_doors[name] for name in sorted(_doors)]
