"""How search enters the shell: its page, the palette behind Ctrl+K, its door."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.shell.menu import MenuOrder, RoomMenuItem
from search.admin.page import search_page
from search.admin.palette import palette
from search.admin.places import found_places


@hooks.register("register_admin_urls")
def search_addresses() -> list[URLPattern]:
    """Add the page, the palette and what viewers ask for."""
    return [
        path("cari/", search_page, name="search_page"),
        path("cari/palet", palette, name="search_palette"),
        path("cari/tanda", found_places, name="search_places"),
    ]


@hooks.register("register_admin_menu_item")
def search_door() -> RoomMenuItem:
    """Cari."""
    return RoomMenuItem(
        _("Search"),
        reverse("search_page"),
        name="cari",
        icon_name="search",
        order=MenuOrder.SEARCH,
    )
