"""The letterhead's door among the settings."""

from django.utils.translation import gettext_lazy as _

from eoffice.organisation.access import is_administrator
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door


def register() -> None:
    """Hang it."""
    register_settings_door(
        SettingsDoor(
            name="letterhead",
            label=_("Letterhead and emblems"),
            text=_("Emblems of the office, and how the kop of each unit is printed"),
            page="letterhead_page",
            icon="stamp",
            order=25,
            shown=is_administrator,
        )
    )
