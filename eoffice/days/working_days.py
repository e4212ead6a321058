"""Working days by a calendar that is passed in; which days are holidays is no rule.

The calendar of the office is read by `eoffice.holidays`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

FIVE, SIX = 5, 6  # days of a working week, from Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are worked: so many of the week from Monday, but no holiday."""

    holidays: frozenset[date] = frozenset()
    days_a_week: int = FIVE

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked."""
        return day.weekday() < self.days_a_week and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """Return the day, or the next one that is worked."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """Return the day, or the last one before it that is worked."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def after(self, day: date, count: int) -> date:
        """Return the working day that lies `count` of them after the day."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


#: Weekends alone, for where no unit is meant.
WEEKENDS_ONLY = WorkCalendar()
