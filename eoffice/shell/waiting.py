"""What the person waits for: others' work on things they set going.

register_waiting_source("dispositions", given_dispositions)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eoffice.organisation.actor import Actor

WAITING_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingItem:
    """One thing under way elsewhere: what, with whom, how it stands."""

    title: str
    url: str
    text: str
    overdue: bool = False
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingWork:
    """The first items, how many there are in all, and where the whole list is."""

    items: Sequence[WaitingItem] = ()
    total: int = 0
    url: str = ""


WaitingSource = Callable[[Actor, date], WaitingWork]
_sources: dict[str, WaitingSource] = {}


def register_waiting_source(name: str, source: WaitingSource) -> None:
    """Add a room's source under its own `name`; the same name replaces it."""
    _sources[name] = source


def waiting_for(actor: Actor, today: date) -> WaitingWork:
    """Return what the actor waits for, late ones first."""
    answers = [source(actor, today) for source in _sources.values()]
    items = sorted(
        (item for answer in answers for item in answer.items),
        key=lambda item: (not item.overdue, item.due_on or date.max),
    )
    return WaitingWork(
        items=items[:WAITING_SHOWN],
        total=sum(answer.total for answer in answers),
        url=next((answer.url for answer in answers if answer.url), ""),
    )
