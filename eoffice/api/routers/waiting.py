"""What needs me, and what I should know: `/me/queue`, `/me/notifications`."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.notifications.models import Notification
from eoffice.notifications.visibility import NoticeLine, lines_of
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem, desk_of

router = Router()
SHOWN = 100  # the queue is ordered by need, so its head is what counts


class LetterRef(Schema):
    """A letter, as the queue points to it."""

    id: UUID
    number: str | None = Field(..., examples=["400.7/12/DINKES/2026"])
    subject: str = Field(..., examples=["Undangan rapat koordinasi"])


class DispositionRef(Schema):
    """A disposition, as the queue points to it."""

    id: UUID
    subject: str


class Waiting(Schema):
    """One thing that waits for the person."""

    kind: str = Field(..., examples=["letter"])
    act: str = Field(..., examples=["sign"])
    letter: LetterRef | None
    disposition: DispositionRef | None
    due_on: date | None
    overdue: bool
    since: datetime | None
    url: str = Field(..., examples=["/naskah-keluar/"])  # address: an example


class Queue(Listed[Waiting]):
    """What needs the person now, most urgent first; at most 100."""


class Bell(Schema):
    """One notification."""

    id: UUID
    kind: str = Field(..., examples=["letter.delivered"])
    text: str = Field(
        ...,
        description="Empty when what it tells of is no longer visible to the person.",
        examples=["Surat baru dari Dinas Kesehatan"],
    )
    url: str = Field(..., description="Empty when it is no longer visible.")
    created_at: datetime
    read_at: datetime | None


class BellList(Listed[Bell]):
    """A page of notifications."""


class BellQuery(ListQuery):
    """Filters of the notifications."""

    unread: bool = Field(default=False, description="Only those not read yet.")


def show_item(item: QueueItem) -> Waiting:
    """Return the item as it is shown."""
    letter = disposition = None
    if item.letter:
        number = item.number or None
        letter = LetterRef(id=item.letter, number=number, subject=item.title)
    if item.disposition:
        disposition = DispositionRef(id=item.disposition, subject=item.title)
    return Waiting(
        kind=item.kind,
        act=item.act,
        letter=letter,
        disposition=disposition,
        due_on=item.due_on,
        overdue=item.overdue,
        since=item.since,
        url=item.url,
    )


def show_bell(line: NoticeLine) -> Bell:
    """Return the notification as its reader may see it now."""
    told = line.notification
    return Bell(
        id=told.id,
        kind=told.kind,
        text=line.text,
        url=line.path,
        created_at=told.created_at,
        read_at=told.read_at,
    )


def _bells(actor: Actor) -> Any:
    return Notification.objects.filter(official=actor.official)


@router.get("/me/queue", response=Queue, summary="What needs me now")
def get_queue(request: ApiRequest) -> Any:
    """Everything that waits for the person, most urgent first."""
    today = timezone.localdate()
    desk = desk_of(request.actor, today)
    return {
        "items": [show_item(item) for item in desk.items[:SHOWN]],
        # no cursor: the order changes with every act
        "next": None,
        "total": desk.total,
        "total_is_estimate": False,
    }


@router.get("/me/notifications", response=BellList, summary="My notifications")
def list_notifications(
    request: ApiRequest, query: Annotated[BellQuery, Query()]
) -> Any:
    """Newest first."""
    rows = _bells(request.actor)
    if query.unread:
        rows = rows.filter(read_at=None)
    page = page_of(rows, query, NEWEST_FIRST)
    lines = {one.notification.pk: one for one in lines_of(request.actor, page.items)}
    return page.shown(lambda row: show_bell(lines[row.pk]))


@router.post(
    "/me/notifications/{uuid:notification_id}/read",
    response=Bell,
    summary="Mark a notification as read",
)
def read_notification(request: ApiRequest, notification_id: UUID) -> Any:
    """The first time counts; again changes nothing."""
    rows = _bells(request.actor).filter(pk=notification_id)
    rows.filter(read_at=None).update(read_at=timezone.now())
    line = rows.first()
    if line is None:
        raise NotFound
    return show_bell(lines_of(request.actor, [line])[0])
