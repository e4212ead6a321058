"""The office's calendar of working days, read once for as many questions as needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from eoffice.days.working_days import FIVE, SIX, WorkCalendar
from eoffice.holidays.models import Holiday, HolidayYear
from eoffice.holidays.work_week import WORK_WEEK
from eoffice.organisation.models import Unit

# Deadlines lie near today: further days are never asked for.
BACK, AHEAD = timedelta(days=400), timedelta(days=800)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendars:
    """The holidays around today, and who works six days (two queries)."""

    holidays: frozenset[date]
    six_day_units: frozenset[str]

    @classmethod
    def read(cls) -> "OfficeCalendars":
        """Return what the tables say now."""
        today = timezone.localdate()
        days = Holiday.objects.filter(day__range=(today - BACK, today + AHEAD))
        rows = WORK_WEEK.current().six_days
        return cls(
            holidays=frozenset(days.order_by().values_list("day", flat=True)),
            six_day_units=frozenset(row.unit for row in rows),
        )

    def of(self, unit: Unit) -> WorkCalendar:
        """Return the calendar of a unit: six days where it or one above works six."""
        is_six = any(str(pk) in self.six_day_units for pk in unit.path)
        return WorkCalendar(holidays=self.holidays, days_a_week=SIX if is_six else FIVE)


def calendar_of(unit: Unit) -> WorkCalendar:
    """Return the calendar of one unit."""
    return OfficeCalendars.read().of(unit)


def incomplete_years(years: Iterable[int]) -> list[int]:
    """Return the years whose list is missing or not whole: weekends alone count."""
    whole = HolidayYear.objects.filter(year__in=set(years), is_complete=True)
    known = set(whole.values_list("year", flat=True))
    return sorted(set(years) - known)
