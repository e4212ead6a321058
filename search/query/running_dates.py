"""Dates that stand among the words of a query: ``rapat anggaran 5 Maret 2025``.

Whoever asks so means the letter's date or what the letter says; both are found.
"""

import datetime as dt
import re
from collections.abc import Sequence

from search.analysis.numbers import NumberForm, number_candidates
from search.query.dates import MONTHS, Period, parse_period
from search.query.lexer import Piece
from search.query.request import Clause, DateWithin, Either, NumberIs, Phrase

MOST_WORDS = 4  # "tanggal 5 Maret 2025"
#: Words before a date that only say that one follows.
HEADS = frozenset({"tanggal", "tgl", "bulan", "pada", "tahun"})
# One word is a date only if it can be nothing else: "2025" and "mei" stay words.
_ALONE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{1,2}-\d{1,2}|kemarin")
_YEAR = re.compile(r"\d{4}")
_RELATIVE = re.compile(r"kemarin|.* (?:ini|lalu|terakhir|lusa)")


def date_clause(pieces: Sequence[Piece], today: dt.date) -> tuple[Clause, int] | None:
    """The clause of a date at the start of the pieces, and how many it takes."""
    words = [piece.text.strip(",;()") for piece in _plain_run(pieces)]
    for taken in range(len(words), 0, -1):
        period = _period(words[:taken], today)
        if period:
            return _either(words[:taken], period), taken
    return None


def said_as_date(pieces: Sequence[Piece]) -> int:
    """How many words at the start look like a day, whether or not there is one."""
    words = [piece.text.strip(",;()").lower() for piece in _plain_run(pieces)]
    if words and _ALONE.fullmatch(words[0]) and words[0] != "kemarin":
        return 1
    of_month = words[:3]
    if len(of_month) > 1 and of_month[0].isdigit() and of_month[1] in MONTHS:
        return len(of_month) if _YEAR.fullmatch(of_month[-1]) else 0
    return 0


def _plain_run(pieces: Sequence[Piece]) -> Sequence[Piece]:
    for count, piece in enumerate(pieces[:MOST_WORDS]):
        if piece.field or piece.quoted or piece.negated:
            return pieces[:count]
    return pieces[:MOST_WORDS]


def _period(words: Sequence[str], today: dt.date) -> Period | None:
    head = words[0].lower()
    rest = words[1:] if head in HEADS else words
    if not rest:
        return None
    text = " ".join(rest).lower()
    if len(rest) == 1:
        if head in {"bulan", "tahun"} and text in {"ini", "lalu"}:
            return parse_period(f"{head} {text}", today)
        # "bulan Maret", "tahun 2025": the word before it says what it is
        named = head == "bulan" and text.isalpha()
        named = named or (head == "tahun" and re.fullmatch(r"\d{4}", text) is not None)
        if not (named or _ALONE.fullmatch(text)):
            return None
    return parse_period(text, today)


def _either(words: Sequence[str], period: Period) -> Clause:
    first, until = period
    within = DateWithin(field="letter_date", first=first, until=until)
    text = " ".join(words)
    if _RELATIVE.fullmatch(text.lower()):
        return within  # no letter says "last week" of the week that is meant now
    if len(words) == 1 and "/" in text:
        form = NumberForm(kind="mention", candidates=number_candidates(text))
        return Either(options=(within, NumberIs(form=form)))
    said = words[1:] if words[0].lower() in HEADS - {"tahun"} else words
    return Either(options=(within, Phrase(text=" ".join(said))))
