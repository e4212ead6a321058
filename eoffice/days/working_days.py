"""Working days: Saturday and Sunday are none."""

from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """Return the working day that lies `count` of them after the day."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
