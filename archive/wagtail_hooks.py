"""How the archive enters the shell: addresses, doors of the menu, the queue."""

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from archive.admin.addresses import urlpatterns
from archive.admin.classification.skkaad import skkaad_told
from archive.admin.records.listing import BADGE_BOUND, unfiled_count
from archive.admin.records.queue import filing_count, filing_items
from archive.admin.rooms import rooms_for
from archive.admin.waiting import waiting_items
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.shell.menu import MenuOrder, RoomMenuItem
from eoffice.shell.palette_pages import register_palette_pages
from eoffice.shell.queue import register_queue_source
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door

register_settings_door(
    SettingsDoor(
        name="skkaad",
        label=_("Security classes by code (SKKAAD)"),
        text=lazy(skkaad_told, str)(),
        page="skkaad",
        icon="lock",
        order=35,
        shown=is_administrator,
    )
)
register_settings_door(
    SettingsDoor(
        name="schedules",
        label=_("Retention schedule (JRA)"),
        text=_("Versions by decree: bring one, see what it changes, let it hold."),
        page="schedules",
        icon="hourglass",
        order=34,
        shown=is_administrator,
    )
)
register_settings_door(
    SettingsDoor(
        name="committees",
        label=_("Appraisal committee"),
        text=_(
            "Who appraises what is to be destroyed and who witnesses it, by decree."
        ),
        page="committees",
        icon="users",
        order=36,
        shown=is_administrator,
    )
)
register_queue_source("filing", filing_items, count=filing_count)
register_queue_source("archive", waiting_items)
register_palette_pages("archive", rooms_for)
REPORTING = (
    PositionDuty.RECORD_CLERK,
    PositionDuty.ARCHIVIST,
    PositionDuty.LEADER,
    PositionDuty.AUDITOR,
)


@hooks.register("register_admin_urls")
def archive_addresses() -> list[URLPattern]:
    """Add the pages of the archive."""
    return urlpatterns


@hooks.register("insert_global_admin_css")
def archive_styles() -> SafeString:
    """Load the styles of the archive's pages."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("archive/records/archive.css")
    )


def _waiting_for_archivist(actor: Actor) -> int:
    # Others who file have one row on Beranda: the menu is drawn on every page.
    if not actor.has_duty(PositionDuty.ARCHIVIST):
        return 0
    return unfiled_count(actor, BADGE_BOUND)


@hooks.register("register_admin_menu_item")
def archive_door() -> RoomMenuItem:
    """Arsip: archivists see what waits, everybody the files of their unit."""
    return RoomMenuItem(
        _("Archive"),
        reverse("record_list"),
        name="arsip",
        icon_name="folder",
        order=MenuOrder.ARCHIVE,
        count=_waiting_for_archivist,
        starts_group=True,
    )


@hooks.register("register_admin_menu_item")
def reports_door() -> RoomMenuItem:
    """Laporan, for those who keep books or lead."""
    return RoomMenuItem(
        _("Reports"),
        reverse("reports"),
        name="laporan",
        icon_name="chart-column",
        order=MenuOrder.REPORTS,
        # Figures tell how fast people work: they are for those who answer for it.
        shown=lambda actor: (
            bool(actor.headed_unit_ids)
            or any(actor.has_duty(duty) for duty in REPORTING)
        ),
    )
