"""Days of a series: by the calendar, and the working day on which a draft is due."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from eoffice.days.working_days import WorkCalendar
from workflow.drafting.series.models import Every, WhenClosed
from workflow.rendering.dates_in_words import MONTHS, date_in_words

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
QUARTERS = ("I", "II", "III", "IV")
DAYS_OF_WEEK, MONTHS_OF_QUARTER = 7, 3


def following(every: str, day: int, after: date) -> date:
    """Return the first day of the series after `after`.

    A quarter begins in January, April, July and October; day 31 of a shorter month is
    its last.
    """
    if every == Every.WEEK:
        return after + timedelta(days=(day - after.isoweekday() - 1) % 7 + 1)
    months = after.year * 12 + after.month - 1
    if every == Every.QUARTER:
        months -= months % MONTHS_OF_QUARTER
    step = MONTHS_OF_QUARTER if every == Every.QUARTER else 1
    found = _in_month(months, day)
    return found if found > after else _in_month(months + step, day)


def _in_month(months: int, day: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def worked(calendar: WorkCalendar, day: date, when_closed: str) -> date:
    """Return the working day on which the draft of the day is due."""
    if when_closed == WhenClosed.BEFORE:
        return calendar.on_or_before(day)
    return calendar.on_or_after(day)


def values_of(day: date) -> Mapping[str, str]:
    """Return what is put into the gaps of these names; others stay open."""
    last = day.replace(day=1) - timedelta(days=1)
    quarter = QUARTERS[(day.month - 1) // MONTHS_OF_QUARTER]
    return {
        "hari": WEEKDAYS[day.weekday()],
        "tanggal": date_in_words(day),
        "bulan": MONTHS[day.month - 1],
        "tahun": str(day.year),
        "triwulan": quarter,
        "bulan lalu": f"{MONTHS[last.month - 1]} {last.year}",
    }
