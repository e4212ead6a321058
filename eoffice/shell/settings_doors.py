"""What `/pengaturan/` leads to: each room registers its own door.

register_settings_door(SettingsDoor(
name="accounts", label=_("Accounts"), text=_("Who may log in"),
page="account_list", icon="key-round", order=20, shown=is_administrator,
))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDoor:
    """One room's pages of settings; `shown` decides from the actor alone."""

    name: str
    label: str | Promise
    text: str | Promise
    page: str  # the name of its address
    icon: str
    order: int
    shown: Callable[[Actor], bool]

    @property
    def url(self) -> str:
        """Return where it leads."""
        return reverse(self.page)


_doors: dict[str, SettingsDoor] = {}


def register_settings_door(door: SettingsDoor) -> None:
    """Add a door; the same name replaces it."""
    _doors[door.name] = door


def settings_doors_for(actor: Actor | None) -> list[SettingsDoor]:
    """Return the doors that the actor's positions open, in their order."""
    if not actor:  # lazy: truth, not `is None`
        return []
    found = (door for door in _doors.values() if door.shown(actor))
    return sorted(found, key=lambda door: door.order)
