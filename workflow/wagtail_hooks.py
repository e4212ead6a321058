"""How letters enter the shell: addresses, doors of the menu, first acts."""

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.shell.home_acts import HomeAct, register_home_act
from eoffice.shell.menu import MenuOrder, RoomMenuItem
from eoffice.shell.queue import register_queue_source
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door
from eoffice.shell.waiting import register_waiting_source
from workflow.admin.books import urls as register_urls
from workflow.admin.contacts import urls as contact_urls
from workflow.admin.dispatches import queue as dispatch_queue
from workflow.admin.dispatches import urls as dispatch_urls
from workflow.admin.dispositions import urls as disposition_urls
from workflow.admin.drafting.series import urls as series_urls
from workflow.admin.drafting.unit_texts import urls as unit_text_urls
from workflow.admin.incoming import queue as incoming_queue
from workflow.admin.incoming import urls as incoming_urls
from workflow.admin.letter_types import door as letter_type_door
from workflow.admin.letter_types import urls as letter_type_urls
from workflow.admin.letterheads import door as letterhead_door
from workflow.admin.letterheads import urls as letterhead_urls
from workflow.admin.mandates import urls as mandate_urls
from workflow.admin.merging import urls as merge_urls
from workflow.admin.numbering import registers
from workflow.admin.numbering import urls as numbering_urls
from workflow.admin.outgoing import urls as letter_urls
from workflow.admin.signing import certificate
from workflow.admin.word_files import urls as word_urls
from workflow.contacts.access import keeps_contacts
from workflow.dispositions.queries import lists as dispositions
from workflow.incoming.queries import lists as incoming
from workflow.outgoing import desk
from workflow.outgoing.lists import waiting_steps

hooks.register("register_admin_urls", lambda: certificate.urlpatterns)
certificate.register()
registers.register()
incoming_queue.register()
dispatch_queue.register()
mandate_urls.register()
letterhead_door.register()
letter_type_door.register()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Add the pages of letters, dispositions, mandates, kops, books and sending out."""
    letters = (
        *(incoming_urls, disposition_urls, letter_urls),
        *(merge_urls, series_urls, word_urls),
    )
    texts = (unit_text_urls,)
    sending = (dispatch_urls, contact_urls)
    settings = (mandate_urls, register_urls, letterhead_urls, numbering_urls)
    rooms = (*letters, *texts, *sending, *settings, letter_type_urls)
    return [pattern for room in rooms for pattern in room.urlpatterns]


def _incoming_count(actor: Actor) -> int:
    """Count both in one query: every page asks it. No letter is in both states."""
    waiting = incoming.to_register(actor).order_by().values("pk")
    on_desk = incoming.on_my_desk(actor).filter(status="registered").order_by()
    return waiting.union(on_desk.values("pk"), all=True).count()


@hooks.register("register_admin_menu_item")
def incoming_door() -> RoomMenuItem:
    """Naskah Masuk."""
    return RoomMenuItem(
        _("Incoming letters"),
        reverse("incoming_list"),
        name="naskah-masuk",
        icon_name="inbox",
        order=MenuOrder.INCOMING,
        count=_incoming_count,
    )


@hooks.register("register_admin_menu_item")
def dispositions_door() -> RoomMenuItem:
    """Disposisi."""
    return RoomMenuItem(
        _("Dispositions"),
        reverse("disposition_list"),
        name="disposisi",
        icon_name="git-fork",
        order=MenuOrder.DISPOSITIONS,
        count=lambda actor: dispositions.my_open_shares(actor).count(),
    )


@hooks.register("register_admin_menu_item")
def letters_door() -> RoomMenuItem:
    """Naskah Keluar."""
    return RoomMenuItem(
        _("Outgoing letters"),
        reverse("letter_list"),
        name="naskah-keluar",
        icon_name="send",
        order=MenuOrder.OUTGOING,
        count=lambda actor: waiting_steps(actor).count(),
    )


@hooks.register("register_admin_menu_item")
def dispatches_door() -> RoomMenuItem:
    """Kirim keluar."""
    return RoomMenuItem(
        _("Sending out"),
        reverse("dispatch_list"),
        name="kirim-keluar",
        icon_name="package",
        order=MenuOrder.SENDING,
        shown=lambda actor: actor.has_duty(PositionDuty.RECORD_CLERK),
    )


register_home_act(
    "write",
    HomeAct(
        label=_("Write a letter"),
        page="letter_new",
        icon="square-pen",
        shown=lambda actor: actor.chosen is not None,
    ),
)
register_settings_door(
    SettingsDoor(
        name="contacts",
        label=_("Contacts"),
        text=_("Outside offices and people that letters go to"),
        page="contact_list",
        icon="users",
        order=45,
        shown=keeps_contacts,
    )
)
register_queue_source("letters", desk.desk_items, count=desk.desk_count)
register_queue_source("own_letters", desk.own_items, count=desk.own_count)
register_waiting_source("letters", desk.letters_under_way)
