"""Who sends a letter and to whom it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.reading.labels import Value, continued
from workflow.reading.letter_view import LetterView
from workflow.reading.letterhead import (
    OFFICE,
    letterhead_rows,
    office_name,
    sender_of,
)
from workflow.reading.lines import Placed, Row, text_of
from workflow.reading.subject_rules import BODY
from workflow.reading.titles import is_legal

INTERNAL = ("Nota Dinas", "Memorandum", "Telaahan Staf")
MAKER = re.compile(
    r"^\W*(?:PERATURAN|KEPUTUSAN|INSTRUKSI)\s+(?P<maker>.+)$", re.IGNORECASE
)
REGION = re.compile(r"^DAERAH\s+(?=(?:KABUPATEN|KOTA|PROVINSI)\b)", re.IGNORECASE)
PLACE = re.compile(r"^\W*di\b(?:\W*$|\s*[-–—:]?\s*\S+(?:\s\S+)?$)", re.IGNORECASE)
#: "Bupati Wanasari di Wanasari" on one line; the office's name ends before it.
PLACE_BEHIND = re.compile(
    r" di ?[-–—]? ?(?:tempat|[A-Z][\w.]{2,30}(?: [A-Z][\w.]{2,30})?)[^\w]{0,3}$"
)
#: A name that goes on was cut off; one with a row of digits has a stamp in it.
UNFINISHED = re.compile(
    r"(?:\b(?:dan|atau|di|dari|untuk|pada|c\.q)|,)\W*$", re.IGNORECASE
)
ROW_OF_DIGITS = re.compile(r"\d{3}|[:;]\s*\d")
POLITE = re.compile(
    r"^(?:yth\W+|kepada\W+|bapak/ibu|bapak|ibu|saudara/i|saudara|sdr\.?/i\.?|sdr\.?|"
    r"sdri\.?)\s*",
    re.IGNORECASE,
)
ENUMERATED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+")
FROM_HEADING, FROM_LABEL, FROM_LETTERHEAD, NO_OFFICE = 0.95, 0.9, 0.9, 0.6
MOST_LINES = 8
#: Line heights a name may stand left or right of its label on the line below.
SLACK, BESIDE = 2.5, 6.0


@dataclass(frozen=True, slots=True)
class Party:
    """A name, how sure the rule is, and the words it stands in."""

    name: str
    confidence: float
    words: tuple[Placed, ...]


def _maker(view: LetterView) -> Party | None:
    heading = view.heading
    if not heading or not is_legal(heading.kind):
        return None
    words = list(heading.row.words)
    below = view.head[heading.at + 1 : heading.at + 2]
    if below and below[0].text.upper().startswith(("REPUBLIK", "KABUPATEN", "KOTA")):
        words += below[0].words
    match = MAKER.match(text_of(words))
    if not match:
        return None
    maker = REGION.sub("PEMERINTAH ", match["maker"])
    return Party(office_name(maker), FROM_HEADING, tuple(words[1:]))


def _named_in_note(view: LetterView) -> Party | None:
    value = view.value("from")
    if not value or not view.heading or view.heading.kind not in INTERNAL:
        return None
    words = continued(value, view.first)
    return Party(text_of(words), FROM_LABEL, tuple(words)) if words else None


def _of_letterhead(view: LetterView) -> Party | None:
    rows = letterhead_rows(view.head[: view.letterhead_end])
    if not rows:
        return None
    words = tuple(word for row in rows for word in row.words)
    name = sender_of(rows)
    # A stamp or a disposition of the scanner in the head's place names no office.
    is_office = bool(OFFICE.search(name))
    sound = is_office and not ROW_OF_DIGITS.search(name)
    return Party(name, FROM_LETTERHEAD if sound else NO_OFFICE, words)


def find_sender(view: LetterView) -> Party | None:
    """The maker of a law, the writer of an internal note, else the letterhead."""
    return _maker(view) or _named_in_note(view) or _of_letterhead(view)


def _lines_of(words: Sequence[Placed]) -> list[list[Placed]]:
    lines: list[list[Placed]] = []
    for word in words:
        if lines and abs(word.y0 - lines[-1][-1].y0) < word.height * 0.6:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _addressee(words: Sequence[Placed]) -> tuple[str, list[Placed]]:
    """Name without place, politeness and numbering, and the words it is in."""
    kept: list[Placed] = []
    for line in _lines_of(words):
        text = text_of(line)
        if kept and (PLACE.match(text) or BODY.match(text)):
            break
        kept += line
    text = PLACE_BEHIND.sub("", text_of(kept))
    while POLITE.match(text):
        text = POLITE.sub("", text)
    several = [part.strip(" ,;:") for part in ENUMERATED.split(text) if part.strip()]
    return "; ".join(several).strip(" ,;:.-"), kept


def _addressed(value: Value, rows: Sequence[Row]) -> list[Placed]:
    words = continued(value, rows, lines=MOST_LINES)
    if words or value.at + 1 >= len(rows):
        return words
    # The label stands alone: the name is under it, or a little lower beside it.
    for column in rows[value.at + 1].columns:
        beside = column.x0 - value.left
        if -SLACK * column.height < beside < BESIDE * column.height:
            below = replace(
                value,
                row=rows[value.at + 1],
                at=value.at + 1,
                words=column.words,
            )
            return continued(below, rows, lines=MOST_LINES)
    return []


def find_addressee(view: LetterView) -> Party | None:
    """The receiver after Yth. or Kepada on the first page."""
    values = [value for value in view.values if value.label == "to"]
    named = [value for value in values if value.words]
    for value in named + [value for value in reversed(values) if not value.words]:
        words = _addressed(value, view.first)
        if not words:
            continue
        name, own = _addressee(words)
        if name and own:
            sound = not (UNFINISHED.search(name) or ROW_OF_DIGITS.search(name))
            return Party(name, FROM_LABEL if sound else NO_OFFICE, tuple(own))
    return None
