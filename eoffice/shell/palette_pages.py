"""Pages that Ctrl+K opens by their names: the menu's, the settings', and the rooms'.

A house whose rooms have no door in the menu registers them:

    register_palette_pages("archive", rooms_for)
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from django.http import HttpRequest
from django.utils.functional import Promise

from eoffice.organisation.actor import Actor
from eoffice.shell.home_acts import acts_for
from eoffice.shell.menu import RoomMenuItem, room_menu
from eoffice.shell.settings_doors import settings_doors_for


class PalettePage(Protocol):
    """A page or an act: its words, where it stands, its glyph."""

    @property
    def label(self) -> str | Promise:
        """Return what it is called."""

    @property
    def url(self) -> str:
        """Return where it stands."""

    @property
    def icon(self) -> str:
        """Return its glyph."""


PagesOf = Callable[[Actor], Iterable[PalettePage]]
Named = tuple[str, str, str]
_sources: dict[str, PagesOf] = {}


def register_palette_pages(name: str, pages_of: PagesOf) -> None:
    """Add the pages that a house shows an actor; the same name replaces them."""
    _sources[name] = pages_of


def pages_for(request: HttpRequest, actor: Actor) -> list[Named]:
    """Return (label, address, glyph) of the pages that are open to the person."""
    items = (one for one in room_menu.registered_menu_items if one.is_shown(request))
    doors: list[Named] = [
        (str(one.label), one.url, one.icon_name)
        for one in sorted(items, key=lambda one: one.order)
        if isinstance(one, RoomMenuItem)
    ]
    return list(dict.fromkeys([*doors, *_registered(actor)]))


def acts_of(actor: Actor) -> list[Named]:
    """Return (label, address, glyph) of the acts that the person may begin."""
    return [(str(one.label), one.url, one.icon) for one in acts_for(actor)]


def _registered(actor: Actor) -> Iterator[Named]:
    sources: list[Iterable[PalettePage]] = [settings_doors_for(actor)]
    sources += [pages_of(actor) for pages_of in _sources.values()]
    for pages in sources:
        yield from ((str(one.label), one.url, one.icon) for one in pages)
