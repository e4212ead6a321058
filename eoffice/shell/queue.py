"""One queue: what needs this person now, from every room, the most urgent first.

Rooms offer items; nobody here knows letters or dispositions:

    register_queue_source("signing", signing_items, count=signing_count)

A source is asked once per request, answers with at most `QUEUE_LIMIT` items of its
own in a bounded number of queries, and asks its own access module what the actor
may see. The same list answers `/me/queue` of the API.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from eoffice.days.deadlines import DueGroup, DueTag, due_tag, group_of, since_words
from eoffice.organisation.actor import Actor

QUEUE_LIMIT = 50
EXPECTED_IN = timedelta(days=7)
FOLDED_FROM = 3  # two of a kind are as quickly read as one row about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A small tag beside a row: words, icon, kind (info, due, late, ok or none)."""

    text: str
    icon: str = "info"
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueAct:
    """A button of a row. `method` post sends an empty form with a once-only key."""

    label: str
    url: str
    method: str = "get"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What makes rows equal (`key`), and the one row and act they become together.

    `label` and `title` take `%(count)d`; `url` leads to all of them.
    """

    key: str
    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One thing that waits for the actor.

    `kind` names what it is (letter, disposition, incoming, disposal …), `act` what
    is asked (sign, initial, read, answer …), `url` where it is read. `due_text`
    replaces the words of the deadline where the room knows better (working days,
    an hour). `letter`/`disposition` are ids for programs, `number` the letter's once
    it has one. `more` is a sentence shown under the row. `urgency` is 0 for ordinary,
    higher for what must move faster. Rows that are `alike` are shown as one.
    """

    kind: str
    act: str
    act_label: str
    title: str
    url: str
    icon: str = "file-text"
    due_on: date | None = None
    due_text: str = ""
    overdue: bool = False
    since: datetime | None = None
    from_text: str = ""
    meta: Sequence[str] = ()
    tags: Sequence[Tag] = ()
    more: str = ""
    act_url: str = ""
    act_method: str = "get"
    second: QueueAct | None = None
    letter: UUID | None = None
    number: str = ""
    disposition: UUID | None = None
    urgency: int = 0
    alike: Alike | None = None

    @property
    def primary(self) -> QueueAct:
        """Return the first act of the row."""
        return QueueAct(
            label=self.act_label, url=self.act_url or self.url, method=self.act_method
        )

    def due(self, today: date) -> DueTag | None:
        """Return the deadline as a tag."""
        tag = due_tag(self.due_on, today)
        if not self.due_text:
            return tag
        kind = "late" if self.overdue else (tag.kind if tag else "due")
        icon = "circle-alert" if self.overdue else "clock"
        return DueTag(text=self.due_text, icon=icon, kind=kind)

    def since_words(self, today: date) -> str:
        """Return since when it lies on the desk, in words."""
        if self.since is None:
            return ""
        return since_words(timezone.localtime(self.since).date(), today)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueGroup:
    """The rows under one head."""

    group: DueGroup
    items: Sequence[QueueItem]


QueueSource = Callable[[Actor, date], Sequence[QueueItem]]
QueueCount = Callable[[Actor, date], int]
_sources: dict[str, tuple[QueueSource, QueueCount | None]] = {}


def register_queue_source(
    name: str, source: QueueSource, *, count: QueueCount | None = None
) -> None:
    """Add a room's source under its own `name`; the same name replaces it.

    `count` tells how many wait in all; without it the items are counted.
    """
    _sources[name] = (source, count)


def _order(item: QueueItem, today: date) -> tuple[int, int, date, float]:
    """Rank by head, urgency, the day by which it is expected, and waiting time.

    What has no deadline is expected a week after it came, so that an old matter does
    not sink below everything that bears a date.
    """
    group = group_of(item.due_on, overdue=item.overdue, today=today)
    came = timezone.localtime(item.since) if item.since else None
    expected = item.due_on or (came.date() + EXPECTED_IN if came else date.max)
    since = came.timestamp() if came else 0.0
    return list(DueGroup).index(group), -item.urgency, expected, since


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkQueue:
    """What waits for one person: the first rows in order, and how many in all."""

    items: Sequence[QueueItem]
    total: int


def desk_of(actor: Actor, today: date | None = None) -> WorkQueue:
    """Return what waits for the actor, most urgent first, oldest before newest.

    A room is asked for its count only where its rows do not show it: when they
    fill the room's share.
    """
    today = today or timezone.localdate()
    items: list[QueueItem] = []
    total = 0
    for source, count in _sources.values():
        found = list(source(actor, today))
        is_whole = len(found) < QUEUE_LIMIT or count is None
        total += len(found) if is_whole else count(actor, today)  # type: ignore[misc]
        # a room that answers with more must not crowd out the others
        items += found[:QUEUE_LIMIT]
    items.sort(key=lambda item: _order(item, today))
    return WorkQueue(items=items, total=total)


def is_late(item: QueueItem, today: date) -> bool:
    """Tell whether the row stands under "past the deadline"."""
    return group_of(item.due_on, overdue=item.overdue, today=today) == DueGroup.LATE


def folded(items: Sequence[QueueItem]) -> list[QueueItem]:
    """Return the rows with equal ones as one, which stands where the first stood."""
    counts = Counter(item.alike.key for item in items if item.alike)
    shown: list[QueueItem] = []
    seen: set[str] = set()
    for item in items:
        alike = item.alike
        if alike is None or counts[alike.key] < FOLDED_FROM:
            shown.append(item)
        elif alike.key not in seen:
            seen.add(alike.key)
            shown.append(_together(item, alike, counts[alike.key]))
    return shown


def _together(item: QueueItem, alike: Alike, count: int) -> QueueItem:
    number = {"count": count}
    return replace(
        item,
        title=alike.title % number,
        url=alike.url,
        act_url=alike.url,
        act_label=alike.label % number,
        icon="files",
        second=None,
        letter=None,
    )


def grouped(items: Sequence[QueueItem], today: date) -> list[QueueGroup]:
    """Return the items under their heads, empty heads left out."""
    rows: dict[DueGroup, list[QueueItem]] = {group: [] for group in DueGroup}
    for item in items:
        rows[group_of(item.due_on, overdue=item.overdue, today=today)].append(item)
    return [QueueGroup(group=g, items=found) for g, found in rows.items() if found]
