"""How search enters the shell: its page, the palette behind Ctrl+K, its door."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.shell.menu import MenuOrder, RoomMenuItem
from search.admin import saved_pages
from search.admin.building import build_search
from search.admin.index import addresses as index_addresses
from search.admin.page import saved_search, search_page
from search.admin.palette import palette
from search.admin.places import found_places
from search.admin.taking_out import take_results
from search.admin.words import addresses as words_addresses
from search.admin.work_list import work_list


@hooks.register("register_admin_urls")
def search_addresses() -> list[URLPattern]:
    """Add the pages, the palette and what viewers ask for."""
    kept = "cari/simpanan/"
    one = f"{kept}<uuid:search_id>/"
    return [
        path("cari/", search_page, name="search_page"),
        path("cari/palet", palette, name="search_palette"),
        path("cari/tanda", found_places, name="search_places"),
        path("cari/daftar-kerja/", work_list, name="search_work_list"),
        path("cari/hasil/", take_results, name="search_results"),
        path("cari/susun/", build_search, name="search_build"),
        path(kept, saved_pages.saved_searches, name="saved_searches"),
        path(f"{kept}baru/", saved_pages.save, name="search_save"),
        path("cari/riwayat/hapus/", saved_pages.forget, name="searches_forget"),
        path(one, saved_search, name="saved_search"),
        path(f"{one}ubah/", saved_pages.change, name="search_change"),
        path(f"{one}hapus/", saved_pages.remove, name="search_remove"),
        *index_addresses.urlpatterns,
        *words_addresses.urlpatterns,
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


index_addresses.register()
