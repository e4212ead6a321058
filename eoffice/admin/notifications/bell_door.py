"""The bell as a door of the menu, with what is unread beside it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eoffice.notifications.queries import unread_on
from eoffice.shell.menu import MenuOrder, RoomMenuItem


class BellDoor(RoomMenuItem):
    """Counts once per page, together with the bell of the narrow frame."""

    def waiting(self, request: HttpRequest) -> str:
        """Return what is unread: nothing, `7` or `99+`."""
        return unread_on(request)


def bell_door() -> BellDoor:
    """Pemberitahuan, below Beranda."""
    return BellDoor(
        _("Notifications"),
        reverse("bell_list"),
        name="pemberitahuan",
        icon_name="bell",
        order=MenuOrder.NOTIFICATIONS,
        shown=lambda actor: True,
    )
