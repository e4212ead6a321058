"""Dates in words: ``minggu lalu``, ``triwulan II 2026``, ``5 Maret 2026``.

Every answer is a half-open range of days [first, until) in the office's zone;
the caller says what day it is there.
"""

import datetime as dt
import re
from typing import TypeAlias

Period: TypeAlias = tuple[dt.date, dt.date]

_DAY = dt.timedelta(days=1)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb pebruari",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt",
            "september sep sept",
            "oktober okt",
            "november nov nopember",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS_OF_YEAR = {"triwulan": 3, "tw": 3, "kuartal": 3, "semester": 6, "caturwulan": 4}
_SPANS = {"hari": 1, "minggu": 7}
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LAST = re.compile(r"(\d{1,3}) (hari|minggu|bulan|tahun) terakhir")


def parse_period(text: str, today: dt.date) -> Period | None:
    """The days that ``text`` means, or None when it names no date."""
    words = " ".join(text.lower().split())
    try:
        return (
            _relative(words, today)
            or _last(words, today)
            or _written(words, today)
            or _numeric(words)
        )
    except (ValueError, OverflowError):  # 31 Februari, the year 0
        return None


def _relative(words: str, today: dt.date) -> Period | None:
    monday = today - dt.timedelta(days=today.weekday())
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    known = {
        "hari ini": (today, today + _DAY),
        "kemarin": (today - _DAY, today),
        "kemarin lusa": (today - 2 * _DAY, today - _DAY),
        "minggu ini": (monday, monday + 7 * _DAY),
        "minggu lalu": (monday - 7 * _DAY, monday),
        "bulan ini": (month, _add_months(month, 1)),
        "bulan lalu": (_add_months(month, -1), month),
        "tahun ini": (year, _add_months(year, 12)),
        "tahun lalu": (_add_months(year, -12), year),
    }
    return known.get(words)


def _last(words: str, today: dt.date) -> Period | None:
    """``7 hari terakhir``: today and the six days before it."""
    match = _LAST.fullmatch(words)
    if not match:
        return None
    count, unit = int(match[1]), match[2]
    until = today + _DAY
    if unit in _SPANS:
        return until - count * _SPANS[unit] * _DAY, until
    months = count * (12 if unit == "tahun" else 1)
    # Day 28 exists in every month; a span of months need not be finer than that.
    return _add_months(today, -months).replace(day=min(today.day, 28)), until


def _written(words: str, today: dt.date) -> Period | None:
    parts = words.split()
    year = today.year
    if parts and re.fullmatch(r"\d{4}", parts[-1]):
        year = int(parts.pop())
        if not parts:
            return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    match parts:
        case [part, which] if part in _PARTS_OF_YEAR and which in _ROMAN:
            length = _PARTS_OF_YEAR[part]
            first = dt.date(year, (_ROMAN[which] - 1) * length + 1, 1)
            return first, _add_months(first, length)
        case [name] if name in MONTHS:
            first = dt.date(year, MONTHS[name], 1)
            return first, _add_months(first, 1)
        case [day, name] if name in MONTHS and re.fullmatch(r"\d{1,2}", day):
            first = dt.date(year, MONTHS[name], int(day))
            return first, first + _DAY
    return None


def _numeric(words: str) -> Period | None:
    # day first, as people write it here; only the ISO form begins with the year
    if match := _NUMERIC.fullmatch(words):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    first = dt.date(year, month, day)
    return first, first + _DAY


def _add_months(day: dt.date, months: int) -> dt.date:
    """First of the month that lies ``months`` from the month of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)
