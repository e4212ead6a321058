"""What a notification leads to, and whether its reader may still see that.

Rights change after somebody was told. A room registers the pages its notices lead to;
a line that leads to something its reader no longer sees shows no title. A page that
nobody registered is closed: nothing is open for want of an owner.

    register_pages("letter_list", letters_still_open)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from eoffice.notifications.models import Notification
from eoffice.organisation.actor import Actor

StillOpen = Callable[[Actor, set[str]], set[str]]
StillSeen = Callable[[Actor, set[UUID]], Iterable[UUID]]
_rooms: dict[str, StillOpen] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notification as its reader may see it; `path` is empty when closed."""

    notification: Notification
    text: str
    path: str

    @property
    def is_open(self) -> bool:
        """Tell whether it may be named and followed."""
        return bool(self.path)


def register_pages(page: str, still_open: StillOpen) -> None:
    """Add the page named `page` and those below it.

    `still_open(actor, paths)` returns those one may open. The longest address
    decides. At most one query per room and page of lines.
    """
    _rooms[page] = still_open


def register_things(page: str, still_seen: StillSeen) -> None:
    """Add pages `<address of page><id>/`: `still_seen(actor, ids)` decides."""

    def still_open(actor: Actor, paths: set[str]) -> set[str]:
        above = reverse(page)
        named = {path: one for path in paths if (one := _id_in(path, above))}
        seen = set(still_seen(actor, set(named.values()))) if named else set()
        return {path for path, one in named.items() if one in seen}

    register_pages(page, still_open)


def _id_in(path: str, prefix: str) -> UUID | None:
    try:
        return UUID(path.removeprefix(prefix).partition("/")[0])
    except ValueError:
        return None


def leads_to(path: str) -> bool:
    """Tell whether a line may lead there: a page of a room that registered."""
    return bool(_room_of(path))


def lines_of(actor: Actor, notifications: Iterable[Notification]) -> list[NoticeLine]:
    """Return the lines as the actor may see them now, in their order."""
    found = list(notifications)
    asked: dict[str, set[str]] = defaultdict(set)
    for one in found:
        asked[_room_of(one.path)].add(one.path)
    is_open: set[str] = set()
    for page, paths in asked.items():
        if page in _rooms:
            is_open |= _rooms[page](actor, paths)
    return [_line(one, is_open=one.path in is_open) for one in found]


def _room_of(path: str) -> str:
    fitting = (page for page in _rooms if path.startswith(reverse(page)))
    return max(fitting, key=lambda page: len(reverse(page)), default="")


def _line(notification: Notification, *, is_open: bool) -> NoticeLine:
    return NoticeLine(
        notification=notification,
        text=notification.text if is_open else "",
        path=notification.path if is_open else "",
    )
