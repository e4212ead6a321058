"""Making and reading notifications: once per event and person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.notifications.events import NoticeEvent
from eoffice.notifications.models import Notification
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import ActingAssignment, TermOfOffice
from eoffice.outbox import events

TEXT_LENGTH = 300
BY_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said: `kind` for programs, `text` for people, `path` on this site.

    For classes above *biasa* the text names no subject, only that something waits.
    `by` is from whom, `due_on` until when. Mail leaves our walls: it says all this
    only when `is_plain`, which the room sets for ordinary letters alone.
    """

    kind: str
    text: str
    path: str
    by: str = ""
    due_on: date | None = None
    is_plain: bool = False


@transaction.atomic
def notify(
    *,
    event_id: UUID,
    official_id: UUID,
    message: Message,
    position_id: UUID | None = None,
) -> bool:
    """Put a line at the person's bell; tell whether it is new.

    Keyed by the outbox event: the same event tells a person once, however often its
    handler runs.
    """
    notification, is_new = Notification.objects.get_or_create(
        event_id=event_id,
        official_id=official_id,
        defaults={
            "position_id": position_id,
            "kind": message.kind,
            "text": message.text[:TEXT_LENGTH],
            "path": message.path,
            "by": message.by[:BY_LENGTH],
            "due_on": message.due_on,
            "is_plain": message.is_plain,
        },
    )
    if is_new:
        events.add(NoticeEvent.MADE, notification_id=notification.pk)
    return is_new


def notify_position(
    *,
    event_id: UUID,
    position_id: UUID,
    message: Message,
    but: Collection[UUID | None] = (),
) -> int:
    """Tell everyone who holds the position today, definitively or acting.

    Except the officials in `but`, whose turn it may not be in any of their seats.

    Returns how many people were told again; nobody holds a vacant position.
    """
    told = 0
    for official_id in _holders(position_id):
        if official_id in but:
            continue
        told += notify(
            event_id=event_id,
            official_id=official_id,
            message=message,
            position_id=position_id,
        )
    return told


def _holders(position_id: UUID) -> list[UUID]:
    today = timezone.localdate()
    found: set[UUID] = set()
    for model in (TermOfOffice, ActingAssignment):
        rows = model.objects.in_force(today).filter(position_id=position_id)
        found |= set(rows.values_list("official_id", flat=True))
    return sorted(found)


@transaction.atomic
def mark_read(
    *, actor: Actor, ids: Sequence[UUID] | None = None, up_to: UUID | None = None
) -> int:
    """Mark one's own notifications read; return how many were new.

    Those named by `ids`, or those that had come by the time of the line `up_to`, or
    all. Somebody else's id changes nothing and is not told apart from a read one.
    """
    own = Notification.objects.filter(official=actor.official)
    unread = own.filter(read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    if up_to is not None:
        unread = unread.filter(
            created_at__lte=own.filter(pk=up_to).values("created_at")
        )
    return unread.update(read_at=timezone.now())


def mark_opened(*, actor: Actor, path: str) -> int:
    """Mark one's own lines that lead to the page read; return how many were new."""
    own = Notification.objects.filter(official=actor.official, path=path)
    unread = own.filter(read_at__isnull=True)
    # Asked first: most pages have no line, and opening them then writes nothing.
    return unread.update(read_at=timezone.now()) if unread.exists() else 0


def settle(*, path: str, kinds: Sequence[str], waiting: Collection[UUID] = ()) -> int:
    """Mark as read what asked for an act that is done; return how many were new.

    Lines of these kinds that lead to `path` count as done, but for those told to the
    positions in `waiting`, whose turn it still is. Twice changes nothing.
    """
    asked = Notification.objects.filter(path=path, kind__in=kinds, read_at__isnull=True)
    done = asked.exclude(position_id__in=waiting)
    return done.update(read_at=timezone.now())
