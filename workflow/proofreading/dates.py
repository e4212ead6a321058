"""Days that a text names: whether they exist and fall on the weekday written before.

Forms read: `Kamis, 3 Desember 2026`, `Kamis tanggal 3 Desember 2026`, `3-12-2026`,
`3/12/2026`, and spans `Senin s.d. Rabu, 7 s.d. 9 Desember 2026`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from workflow.proofreading.passages import Passage
from workflow.rendering.dates_in_words import MONTHS, date_in_words
from workflow.rendering.errors import BlockFault

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
# As people also write them.
_WEEKDAY_OF = {name.lower(): at for at, name in enumerate(WEEKDAYS)} | {
    "jum'at": 4,
    "jum’at": 4,
    "ahad": 6,
}
_MONTH_OF = {name.lower(): at for at, name in enumerate(MONTHS, start=1)} | {
    "pebruari": 2,
    "nopember": 11,
}
_WEEKDAY = "|".join(sorted(map(re.escape, _WEEKDAY_OF), key=len, reverse=True))
_MONTH = "|".join(_MONTH_OF)
_TO = r"\s*(?:s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|-|–|—)\s*"
_DATE = re.compile(
    rf"(?:\b(?P<first>{_WEEKDAY})(?P<span>{_TO}(?P<last>{_WEEKDAY}))?"
    r"\s*[,/]?\s*(?:tanggal\s+|tgl\.?\s+)?)?"
    rf"(?<![\d./-])(?:(?P<from>\d{{1,2}}){_TO})?(?P<day>\d{{1,2}})"
    rf"(?:\s+(?P<word>{_MONTH})\s+|(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep))"
    r"(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day as a text names it; `day` is None where there is no such day."""

    words: str
    day: date | None
    weekday: int | None = None


def days_in(text: str) -> Iterator[NamedDay]:
    """Yield the days of the text in order, both ends of a span."""
    for found in _DATE.finditer(text):
        month = _MONTH_OF.get((found["word"] or "").lower()) or int(found["month"] or 0)
        year, first, last = int(found["year"]), found["first"], found["last"]
        words = " ".join(found[0].split())
        if found["from"]:
            # Of "Rabu, 7 s.d. 9 …" the weekday belongs to the first day.
            yield _named(words, year, month, int(found["from"]), first)
            first = last
        elif last:
            first = None  # two weekdays before one day: nothing certain
        yield _named(words, year, month, int(found["day"]), first)


def _named(
    words: str, year: int, month: int, number: int, weekday: str | None
) -> NamedDay:
    try:
        day = date(year, month, number)
    except ValueError:
        return NamedDay(words=words, day=None)
    told = _WEEKDAY_OF[weekday.lower()] if weekday else None
    return NamedDay(words=words, day=day, weekday=told)


def date_faults(passage: Passage) -> Iterator[BlockFault]:
    """Yield the days that do not exist or fall on another weekday."""
    for named in days_in(passage.text):
        if named.day is None:
            text = _("There is no such day: “%(words)s”. Correct the date.")
            told = text % {"words": named.words}
            yield passage.fault("no_such_day", told, named.words)
        elif named.weekday not in {None, named.day.weekday()}:
            told = weekday_words(named.day, int(named.weekday or 0))
            yield passage.fault("weekday_differs", told, named.words)


def weekday_words(day: date, written: int) -> str:
    """Return what is said of a day with another weekday beside it (Monday 0)."""
    text = _(
        "%(day)s is a %(right)s, not a %(written)s. Correct the weekday or the date."
    )
    return text % {
        "day": date_in_words(day),
        "right": WEEKDAYS[day.weekday()],
        "written": WEEKDAYS[written],
    }


def weekday_of(text: str) -> int | None:
    """Return the weekday (Monday 0) if the text is one and nothing else."""
    return _WEEKDAY_OF.get(text.strip().strip(".,").lower())
