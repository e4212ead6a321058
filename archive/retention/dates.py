"""When a record file leaves active use, and when its retention ends.

Counted from the day the activity is declared finished, or from the event the rule
names (penjelasan PP 28/2012 Ps 54 (1)), whichever is later: an event of long ago ends
nothing before the activity does. Both ends fall on the last day of a calendar year, so
that no record goes earlier than the law allows.
"""

from dataclasses import dataclass
from datetime import date

from archive.retention.models import CountedFrom, RetentionRule

DECEMBER, LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionDates:
    """Last days of active and of inactive retention."""

    active_until: date
    inactive_until: date


def retention_dates(
    rule: RetentionRule, *, ended_on: date, trigger_on: date | None
) -> RetentionDates | None:
    """Return the dates, or nothing while the event that starts the clock is unknown."""
    by_event = rule.counted_from != CountedFrom.FILE_CLOSED
    if by_event and trigger_on is None:
        return None
    # The later of the two: else an old event would end a file on the day it is closed.
    start = max(ended_on, trigger_on) if by_event and trigger_on else ended_on
    active = date(start.year + rule.active_years, DECEMBER, LAST_DAY)
    inactive = date(active.year + rule.inactive_years, DECEMBER, LAST_DAY)
    return RetentionDates(active_until=active, inactive_until=inactive)
