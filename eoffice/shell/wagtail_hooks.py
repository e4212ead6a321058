"""How our shell enters Wagtail's: styles, scripts, icons, menu."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.shell import glyphs
from eoffice.shell.assets import CONTROLLERS, GROUND_SCRIPT, STYLES
from eoffice.shell.menu import MenuOrder, RoomMenuItem
from eoffice.shell.settings_doors import settings_doors_for


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """Load our styles after Wagtail's, in their order."""
    links = ((static(path),) for path in STYLES)
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@hooks.register("insert_global_admin_js")
def controllers() -> SafeString:
    """Load one module per behaviour, after Stimulus; modules keep their order."""
    modules = ((static(path),) for path in (GROUND_SCRIPT, *CONTROLLERS))
    return format_html_join("", '<script type="module" src="{}"></script>', modules)


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    """Add our icons; those of the same name as a stock one replace it."""
    ours = [f"eoffice/shell/icons/{name}.svg" for name in glyphs.names()]
    replaced = {f"wagtailadmin/icons/{name}.svg" for name in glyphs.names()}
    return [icon for icon in known if icon not in replaced] + ours


@hooks.register("register_admin_menu_item")
def home_item() -> RoomMenuItem:
    """Beranda, the first door."""
    return RoomMenuItem(
        _("Home"),
        reverse("wagtailadmin_home"),
        name="beranda",
        icon_name="house",
        order=MenuOrder.HOME,
    )


@hooks.register("register_admin_menu_item")
def settings_item() -> RoomMenuItem:
    """Pengaturan, for those who run or audit the house."""
    return RoomMenuItem(
        _("Settings"),
        reverse("settings_index"),
        name="pengaturan",
        icon_name="settings",
        order=MenuOrder.SETTINGS,
        shown=lambda actor: bool(settings_doors_for(actor)),
        starts_group=True,
    )
