"""The head block of a letter: labels (Nomor, Sifat, Hal, Yth.) and their values.

Labels stand at the beginning of a line or column; the value follows a colon, which
OCR may have lost or misread, and goes on in lines that begin under the value.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.reading.lines import COLUMN_GAP, Box, Placed, Row, box_of, text_of

LABELS: dict[str, re.Pattern[str]] = {
    name: re.compile(
        rf"^\W{{0,2}}(?:{form})(?P<mark>[.:;,]*)(?P<rest>.*)$", re.IGNORECASE
    )
    for name, form in {
        "number": r"n[o0]m[o0]r|nornor|nomer|nomar|norm?or|no(?=[.:;]|$)",
        "nature": r"sifat|slfat",
        "attachment": r"lampiran|lamp|larnpiran",
        "subject": r"perihal|hal|hai|ha1|hat|tentang(?=:|$)",
        "date": r"tanggal|tgl",
        "from": r"dari",
        "to": r"yth|kepada",
        "copy": r"tembusan",
        "purpose": r"untuk(?=:|$)",
    }.items()
}
#: "Nomor Surat :", "Tanggal Surat": the second word belongs to the label.
SECOND_WORD = re.compile(r"^surat(?P<mark>[.:;,]*)(?P<rest>.*)$", re.IGNORECASE)
#: "No. Agenda", "Nomor Telepon": numbers, but not the letter's.
OTHER_NUMBERS = re.compile(
    r"^\W*(?:agenda|urut|telp|tlp|telepon|telpon|hp|wa|fax?|faks|rek|rekening|npwp|induk|"
    r"kontrak|resi|polisi)\b",
    re.IGNORECASE,
)
COLONS = {":", ";", ".:", "::", "."}
#: A value this far (line heights) from its colon belongs to another column.
FAR_FROM_COLON = 4.0
#: Without a colon a value may stand farther from its label, in the left half.
LEFT_HALF = 0.5
#: Lines of one value follow each other closer than this (line heights).
NEXT_LINE = 1.6
ALIGNED = 1.6
SKIPPED_COLUMN = 8.0


@dataclass(frozen=True)
class Value:
    """Words after a label, with where they stand."""

    label: str
    #: Left edge of the label's own word.
    left: float
    row: Row
    #: Position of the row among the rows of the page.
    at: int
    words: tuple[Placed, ...]
    has_colon: bool

    @property
    def text(self) -> str:
        """Words of the value parted by single blanks."""
        return text_of(self.words)

    @property
    def box(self) -> Box:
        """Where it stands on the page."""
        return box_of(self.words)


def label_of(word: Placed) -> tuple[str, str, bool] | None:
    """(label, rest of the word behind its colon, colon seen) if a word is a label."""
    for name, form in LABELS.items():
        match = form.match(word.text)
        if not match:
            continue
        rest, colon = match["rest"], ":" in match["mark"] or ";" in match["mark"]
        if rest and not colon:
            continue
        return name, rest, colon
    return None


def _run_of(words: Sequence[Placed], height: float) -> tuple[Placed, ...]:
    """Words up to the next wide gap, but on over a gap inside a number."""
    taken = list(words[:1])
    for word in words[1:]:
        gap = word.x0 - taken[-1].x1
        open_number = taken[-1].text.endswith(("/", "-")) or word.text[0] in "/-"
        if gap > COLUMN_GAP * height and not (open_number and len(word.text) > 1):
            break
        taken.append(word)
    return tuple(taken)


def _value_words(
    row: Row, start: int, rest: str, *, colon: bool
) -> tuple[tuple[Placed, ...], bool]:
    words = list(row.words[start + 1 :])
    while words and words[0].text in COLONS:
        colon = True
        last = words.pop(0)
        if words and words[0].x0 - last.x1 > FAR_FROM_COLON * row.height:
            return (), True
    if words and words[0].text[0] == ":" and not rest:
        colon = True
        words[0] = words[0]._replace(text=words[0].text[1:])
    if rest:
        label = row.words[start]
        words.insert(0, label._replace(text=rest))
    elif words and not colon and words[0].x0 > LEFT_HALF * row.page.width_pt:
        gap = words[0].x0 - row.words[start].x1
        if gap > COLUMN_GAP * row.height:
            return (), False
    return _run_of(words, row.height), colon


def _starts(row: Row) -> list[int]:
    """Positions where a column of the row begins."""
    starts, at = [], 0
    for column in row.columns:
        starts.append(at)
        at += len(column.words)
    return starts


def values_of(rows: Sequence[Row]) -> list[Value]:
    """All labels of the page with what follows them on their line."""
    found = []
    for at, row in enumerate(rows):
        for start in _starts(row):
            label = label_of(row.words[start])
            if label and not _is_of_something_else(label[0], row.words[start + 1 :]):
                name, rest, mark = label
                behind = start
                if not rest and not mark:
                    behind, rest, mark = _second_word(row, start)
                words, colon = _value_words(row, behind, rest, colon=mark)
                found.append(Value(name, row.words[start].x0, row, at, words, colon))
    return found


def _is_of_something_else(label: str, after: Sequence[Placed]) -> bool:
    return (
        label == "number" and bool(after) and bool(OTHER_NUMBERS.match(after[0].text))
    )


def _second_word(row: Row, start: int) -> tuple[int, str, bool]:
    """(place of the label's last word, rest of it behind its colon, colon seen)."""
    after = row.words[start + 1 : start + 2]
    match = SECOND_WORD.match(after[0].text) if after else None
    if match is None or (match["rest"] and not match["mark"]):
        return start, "", False
    return start + 1, match["rest"], any(sign in ":;" for sign in match["mark"])


def _aligned(
    row: Row, lefts: Sequence[float], before: Row, *, any_column: bool
) -> tuple[Placed, ...] | None:
    """Words of `row` that begin at one of `lefts`; None ends the value."""
    slack = ALIGNED * before.height
    if row.top - before.low > NEXT_LINE * before.height:
        return None
    if abs(row.x0 - lefts[-1]) <= slack and label_of(row.words[0]):
        return None
    for column in row.columns:
        under = any(abs(column.x0 - left) <= slack for left in lefts)
        if under and not label_of(column.words[0]):
            mine = any_column or column is row.columns[0]
            return column.words if mine else None
    if any_column or row.x0 > max(lefts) + SKIPPED_COLUMN * before.height:
        return ()
    return None


def continued(value: Value, rows: Sequence[Row], *, lines: int = 5) -> list[Placed]:
    """The value with the lines that go on under it, at most `lines` more."""
    words = list(value.words)
    if not words:
        return words
    # A receiver goes on under "Yth." as well as under the name.
    to = value.label == "to"
    lefts = [words[0].x0, value.left] if to else [words[0].x0]
    before = value.row
    for row in rows[value.at + 1 : value.at + 1 + lines]:
        more = _aligned(row, lefts, before, any_column=to)
        if more is None:
            break
        if more:
            words += more
            before = row
    return words
