"""How incoming letters and dispositions enter the shell: addresses, menu, queue."""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from eoffice.organisation.actor import Actor
from eoffice.shell.menu import MenuOrder, RoomMenuItem
from workflow.admin.dispositions import urls as disposition_urls
from workflow.admin.incoming import queue
from workflow.admin.incoming import urls as incoming_urls
from workflow.dispositions.queries import lists as dispositions
from workflow.incoming.queries import lists


def _addresses() -> list[URLPattern]:
    return [*incoming_urls.urlpatterns, *disposition_urls.urlpatterns]


def _incoming_count(actor: Actor) -> int:
    """Count both in one query: every page asks it. No letter is in both states."""
    waiting = lists.to_register(actor).order_by().values("pk")
    on_desk = lists.on_my_desk(actor).filter(status="registered").order_by()
    return waiting.union(on_desk.values("pk"), all=True).count()


def _incoming_door() -> RoomMenuItem:
    return RoomMenuItem(
        _("Incoming letters"),
        "/naskah-masuk/",
        name="naskah-masuk",
        icon_name="inbox",
        order=MenuOrder.INCOMING,
        count=_incoming_count,
    )


def _dispositions_door() -> RoomMenuItem:
    return RoomMenuItem(
        _("Dispositions"),
        "/disposisi/",
        name="disposisi",
        icon_name="git-fork",
        order=MenuOrder.DISPOSITIONS,
        count=lambda actor: dispositions.my_open_shares(actor).count(),
    )


def register() -> None:
    """Hang the doors (called once, at start)."""
    hooks.register("register_admin_urls", _addresses)
    hooks.register("register_admin_menu_item", _incoming_door)
    hooks.register("register_admin_menu_item", _dispositions_door)
    queue.register()
