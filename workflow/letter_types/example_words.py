"""What stands in a shipped example instead of names and days: `[[date+5]]`.

Every name is of the reader's own office and every day a working day from today, so an
example never speaks of a person who is not there or of a day that is past.

    [[day+5]] [[date+5]] [[month-1]] [[year]] [[lastyear]] [[today.words]]
    [[region]] [[place]] [[office]] [[head]]
    [[signatory]] [[signatory.name]]   [[secretary]] [[secretary.name]]
    [[p1.name]] [[p1.nip]] [[p1.rank]] [[p1.position]]   people of the office
    [[to.name]] [[to.position]]                        the first who gets the letter
    [[… .upper]]                       the same in capitals
"""

import html
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from eoffice.days.working_days import WorkCalendar
from workflow.rendering.dates_in_words import MONTHS, date_in_words
from workflow.rendering.number_words import number_in_words

TOKEN = re.compile(r"\[\[([a-z0-9.]+?)([+-]\d+)?(\.upper)?\]\]")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class UnknownWord(ValueError):
    """An example names something that nothing stands for."""


def filled(
    value: Any, words: Mapping[str, str], days: "DayWords", *, is_html: bool
) -> Any:
    """Return the JSON value with every word in its place; `is_html`: it is markup.

    Raises:
        UnknownWord: one is not known.
    """
    if isinstance(value, str):
        return TOKEN.sub(lambda one: _word(one, words, days, is_html=is_html), value)
    if isinstance(value, list):
        return [filled(one, words, days, is_html=is_html) for one in value]
    if isinstance(value, dict):
        return {
            name: filled(one, words, days, is_html=is_html)
            for name, one in value.items()
        }
    return value


def _word(
    found: re.Match[str],
    words: Mapping[str, str],
    days: "DayWords",
    *,
    is_html: bool,
) -> str:
    name, count, upper = found[1], found[2], found[3]
    said = words.get(name) if count is None else None
    if said is None:
        said = days.word(name, int(count or 0))
    said = said.upper() if upper else said
    return html.escape(said, quote=False) if is_html else said


class DayWords:
    """Days from today on, counted in working days of an office."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        """Count from the day, or the first working day after it."""
        self._today, self._calendar = today, calendar

    def word(self, name: str, count: int) -> str:
        """Return a day as letters write it.

        Raises:
            UnknownWord: no such word.
        """
        day = self._day(count)
        if name == "day":
            return DAYS[day.weekday()]
        if name == "date":
            return date_in_words(day)
        if name == "month":
            return self._month(count)
        if name == "today.words":
            return self._whole(self._today)
        years = {"year": 0, "lastyear": -1}
        if name in years:
            return str(self._today.year + years[name])
        raise UnknownWord(name)

    def _day(self, count: int) -> date:
        if count >= 0:
            first = self._calendar.on_or_after(self._today)
            return self._calendar.after(first, count)
        day = self._today
        for _step in range(-count):
            day = self._calendar.on_or_before(day - timedelta(days=1))
        return day

    def _month(self, count: int) -> str:
        months = self._today.year * 12 + self._today.month - 1 + count
        return f"{MONTHS[months % 12]} {months // 12}"

    @staticmethod
    def _whole(day: date) -> str:
        """`Senin, tanggal tiga puluh bulan November tahun dua ribu dua puluh enam`."""
        said, year = number_in_words(day.day), number_in_words(day.year)
        month = MONTHS[day.month - 1]
        return f"{DAYS[day.weekday()]}, tanggal {said} bulan {month} tahun {year}"
