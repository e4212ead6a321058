"""Dates as Indonesian letters write them, with the faults OCR makes."""

import datetime
import re
from dataclasses import dataclass

YEAR_ROUND = (
    "januari februari maret april mei juni juli agustus september oktober november "
    "desember"
)
MONTHS = YEAR_ROUND.split()
SHORT = {"jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7} | {
    "agu": 8,
    "agt": 8,
    "ags": 8,
    "sep": 9,
    "okt": 10,
    "nov": 11,
    "nop": 11,
    "des": 12,
}
SPELLED = {"pebruari": 2, "nopember": 11, "agustus": 8}
DAY = r"(?P<day>[0-9OoIl|]{1,2})"
YEAR = r"(?P<year>[12Il|][0-9OoIl|]{3})"
WORDY = re.compile(
    rf"(?<![\w/]){DAY}\s*[.,-]?\s*(?P<month>[A-Za-z01|]{{3,10}})\.?\s*[,-]?\s*{YEAR}(?!\d)"
)
NUMERIC = re.compile(
    rf"(?<![\w/.-]){DAY}\s*(?P<mark>[-/.])\s*(?P<month>[0-9OoIl]{{1,2}})\s*(?P=mark)"
    rf"\s*{YEAR}(?![\w/])"
)
#: Day left for the pen: only month and year are printed.
DAYLESS = re.compile(r"(?P<month>[A-Za-z]{3,10})\s+(?P<year>(?:19|20)\d\d)(?!\d)")
CONFUSED = str.maketrans("OoIl|", "00111")
CLEAR, REPAIRED, UNSURE_MONTH = 0.97, 0.75, 0.7
EARLIEST_YEAR = 1945
CLOSE_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date found in text; `value` is None if it cannot be (31 Februari)."""

    value: datetime.date | None
    confidence: float
    start: int
    end: int


def _distance(word: str, other: str) -> int:
    """Edit distance (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(word, 1):
        before, row[0] = row[0], at
        for column, letter in enumerate(other, 1):
            swap = before + (sign != letter)
            before = row[column]
            row[column] = min(row[column] + 1, row[column - 1] + 1, swap)
    return row[-1]


def month_of(word: str) -> tuple[int, float] | None:
    """(month, confidence) of a month's name, misread letters allowed."""
    name = word.lower().strip(".")
    if name in MONTHS:
        return MONTHS.index(name) + 1, CLEAR
    if name in SPELLED or name in SHORT:
        return SPELLED.get(name) or SHORT[name], CLEAR
    if len(name) < 4:  # noqa: PLR2004 - "mei" has no near neighbour worth trusting
        return None
    distance, month = min(
        (_distance(name, full), at) for at, full in enumerate(MONTHS, 1)
    )
    allowed = 1 if len(name) <= 5 else CLOSE_ENOUGH  # noqa: PLR2004 - short names
    return (month, UNSURE_MONTH) if distance <= allowed else None


def _date(match: re.Match[str], month: int, sure: float) -> ReadDate:
    raw_day, raw_year = match["day"], match["year"]
    day, year = raw_day.translate(CONFUSED), raw_year.translate(CONFUSED)
    if (day, year) != (raw_day, raw_year):
        sure = min(sure, REPAIRED)
    try:
        value = datetime.date(int(year), month, int(day))
    except ValueError:
        return ReadDate(None, 0.0, *match.span())
    if value.year < EARLIEST_YEAR:
        return ReadDate(None, 0.0, *match.span())
    return ReadDate(value, sure, *match.span())


def dates_in(text: str) -> list[ReadDate]:
    """All dates of `text` in order: 10 Desember 2012, 5-3-2026, 05/03/2026."""
    found = []
    for match in WORDY.finditer(text):
        month = month_of(match["month"])
        if month:
            found.append(_date(match, *month))
    found += [
        _date(match, int(match["month"].translate(CONFUSED)), CLEAR)
        for match in NUMERIC.finditer(text)
    ]
    return sorted(found, key=lambda date: date.start)


def has_open_day(text: str) -> bool:
    """Month and year are printed, the day was left for the pen and not read."""
    return any(month_of(match["month"]) for match in DAYLESS.finditer(text))
