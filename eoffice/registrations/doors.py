"""The core's doors in the shell: the settings of the house, and the bell."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.admin.notifications.bell_door import bell_door
from eoffice.audit.access import is_auditor
from eoffice.organisation.access import is_administrator
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door

DOORS = (
    SettingsDoor(
        name="organisation",
        label=_("Organisation"),
        text=_("Units, positions, officials, Plt. and Plh.; import"),
        page="organisation_tree",
        icon="landmark",
        order=10,
        shown=is_administrator,
    ),
    SettingsDoor(
        name="accounts",
        label=_("Accounts"),
        text=_("Who may log in, roles of positions, temporary passwords"),
        page="account_list",
        icon="key-round",
        order=20,
        shown=is_administrator,
    ),
    SettingsDoor(
        name="policies",
        label=_("Office rules"),
        text=_("What this office decides for itself, each with reason and history"),
        page="policy_list",
        icon="sliders-horizontal",
        order=30,
        shown=is_administrator,
    ),
    SettingsDoor(
        name="holidays",
        label=_("Holidays"),
        text=_("Holidays and collective leave by year, on which no deadline falls"),
        page="holiday_list",
        icon="calendar",
        order=40,
        shown=is_administrator,
    ),
    SettingsDoor(
        name="queue",
        label=_("Background work"),
        text=_("What stands still, and whether stored files are whole"),
        page="outbox_queue",
        icon="refresh-cw",
        order=60,
        shown=is_administrator,
    ),
    SettingsDoor(
        name="audit",
        label=_("Audit trail"),
        text=_("Who did what, when and on whose authority, proven unaltered"),
        page="audit_trail",
        icon="shield-check",
        order=90,
        shown=is_auditor,
    ),
)


def register() -> None:
    """Hang them."""
    for door in DOORS:
        register_settings_door(door)
    hooks.register("register_admin_menu_item", bell_door)
