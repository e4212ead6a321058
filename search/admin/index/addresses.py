"""Addresses below `/pengaturan/pencarian/`, and the door to them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.access import is_administrator
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door
from search.admin.index import pages

ROOT = "pengaturan/pencarian/"
urlpatterns = [
    path(ROOT, pages.index_page, name="search_index"),
    path(f"{ROOT}bangun/", pages.rebuild_ask, name="search_rebuild_ask"),
    path(
        f"{ROOT}bangun/<uuid:rebuild_id>/batal/",
        pages.rebuild_cancel,
        name="search_rebuild_cancel",
    ),
    path(
        f"{ROOT}bangun/<uuid:rebuild_id>/keadaan/",
        pages.rebuild_state,
        name="search_rebuild_state",
    ),
]


def register() -> None:
    """Hang the door among the settings."""
    register_settings_door(
        SettingsDoor(
            name="search",
            label=_("Search index"),
            text=_("The index and how it stands, words that find each other"),
            page="search_index",
            icon="search",
            order=55,
            shown=is_administrator,
        )
    )
