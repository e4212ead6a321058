"""How the letter room enters the shell: addresses, doors of the menu, first acts."""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.shell.home_acts import HomeAct, register_home_act
from eoffice.shell.menu import MenuOrder, RoomMenuItem
from eoffice.shell.queue import register_queue_source
from eoffice.shell.waiting import register_waiting_source
from workflow.admin.books import urls as register_urls
from workflow.admin.outgoing import urls as letter_urls
from workflow.admin.signing import certificate
from workflow.letters.rich_text import register_kept_links, register_underline
from workflow.outgoing import desk
from workflow.outgoing.lists import waiting_steps

LETTERS = "/naskah-keluar/"

hooks.register("register_rich_text_features", register_underline)
hooks.register("register_rich_text_features", register_kept_links)
hooks.register("register_admin_urls", lambda: certificate.urlpatterns)
certificate.register()


@hooks.register("register_admin_urls")
def letter_addresses() -> list[URLPattern]:
    """Add the pages of outgoing letters and of the agenda books."""
    return [*letter_urls.urlpatterns, *register_urls.urlpatterns]


@hooks.register("register_admin_menu_item")
def letters_door() -> RoomMenuItem:
    """Naskah Keluar."""
    return RoomMenuItem(
        _("Outgoing letters"),
        LETTERS,
        name="naskah-keluar",
        icon_name="send",
        order=MenuOrder.OUTGOING,
        count=lambda actor: waiting_steps(actor).count(),
    )


register_home_act(
    "write",
    HomeAct(
        label=_("Write a letter"),
        url=f"{LETTERS}baru/",
        icon="square-pen",
        shown=lambda actor: actor.chosen is not None,
    ),
)
register_queue_source("letters", desk.desk_items, count=desk.desk_count)
register_queue_source("own_letters", desk.own_items, count=desk.own_count)
register_waiting_source("letters", desk.letters_under_way)
