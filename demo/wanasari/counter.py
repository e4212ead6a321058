"""The counters of the demo: what their clerks brought in during the last weeks.

Scans to the bupati and the wakil come over the counter of their own office, whose
register is the government's; the others over those of the agencies.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from demo.specimens.letters import Specimen
from demo.wanasari import dispositions
from demo.wanasari.dispositions import Course, Follower
from demo.wanasari.incoming import Brought, blank_scan, bring, bring_broken, register
from demo.wanasari.kabupaten import Kabupaten
from demo.wanasari.papers import Papers
from demo.wanasari.slips import due_day
from workflow.models import Channel

SPAN_DAYS = 75
HOUR = timedelta(hours=1)
NOT_REGISTERED = "waiting"
DUES = ("late", "today", "week", "later")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One letter: over which counter, to whose desk, and what becomes of it."""

    clerk: str
    desk: str
    how: str
    is_scan: bool
    due: str = ""


#: By turns, oldest first: counter, desk.
DESKS = (
    ("SETDA.clerk", "SETDA.head"),
    ("TUP.clerk", "bupati"),
    ("DISKOMINFO.clerk", "DISKOMINFO.head"),
    ("DINKES.clerk", "DINKES.head"),
    ("TUP.clerk", "wakil"),
)
#: What lies undecided on these desks now, and what waits for its number.
NOW = (
    ("TUP.clerk", "bupati", DUES),
    ("TUP.clerk", "wakil", DUES[1:]),
    ("SETDA.clerk", "SETDA.head", DUES[1:]),
    ("DISKOMINFO.clerk", "DISKOMINFO.head", DUES[1:3]),
)
WAITING = (
    ("SETDA.clerk",) * 4 + ("TUP.clerk",) * 2 + ("DISKOMINFO.clerk", "DINKES.clerk")
)
FOLLOWED = 20
SCAN_EVERY = 5
COURSES = (
    dispositions.DONE,
    dispositions.KNOWN,
    dispositions.TREE,
    dispositions.DONE,
    dispositions.OPEN,
)


def arrivals() -> Iterator[Arrival]:
    """Yield what comes in, oldest first."""
    for n in range(FOLLOWED):
        clerk, desk = DESKS[n % len(DESKS)]
        how = COURSES[(n + n // len(DESKS)) % len(COURSES)]
        is_scan = n % SCAN_EVERY == 1
        asked = how in {dispositions.TREE, dispositions.OPEN}
        due = DUES[n % len(DUES)] if asked else ""
        yield Arrival(clerk=clerk, desk=desk, how=how, is_scan=is_scan, due=due)
    for clerk, desk, dues in NOW:
        for due in dues:
            unread = dispositions.UNREAD
            yield Arrival(clerk=clerk, desk=desk, how=unread, is_scan=False, due=due)
    for n, clerk in enumerate(WAITING):
        is_scan = n % 2 == 0
        yield Arrival(clerk=clerk, desk="", how=NOT_REGISTERED, is_scan=is_scan)


class Counter:
    """Brings letters in and registers them, as clerks do."""

    def __init__(
        self,
        kabupaten: Kabupaten,
        follower: Follower,
        moment: Callable[[int], datetime],
    ) -> None:
        """Work with these people; `moment` gives an hour of work some days ago."""
        self._kabupaten, self._follower, self._moment = kabupaten, follower, moment

    def plan_all(
        self,
        papers: Callable[[], Papers],
        on: Callable[[datetime, Callable[[], object]], None],
    ) -> int:
        """Plan that everything comes in; return how many letters.

        `papers` gives the sheets when the first is wanted, `on` lets something happen
        at a moment.
        """
        coming = list(arrivals())
        for n, arrival in enumerate(coming):
            at = self._moment(self._days_ago(n, arrival, len(coming)))

            def bring_it(n: int = n, one: Arrival = arrival, at: datetime = at) -> None:
                self._bring(one, papers()[n], at)

            on(at, bring_it)
        clerk = self._kabupaten.seats["SETDA.clerk"]
        # what no recognition reads and what no check lets in belong to an office, too
        at = self._moment(1)
        on(at, lambda: bring(clerk, blank_scan(), at))
        on(at, lambda: bring_broken(clerk, at))
        return len(coming) + 1

    def _bring(
        self, arrival: Arrival, paper: tuple[Specimen, bytes], at: datetime
    ) -> None:
        clerk = self._kabupaten.seats[arrival.clerk]
        specimen, content = paper
        channel = Channel.SCAN if arrival.is_scan else Channel.EMAIL
        file = Brought(name=specimen.name, content=content, channel=channel)
        item = bring(clerk, file, at)
        if arrival.how == NOT_REGISTERED:
            return
        desk = self._kabupaten.seats[arrival.desk]
        due_on = due_day(arrival.due, timezone.localdate()) if arrival.due else None
        register(clerk, item, specimen, at + HOUR, desk=desk, due_on=due_on)
        item.refresh_from_db()
        course = Course(at=at + 3 * HOUR, how=arrival.how, due_on=due_on)
        self._follower.follow(item, course)

    @staticmethod
    def _days_ago(n: int, arrival: Arrival, total: int) -> int:
        if arrival.how == NOT_REGISTERED:
            return 1
        if arrival.due:
            return 5
        return SPAN_DAYS - n * (SPAN_DAYS - 10) // total
