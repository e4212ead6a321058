"""Where a letter says its date."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.reading.dates import DAYLESS, ReadDate, dates_in, has_open_day, month_of
from workflow.reading.letter_view import LetterView, is_date_line
from workflow.reading.lines import Placed, Row

ENACTED = re.compile(
    r"\b(?:di)?(?:tetapkan|keluarkan|buat|tandatangani)\s+di\b", re.IGNORECASE
)
PROMULGATED = re.compile(r"\bdiundangkan\s+di\b", re.IGNORECASE)
ON_THE_DATE = re.compile(r"\b(?:pada\s+)?tang?gal\b|\btgl\b", re.IGNORECASE)
OPEN_DAY, LOW_ON_PAGE = 0.2, 0.85


@dataclass(frozen=True, slots=True)
class LetterDate:
    """A date with the words it was read from; `value` None: day not readable."""

    value: datetime.date | None
    confidence: float
    words: tuple[Placed, ...]


def _words_at(words: Sequence[Placed], start: int, end: int) -> tuple[Placed, ...]:
    """Words whose characters lie in start..end of their text joined by blanks."""
    taken, at = [], 0
    for word in words:
        after = at + len(word.text)
        if at < end and after > start:
            taken.append(word)
        at = after + 1
    return tuple(taken)


def _dated_by(words: Sequence[Placed], date: ReadDate) -> LetterDate:
    own = _words_at(words, date.start, date.end) or tuple(words)
    read = min(word.confidence for word in own)
    return LetterDate(date.value, min(date.confidence, read), own)


def _in_words(words: Sequence[Placed]) -> LetterDate | None:
    """The first date of some words, or the place where its day is missing."""
    text = " ".join(word.text for word in words)
    dates = dates_in(text)
    if dates:
        return _dated_by(words, dates[0])
    if has_open_day(text):
        match = next(m for m in DAYLESS.finditer(text) if month_of(m["month"]))
        own = _words_at(words, *match.span()) or tuple(words)
        return LetterDate(None, OPEN_DAY, own)
    return None


def _enactments(rows: Sequence[Row]) -> Iterator[tuple[Placed, ...]]:
    """Words of "Ditetapkan di X pada tanggal ...", with the following line."""
    for at, row in enumerate(rows):
        if not ENACTED.search(row.text) or PROMULGATED.search(row.text):
            continue
        for offset, below in enumerate(rows[at : at + 3]):
            if not ON_THE_DATE.search(below.text):
                continue
            after = rows[at + offset + 1 : at + offset + 2]
            # The year may have slipped to the next line.
            yield (*below.words, *(word for row in after for word in row.words[:2]))
            break


def _enacted(view: LetterView) -> LetterDate | None:
    for number in sorted(view.rows_by_page, reverse=True):
        for words in _enactments(view.rows_by_page[number]):
            found = _in_words(words)
            if found:
                return found
    return None


def _labelled(view: LetterView) -> LetterDate | None:
    for value in view.values:
        if value.label == "date" and value.words and view.is_in_head_block(value):
            return _in_words(value.words)
    return None


def _after_number(view: LetterView) -> LetterDate | None:
    """Like "Nomor : 005/123/2026 tanggal 5 Maret 2026"."""
    for value in view.values:
        if value.label != "number" or not (value.words and value.has_colon):
            continue
        for at, word in enumerate(value.words):
            if at and ON_THE_DATE.match(word.text):
                found = _in_words(value.words[at + 1 :])
                if found:
                    return found
    return None


def _beside_place(view: LetterView) -> LetterDate | None:
    """Like "Wanasari, 16 November 2026", above the body, or above the signature."""
    for _, column in view.date_columns:
        found = _in_words(column.words)
        if found:
            return found
    for rows in reversed(view.rows_by_page.values()):
        for row in reversed(rows):
            for column in row.columns:
                if is_date_line(column):
                    found = _in_words(column.words)
                    if found:
                        sure = min(found.confidence, LOW_ON_PAGE)
                        return LetterDate(found.value, sure, found.words)
    return None


def find_date(view: LetterView) -> LetterDate | None:
    """The letter's own date: as enacted, as labelled, or beside the place."""
    formal = (_enacted, _labelled, _beside_place, _after_number)
    informal = (_beside_place, _labelled, _after_number, _enacted)
    for rule in formal if view.heading else informal:
        found = rule(view)
        if found:
            return found
    return None
