"""The bell: how many unread, and the latest lines. Bounded, whatever has piled up."""

from django.db.models import QuerySet

from eoffice.notifications.models import Notification
from eoffice.organisation.actor import Actor

BELL_LENGTH = 20
COUNT_LIMIT = 100  # shown as "99+": counting further tells nobody anything


def notifications_of(actor: Actor) -> "QuerySet[Notification]":
    """Return the person's own notifications, newest first."""
    own = Notification.objects.filter(official=actor.official)
    return own.order_by("-created_at", "-id")


def latest(actor: Actor, *, limit: int = BELL_LENGTH) -> list[Notification]:
    """Return the newest lines, at most 100."""
    return list(notifications_of(actor)[: min(limit, COUNT_LIMIT)])


def unread_count(actor: Actor) -> int:
    """Return the number of unread lines, counted up to 100 (one query)."""
    unread = Notification.objects.filter(official=actor.official, read_at__isnull=True)
    return unread.values("pk")[:COUNT_LIMIT].count()
