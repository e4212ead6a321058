"""Addresses of the register of mandates, and its door under the settings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.access import is_administrator
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door
from workflow.admin.mandates import pages

ALL = "pengaturan/mandat/"

urlpatterns = [
    path(ALL, pages.mandate_list, name="mandate_list"),
    path(f"{ALL}baru/", pages.mandate_new, name="mandate_new"),
    path(f"{ALL}bawaan/", pages.mandate_customary, name="mandate_customary"),
    path(f"{ALL}<uuid:mandate_id>/akhiri/", pages.mandate_end, name="mandate_end"),
]


def register() -> None:
    """Hang the door."""
    register_settings_door(
        SettingsDoor(
            name="mandates",
            label=_("Mandates"),
            text=_("Who may sign what in whose name: a.n., u.b., own authority"),
            page="mandate_list",
            icon="stamp",
            order=15,
            shown=is_administrator,
        )
    )
