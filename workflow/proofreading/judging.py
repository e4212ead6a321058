"""What a text says that cannot be right (faults), and what should be looked at again.

A fault keeps the letter back, a warning does not: the first can be proven from the
text alone, the second needs somebody who knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eoffice.days.working_days import WorkCalendar
from eoffice.errors import Fault
from workflow.proofreading.attached import attachment_warnings
from workflow.proofreading.counted import count_faults
from workflow.proofreading.dates import date_faults
from workflow.proofreading.events import event_faults, event_warnings
from workflow.proofreading.passages import passages_of
from workflow.proofreading.people import people_warnings
from workflow.proofreading.spelling import spelling_warnings
from workflow.proofreading.sums import sum_warnings
from workflow.rendering.errors import BlockFault
from workflow.rendering.tree import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the text is read against."""

    today: date
    calendar: WorkCalendar
    has_attachments: bool


def text_faults(body: Sequence[Block]) -> list[Fault]:
    """Return what contradicts itself: days, weekdays, numbers and their words."""
    found: list[BlockFault] = []
    for place in passages_of(body):
        found.extend(date_faults(place))
        found.extend(count_faults(place))
    for index, block in enumerate(body):
        found.extend(event_faults(index, block))
    return list(found)


def text_warnings(body: Sequence[Block], around: Around) -> list[Fault]:
    """Return what should be looked at before the letter goes on, spelling last."""
    return list(_warnings(body, around))


def _warnings(body: Sequence[Block], around: Around) -> Iterator[BlockFault]:
    passages = passages_of(body)
    for index, block in enumerate(body):
        yield from event_warnings(index, block, around.today, around.calendar)
        yield from sum_warnings(index, block)
    yield from people_warnings(body)
    if not around.has_attachments:
        yield from attachment_warnings(passages)
    yield from spelling_warnings(passages)
