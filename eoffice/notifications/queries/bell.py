"""The bell: how many unread, and the latest lines. Bounded, whatever has piled up."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from eoffice.errors import NotFound
from eoffice.notifications.models import Notification
from eoffice.notifications.visibility import NoticeLine, lines_of
from eoffice.organisation.actor import Actor

COUNT_LIMIT = 100  # shown as "99+": counting further tells nobody anything
PAGE_LENGTH = 50
MEMORY = "_unread_at_the_bell"


def notifications_of(actor: Actor) -> "QuerySet[Notification]":
    """Return the person's own notifications, newest first."""
    own = Notification.objects.filter(official=actor.official)
    return own.order_by("-created_at", "-id")


def unread_count(actor: Actor) -> int:
    """Return the number of unread lines, counted up to 100 (one query)."""
    unread = Notification.objects.filter(official=actor.official, read_at__isnull=True)
    return unread.values("pk")[:COUNT_LIMIT].count()


def unread_on(request: HttpRequest) -> str:
    """Return the count as the frame shows it: nothing, `7` or `99+`.

    The frame asks twice on a page (menu and top bar), the database once.
    """
    if not hasattr(request, MEMORY):
        actor: Actor | None = getattr(request, "actor", None)
        number = unread_count(actor) if actor else 0  # lazy: truth, not `is None`
        shown = "99+" if number >= COUNT_LIMIT else str(number or "")
        setattr(request, MEMORY, shown)
    found: str = getattr(request, MEMORY)
    return found


def forget_unread(request: HttpRequest) -> None:
    """Let the frame count again: a line was read since."""
    if hasattr(request, MEMORY):
        delattr(request, MEMORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class BellPage:
    """One page of lines; `newest` is the last line that the reader has seen come."""

    page: Page[Notification]
    lines: list[NoticeLine]

    @property
    def newest(self) -> UUID | None:
        """Return the newest line of the page."""
        return self.lines[0].notification.pk if self.lines else None


def bell_page(actor: Actor, number: str) -> BellPage:
    """Return a page of the person's notifications as they may see them now."""
    page = Paginator(notifications_of(actor), PAGE_LENGTH).get_page(number)
    return BellPage(page=page, lines=lines_of(actor, page.object_list))


def line_of(actor: Actor, notification_id: UUID) -> NoticeLine:
    """Return one of the person's own lines.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    found = notifications_of(actor).filter(pk=notification_id).first()
    if found is None:
        raise NotFound
    return lines_of(actor, [found])[0]
