"""One day, as an office writes and says it: `10-8-2026`, `10 Agu`, `besok`, `Senin`.

The day stands before the month, always. A day without its year, and a weekday, lie
where the field looks: back (`past`, a letter's date) or ahead (`future`, a deadline).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

Toward = Literal["past", "future"]

MOST_LETTERS = 40
WEEK = 7
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agst aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin sen", "selasa sel", "rabu rab", "kamis kam", "jumat jum", "sabtu sab")
    )
    for name in names.split()
} | {"minggu": 6, "ahad": 6, "min": 6}
SAID = {"hari ini": 0, "kini": 0, "besok": 1, "esok": 1, "lusa": 2, "kemarin": -1}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
WRITTEN = re.compile(r"(\d{1,2})[-/. ]?([a-z]+)(?:[-/. ](\d{4}|\d{2}))?")
COUNTED = re.compile(r"(\d{1,3}) hari( lagi| lalu)?")


class NoDay(ValueError):
    """The words name no day."""


def parse_day(text: str, *, today: date, toward: Toward = "future") -> date:
    """Return the day that the words name.

    Raises:
        NoDay: for words that name none, or a day that is in no calendar.
    """
    words = _plain(text)
    for reading in (_iso, _said, _counted, _weekday, _numeric, _written):
        try:
            found = reading(words, today, toward)
        except (ValueError, OverflowError) as error:  # 31 Februari, the year 0
            raise NoDay(text) from error
        if found is not None:
            return found
    raise NoDay(text)


def _plain(text: str) -> str:
    """Return the words in small letters, without weekday before a date, and bare."""
    words = text[:MOST_LETTERS].casefold().replace("'", "").replace("\u2019", "")
    words = " ".join(re.sub(r"[\u2010-\u2015]", "-", words).replace(",", " ").split())
    words = words.removeprefix("hari ") if words.split()[1:] != ["ini"] else words
    words = words.removeprefix("tanggal ").removeprefix("tgl ").rstrip(".")
    first, _space, rest = words.partition(" ")
    dated = first.rstrip(".") in WEEKDAYS and rest[:1].isdigit()
    words = rest if dated else words
    # possessive: no text makes it try the same blanks again and again
    return re.sub(r"(?:(?<!\s)\s++)?([-/.])\s*+", r"\1", words).replace(". ", " ")


def _iso(words: str, _today: date, _toward: Toward) -> date | None:
    match = ISO.fullmatch(words)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _said(words: str, today: date, _toward: Toward) -> date | None:
    return today + timedelta(days=SAID[words]) if words in SAID else None


def _counted(words: str, today: date, toward: Toward) -> date | None:
    """Read `3 hari lagi`, `3 hari lalu`; bare `3 hari` goes where the field looks."""
    match = COUNTED.fullmatch(words)
    if not match:
        return None
    is_back = match[2] == " lalu" or (not match[2] and toward == "past")
    return today + timedelta(days=int(match[1])) * (-1 if is_back else 1)


def _weekday(words: str, today: date, toward: Toward) -> date | None:
    """Read `Senin` (the nearest one, never today), `Senin depan`, `Senin lalu`."""
    name, _space, more = words.partition(" ")
    if name not in WEEKDAYS or more not in {"", "ini", "depan", "lalu"}:
        return None
    ahead = (WEEKDAYS[name] - today.weekday()) % WEEK
    if more == "ini":  # this week's
        return today + timedelta(days=WEEKDAYS[name] - today.weekday())
    if more == "lalu" or (not more and toward == "past"):
        return today - timedelta(days=(today.weekday() - WEEKDAYS[name]) % WEEK or WEEK)
    return today + timedelta(days=ahead or WEEK)


def _numeric(words: str, today: date, toward: Toward) -> date | None:
    match = NUMERIC.fullmatch(words)
    if not match:
        return None
    return _dated(int(match[1]), int(match[2]), match[3], _nearest(today, toward))


def _written(words: str, today: date, toward: Toward) -> date | None:
    match = WRITTEN.fullmatch(words)
    if not match or match[2] not in MONTHS:
        return None
    return _dated(int(match[1]), MONTHS[match[2]], match[3], _nearest(today, toward))


def _dated(
    day: int, month: int, year: str | None, nearest: Callable[[int, int], date]
) -> date:
    if year is None:
        return nearest(day, month)
    full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004  two digits
    return date(full, month, day)


def _nearest(today: date, toward: Toward) -> Callable[[int, int], date]:
    """Return a function that puts day and month into the year the field looks to."""

    def placed(day: int, month: int) -> date:
        here = date(today.year, month, day)
        if toward == "past" and here > today:
            return date(today.year - 1, month, day)
        if toward == "future" and here < today:
            return date(today.year + 1, month, day)
        return here

    return placed
