"""The menu of the house: rooms register their door, everything stock is left out.

A room writes in its `wagtail_hooks.py`:

    @hooks.register("register_admin_menu_item")
    def door() -> RoomMenuItem:
        return RoomMenuItem(
            _("Outgoing letters"), reverse("letter_list"), name="outgoing",
            icon_name="send", order=MenuOrder.OUTGOING,
            shown=lambda actor: bool(actor.mandates),
        )
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from wagtail.admin.menu import Menu, MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from eoffice.organisation.actor import Actor

type_of_label = str | Promise


class MenuOrder(IntEnum):
    """Where each room's door stands, top to bottom."""

    HOME = 100
    NOTIFICATIONS = 150
    OUTGOING = 200
    SENDING = 250
    INCOMING = 300
    DISPOSITIONS = 400
    ARCHIVE = 500
    SEARCH = 600
    REPORTS = 700
    SETTINGS = 800


class RoomMenuItem(MenuItem):
    """A door in the menu, shown by role, with the count of what waits behind it.

    `shown(actor)` decides from the actor alone (no queries); `count(actor)` is one
    cheap query or None, asked on every page. `starts_group` draws a line above.
    """

    def __init__(  # noqa: PLR0913  Wagtail's own signature, keyword-only here
        self,
        label: type_of_label,
        url: str,
        *,
        name: str,
        icon_name: str,
        order: int,
        shown: Callable[[Actor], bool] = lambda actor: bool(actor.mandates),
        count: Callable[[Actor], int] | None = None,
        starts_group: bool = False,
    ) -> None:
        """Keep the rules beside what Wagtail's item holds."""
        classname = "eo-menu-group" if starts_group else ""
        super().__init__(
            label, url, name=name, icon_name=icon_name, order=order, classname=classname
        )
        self.shown = shown
        self.count = count

    def is_shown(self, request: HttpRequest) -> bool:
        """Show the door to actors whose role opens it."""
        actor: Actor | None = getattr(request, "actor", None)
        return self.shown(actor) if actor else False  # lazy: truth, not `is None`

    def waiting(self, request: HttpRequest) -> str:
        """Return what stands beside the door: a number, or nothing."""
        actor: Actor | None = getattr(request, "actor", None)
        found = self.count(actor) if self.count and actor else 0
        return str(found or "")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the link, with `data-count` when something waits."""
        attrs: dict[str, Any] = dict(self.attrs)
        waiting = self.waiting(request)
        if waiting:
            attrs["data-count"] = waiting
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=attrs,
        )


class RoomMenu(Menu):
    """The rooms alone: stock items (explorer, images, reports) are not even asked."""

    @cached_property
    def registered_menu_items(self) -> list[MenuItem]:
        """Return the doors that rooms registered."""
        return [i for i in super().registered_menu_items if isinstance(i, RoomMenuItem)]


room_menu = RoomMenu(register_hook_name="register_admin_menu_item")
