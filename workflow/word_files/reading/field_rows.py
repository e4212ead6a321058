"""Lines that say `label : value`, typed with a tab or in a table without borders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.word_files.reading.pieces import (
    LINE,
    TAB,
    WordPiece,
    cut,
    html_of,
    plain,
    text_of,
)
from workflow.word_files.reading.tables import Grid

LONGEST_LABEL, MOST_WORDS = 40, 5
MOST_UNSURE = 3  # words before the colon of a line without a tab
COLON = ":"


@dataclass(frozen=True, slots=True)
class FieldLine:
    """`is_sure`: a tab stands at the colon, so that it is no sentence."""

    label: str
    value: list[WordPiece]
    is_sure: bool

    def row(self) -> dict[str, str]:
        """Return the row of a block."""
        return {"label": self.label, "value": html_of(self.value).strip()}


def field_line(pieces: Sequence[WordPiece]) -> FieldLine | None:
    """Return label and value of a line; None: it is running text."""
    named, colon, said = text_of(pieces).partition(COLON)
    label, value = " ".join(named.split()), said.lstrip()
    # A time or an address has a colon of its own: no space stands after it there.
    is_row = bool(colon and value) and value != said
    is_short = len(label) <= LONGEST_LABEL and len(label.split()) <= MOST_WORDS
    if not is_row or not is_short or not label[:1].isalpha() or LINE in named:
        return None
    begins = len(named) + len(colon) + len(said) - len(value)
    around = named[len(named.rstrip()) :] + said[: len(said) - len(value)]
    is_sure = TAB in around
    if not is_sure and (len(label.split()) > MOST_UNSURE or "," in label):
        return None
    return FieldLine(label, cut(pieces, begins), is_sure)


def fields_of(lines: Sequence[FieldLine]) -> list[dict[str, Any]]:
    """Return the block of these lines."""
    return [{"type": "fields", "value": [one.row() for one in lines]}]


def fields_of_grid(grid: Grid) -> list[FieldLine]:
    """Return the lines of a table that is none: label, colon, value in each row."""
    rows = [_of_cells(row) for row in grid.rows]
    found = [row for row in rows if row is not None]
    return found if len(found) == len(rows) else []


def _of_cells(row: Sequence[Any]) -> FieldLine | None:
    words = [cell.words for cell in row]
    label, rest = (words[0].rstrip(COLON).strip(), words[1:]) if words else ("", [])
    if not label or len(label) > LONGEST_LABEL or any(c.down > 1 for c in row):
        return None
    if len(rest) == 2 and rest[0] == COLON:  # noqa: PLR2004 - colon and value
        return FieldLine(label, row[2].pieces, is_sure=True)
    if len(rest) == 1 and rest[0].startswith(COLON):
        at = text_of(row[1].pieces).index(COLON) + 1
        return FieldLine(label, cut(row[1].pieces, at), is_sure=True)
    return None


def is_blank(pieces: Sequence[WordPiece]) -> bool:
    """Tell whether no word stands there."""
    return not plain(pieces)
