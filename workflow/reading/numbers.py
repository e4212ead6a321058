"""Letter numbers: put together, corrected where OCR is known to err, and doubted.

A number written by hand into a printed form leaves gaps around it; such a number is
proposed, but never as certain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.number_form import plain_number
from workflow.reading.lines import Placed, text_of

#: Words that end a number on its line.
STOP = re.compile(
    r"^(?:tanggal|tgl|tentang|lampiran|sifat|hal|perihal|kepada|yth|halaman)\b",
    re.IGNORECASE,
)
# No nested repetition: the text is a stranger's, and must not take time to refuse.
LEGAL = re.compile(
    r"^(?P<number>[A-Z0-9|][A-Z0-9|/.-]{0,30})\s{0,3}\bTAHUN\s{0,3}"
    r"(?P<year>[12Il|][0-9OoIl|]{3})",
    re.IGNORECASE,
)
AROUND_MARKS = re.compile(r"(?:(?<!\s)\s++)?([/.\-–])\s*+")
MIXED = re.compile(r"(?<![A-Za-z])(?=[0-9OoIl|SB]*\d)[0-9OoIl|SB]{2,}(?![A-Za-z])")
CONFUSED = str.maketrans("OoIl|SB", "0011158")
YEAR = re.compile(r"(?:19|20)\d\d$")
CERTAIN, MENDED, BY_HAND, INCOMPLETE = 0.97, 0.75, 0.55, 0.3
LONGEST = 60


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A number as registered, how sure it is, and the words it was read from."""

    value: str
    confidence: float
    words: tuple[Placed, ...]


def _own_words(words: Sequence[Placed]) -> tuple[Placed, ...]:
    """Words up to one that cannot be part of a number."""
    taken: list[Placed] = []
    for word in words:
        plain = word.text.lower()
        prose = plain.isalpha() and word.text.islower() and len(plain) > 1
        if STOP.match(word.text) or (prose and plain != "tahun"):
            break
        taken.append(word)
    return tuple(taken)


def _is_evenly_spaced(text: str) -> bool:
    """Blanks on both sides of every slash: a way of typing, not a gap for the pen."""
    marks = re.findall(r"((?:(?<!\s)\s++)?)/(\s*+)", text)
    return len(marks) > 1 and all(before and after for before, after in marks)


def _has_gap(text: str) -> bool:
    joined = AROUND_MARKS.sub(r"\1", text)
    return joined != text and not _is_evenly_spaced(text)


def _mended(text: str) -> str:
    """Letters inside groups of digits read as the digits they look like."""
    return MIXED.sub(lambda match: match[0].translate(CONFUSED), text)


def _shaped(text: str) -> tuple[str, float]:
    legal = LEGAL.match(text)
    if legal:
        number, year = (legal[part].translate(CONFUSED) for part in ("number", "year"))
        same = f"{number}{year}" == legal["number"] + legal["year"]
        return f"{number} Tahun {year}", CERTAIN if same else MENDED
    sure = BY_HAND if _has_gap(text) else CERTAIN
    joined = AROUND_MARKS.sub(r"\1", text).strip(" ,;:.")
    mended = _mended(joined)
    if mended != joined:
        sure = min(sure, MENDED)
    return mended, sure


def _is_incomplete(value: str) -> bool:
    parts = value.split("/")
    return any(not part.strip(" .-_…") for part in parts)


def number_from(words: Sequence[Placed]) -> LetterNumber | None:
    """The number that begins with the first of `words`; None if there is none."""
    own = _own_words(words)
    value, sure = _shaped(plain_number(text_of(own)))
    if (
        not any(sign.isdigit() for sign in value)
        or "," in value
        or len(value) > LONGEST
    ):
        return None
    if _is_incomplete(value):
        sure = INCOMPLETE
    elif " " in value and "Tahun" not in value:
        sure = min(sure, BY_HAND)
    read = min(word.confidence for word in own)
    return LetterNumber(value, min(sure, read), own)
