"""What the menu beside every page shows: search, the rooms' doors, and the person.

Drawn here, with the classes of Wagtail's styles, so that no page carries the scripts
that would draw it in the browser (decision 51).
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.sidebar import LinkMenuItem

from eoffice.organisation.actor import Actor, Mandate
from eoffice.shell.faces import face_url
from eoffice.shell.menu import room_menu


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuDoor:
    """One line of the menu: a page, or an act that is posted.

    `count` is what waits behind it, as digits, or nothing.
    """

    name: str
    label: str
    url: str
    icon: str
    count: str = ""
    is_act: bool = False
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidebar:
    """The menu of one person on one page; `here` is the address of the open door."""

    doors: list[MenuDoor]
    own_doors: list[MenuDoor]
    here: str
    name: str
    position: str
    face: str
    is_collapsed: bool
    has_keys: bool
    is_home: bool


def sidebar_of(request: HttpRequest) -> Sidebar:
    """Return the menu of the person who asks."""
    actor: Actor | None = getattr(request, "actor", None)
    doors = [_door(item) for item in room_menu.render_component(request)]
    own_doors = _own_doors(actor)
    profile = getattr(request.user, "wagtail_userprofile", None)
    name = actor.official.name if actor else request.user.get_username()
    chosen = actor.chosen if actor else None
    pages = [door.url for door in doors]
    pages += [door.url for door in own_doors if not door.is_act]
    return Sidebar(
        doors=doors,
        own_doors=own_doors,
        here=_here(request.path, pages),
        name=name,
        position=chosen.title if chosen else "",
        face=face_url(name),
        is_collapsed=request.COOKIES.get("wagtail_sidebar_collapsed", "0") != "0",
        has_keys=profile is None or profile.keyboard_shortcuts,
        is_home=request.path == reverse("wagtailadmin_home"),
    )


def _here(path: str, pages: list[str]) -> str:
    """Return the page that the address lies under: the longest that begins it."""
    return max((url for url in pages if path.startswith(url)), key=len, default="")


def _door(item: LinkMenuItem) -> MenuDoor:
    return MenuDoor(
        name=item.name,
        label=item.label,
        url=item.url,
        icon=item.icon_name,
        count=item.attrs.get("data-count", ""),
        css=item.classname,
    )


def _own_doors(actor: Actor | None) -> list[MenuDoor]:
    """Return what stands behind the person's name: positions, account, way out."""
    others = [m for m in actor.mandates if m != actor.chosen] if actor else []
    return [
        *(_switch(mandate) for mandate in others),
        MenuDoor(
            name="account",
            label=_("Account and display"),
            url=reverse("own_account"),
            icon="user",
        ),
        MenuDoor(
            name="logout",
            label=_("Log out"),
            url=reverse("account_logout"),
            icon="log-out",
            is_act=True,
        ),
    ]


def _switch(mandate: Mandate) -> MenuDoor:
    return MenuDoor(
        name=f"seat-{mandate.position.id}",
        label=_("Act as %(position)s") % {"position": mandate.title},
        url=reverse("switch_position", args=[mandate.position.id]),
        icon="briefcase",
        is_act=True,
        css="eo-seat",
    )
