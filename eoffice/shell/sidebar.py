"""What Wagtail's sidebar shows: search, the rooms' doors, and the person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.search import SearchArea
from wagtail.admin.telepath import JSContext
from wagtail.admin.ui import sidebar

from eoffice.organisation.actor import Actor, Mandate
from eoffice.shell.faces import face_url
from eoffice.shell.menu import room_menu

NO_BREAK_SPACE = "\u00a0"


class _Person(sidebar.MainMenuModule):
    """Wagtail's menu, with the office's name and position of the person."""

    def __init__(self, request: HttpRequest, actor: Actor | None) -> None:
        super().__init__(
            room_menu.render_component(request), _own_menu(actor), request.user
        )
        self.actor = actor

    def js_args(self) -> list[object]:
        items, account, _who = super().js_args()
        username = self.user.get_username()
        name = self.actor.official.name if self.actor else username
        chosen = self.actor.chosen if self.actor else None
        # The name keeps to one line; the position below it may wrap.
        shown = name.replace(" ", NO_BREAK_SPACE)
        label = f"{shown}\n{chosen.title}" if chosen else shown
        return [items, account, {"name": label, "avatarUrl": face_url(name)}]


def _own_menu(actor: Actor | None) -> list[sidebar.MenuItem]:
    """Return the items behind the person's name: positions, account, way out."""
    others = [m for m in actor.mandates if m != actor.chosen] if actor else []
    switches = [_switch(mandate) for mandate in others]
    return [
        *switches,
        sidebar.LinkMenuItem(
            "account", _("Account and display"), reverse("own_account"), "user"
        ),
        sidebar.ActionMenuItem(
            "logout", _("Log out"), reverse("account_logout"), icon_name="log-out"
        ),
    ]


def _switch(mandate: Mandate) -> sidebar.ActionMenuItem:
    return sidebar.ActionMenuItem(
        f"seat-{mandate.position.id}",
        _("Act as %(position)s") % {"position": mandate.title},
        reverse("switch_position", args=[mandate.position.id]),
        icon_name="briefcase",
        classname="eo-seat",
    )


def sidebar_props(request: HttpRequest) -> SafeString:
    """Return the JSON from which Wagtail's script draws the sidebar."""
    actor: Actor | None = getattr(request, "actor", None)
    search = SearchArea(
        _("Search"), reverse("search_page"), name="search", icon_name="search"
    )
    modules = [
        sidebar.WagtailBrandingModule(),
        sidebar.SearchModule(search),
        _Person(request, actor),
    ]
    packed = {"modules": JSContext().pack(modules)}
    return json_script(packed, element_id="wagtail-sidebar-props")
