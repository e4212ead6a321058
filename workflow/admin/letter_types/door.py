"""The door of letter types in the list of settings."""

from django.utils.translation import gettext_lazy as _

from eoffice.organisation.access import is_administrator
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door


def register() -> None:
    """Hang the door."""
    register_settings_door(
        SettingsDoor(
            name="letter_types",
            label=_("Letter types"),
            text=_("What each type asks and gives, who signs it, with its history"),
            page="letter_types",
            icon="file-pen",
            order=41,
            shown=is_administrator,
        )
    )
