"""Dates as letters in Indonesia write them, with the faults OCR makes.

In use (tata naskah, and what offices really send): "5 Maret 2026", "05-03-2026",
"05/03/26", "2026-03-05", "5-III-2026", "5 May 2026", "May 5, 2026", and a Hijri date
beside that of the common era, of which the latter counts.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.number_form import one_dash

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
#: Where English names differ; ministries and donors write them.
ENGLISH = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7} | {
    "aug": 8,
    "august": 8,
    "oct": 10,
    "october": 10,
    "dec": 12,
    "december": 12,
}
ROMAN_MONTHS = "I II III IV V VI VII VIII IX X XI XII"
ROMAN = {name: at for at, name in enumerate(ROMAN_MONTHS.split(), start=1)}
DAY = r"(?P<day>[0-9OoIl|]{1,2})"
YEAR = r"(?P<year>[12Il|][0-9OoIl|]{3})"
WORDY = re.compile(
    rf"(?<![\w/]){DAY}\s*[.,-]?\s*(?P<month>[A-Za-z01|]{{3,10}})\.?\s*[,-]?\s*{YEAR}(?!\d)"
)
MONTH_FIRST = re.compile(
    r"(?<![\w/])(?P<month>[A-Za-z]{3,10})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,\s*"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
BY_ROMAN = re.compile(
    rf"(?<![\w/.-]){DAY}\s*(?P<mark>[-/. ])\s*(?P<month>[IVX]{{1,4}})\s*(?P=mark)\s*"
    rf"{YEAR}(?![\w/])"
)
ISO = re.compile(
    r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/.-])"
)
#: The century is left out; 20th or 21st is a guess, so never sure.
SHORT_YEAR = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})\s*(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)"
    r"\s*(?P<year>\d\d)(?![\w/.-])"
)
NUMERIC = re.compile(
    rf"(?<![\w/.-]){DAY}\s*(?P<mark>[-/.])\s*(?P<month>[0-9OoIl]{{1,2}})\s*(?P=mark)"
    rf"\s*{YEAR}(?![\w/])"
)
#: Day left for the pen: only month and year are printed.
DAYLESS = re.compile(r"(?P<month>[A-Za-z]{3,10})\s+(?P<year>(?:19|20)\d\d)(?!\d)")
CONFUSED = str.maketrans("OoIl|", "00111")
CLEAR, REPAIRED, UNSURE_MONTH, UNSURE_CENTURY = 0.97, 0.75, 0.7, 0.6
CENTURY = 2000
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
    exact = SPELLED.get(name) or SHORT.get(name) or ENGLISH.get(name)
    if exact:
        return exact, CLEAR
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
    if len(year) == 2:  # noqa: PLR2004 - the century is left out
        year = f"{CENTURY + int(year)}"
        raw_year = year
    if (day, year) != (raw_day, raw_year):
        sure = min(sure, REPAIRED)
    try:
        value = datetime.date(int(year), month, int(day))
    except ValueError:
        return ReadDate(None, 0.0, *match.span())
    if value.year < EARLIEST_YEAR:
        return ReadDate(None, 0.0, *match.span())
    return ReadDate(value, sure, *match.span())


def _worded(text: str) -> Iterator[ReadDate]:
    for form in (WORDY, MONTH_FIRST):
        for match in form.finditer(text):
            month = month_of(match["month"])
            if month:
                yield _date(match, *month)


def _by_roman(text: str) -> Iterator[ReadDate]:
    for match in BY_ROMAN.finditer(text):
        if match["month"] in ROMAN:
            yield _date(match, ROMAN[match["month"]], CLEAR)


def _in_digits(text: str) -> Iterator[ReadDate]:
    for match in NUMERIC.finditer(text):
        yield _date(match, int(match["month"].translate(CONFUSED)), CLEAR)
    for match in ISO.finditer(text):
        yield _date(match, int(match["month"]), CLEAR)
    for match in SHORT_YEAR.finditer(text):
        yield _date(match, int(match["month"]), UNSURE_CENTURY)


def dates_in(text: str) -> list[ReadDate]:
    """All dates of `text` in order; look-alike dashes count as hyphens."""
    text = one_dash(text)
    found = [*_worded(text), *_by_roman(text), *_in_digits(text)]
    return sorted(found, key=lambda date: date.start)


def has_open_day(text: str) -> bool:
    """Month and year are printed, the day was left for the pen and not read."""
    return any(month_of(match["month"]) for match in DAYLESS.finditer(text))
