"""Working days of the invented kabupaten: nobody is asked for anything on a holiday."""

from datetime import date
from functools import cache

from eoffice.days.working_days import WorkCalendar
from eoffice.holidays.models import Holiday


@cache
def calendar() -> WorkCalendar:
    """Return weekends and holidays; nobody enters holidays while the demo is built."""
    days = Holiday.objects.values_list("day", flat=True)
    return WorkCalendar(holidays=frozenset(days))


def worked_on_or_after(day: date) -> date:
    """Return the day, or the next one on which people work."""
    return calendar().on_or_after(day)


def worked_on_or_before(day: date) -> date:
    """Return the day, or the last one before it on which people work."""
    return calendar().on_or_before(day)
