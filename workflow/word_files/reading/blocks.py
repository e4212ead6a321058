"""Lines of a Word file as blocks of a letter's body."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from workflow.word_files.reading.field_rows import (
    FieldLine,
    field_line,
    fields_of,
    is_blank,
)
from workflow.word_files.reading.left_out import LeftOut
from workflow.word_files.reading.lines import WordLine
from workflow.word_files.reading.pieces import WordPiece, html_of
from workflow.word_files.reading.points import Points
from workflow.word_files.reading.table_blocks import blocks_of_grid

Block = dict[str, Any]
# A line further in between two points is the rest of the first; more are a text.
MOST_BETWEEN = 3
FEWEST_UNSURE = 2


def blocks_of(lines: list[WordLine], told: LeftOut) -> list[Block]:
    """Return `{type, value}` from top to bottom; what was changed is told."""
    return _ordered(list(_Building(told).blocks(lines)))


class _Building:
    """What is open while the lines go by: a list, lines after it, rows of fields."""

    def __init__(self, told: LeftOut) -> None:
        self.told = told
        self.points = Points(told)
        self.between: list[list[WordPiece]] = []
        self.rows: list[tuple[FieldLine, list[WordPiece]]] = []

    def blocks(self, lines: list[WordLine]) -> Iterator[Block]:
        for line in lines:
            self.told.page = line.page
            yield from self._line(line)
        yield from self._close()

    def _line(self, line: WordLine) -> Iterator[Block]:
        if line.kind == "text" and is_blank(line.pieces):
            yield from self._close_rows()
        elif line.kind == "point" and line.place is not None:
            yield from self._point(line)
        elif line.kind == "text":
            yield from self._text(line)
        else:
            yield from self._close()
            yield from self._alone(line)

    def _alone(self, line: WordLine) -> list[Block]:
        if line.grid is not None:
            return blocks_of_grid(line.grid, self.told)
        if line.kind == "break":
            return [{"type": "page_break", "value": None}]
        value = {"text": html_of(line.pieces), "level": line.level}
        return [{"type": "heading", "value": value}]

    def _point(self, line: WordLine) -> Iterator[Block]:
        place = line.place
        assert place is not None  # noqa: S101 - told apart by the kind of line
        goes_on = bool(self.points) and self.points.takes(place, line.indent)
        # Text stood between: only a list that is already open takes it in.
        if self.between:
            goes_on = goes_on and self.points.knows(place)
        if not goes_on:
            yield from self._close()
        yield from self._close_rows()
        for pieces in self.between:
            self.points.go_on(pieces)
        self.between = []
        self.points.add(place, line.indent, line.pieces)

    def _text(self, line: WordLine) -> Iterator[Block]:
        is_further_in = line.indent > 0 and len(self.between) < MOST_BETWEEN
        if self.points and is_further_in:
            self.between.append(line.pieces)
            return
        yield from self._close_points()
        row = field_line(line.pieces)
        if row is None:
            yield from self._close_rows()
            yield _paragraph(line.pieces)
        else:
            self.rows.append((row, line.pieces))

    def _close(self) -> Iterator[Block]:
        return chain(self._close_points(), self._close_rows())

    def _close_points(self) -> Iterator[Block]:
        points, between = self.points, self.between
        self.points, self.between = Points(self.told), []
        if points:
            yield points.block()
        # What was no rest of a point is read as if no list had stood before it.
        for pieces in between:
            yield from self._text(WordLine(kind="text", pieces=pieces))

    def _close_rows(self) -> Iterator[Block]:
        rows, self.rows = self.rows, []
        lines = [row for row, _pieces in rows]
        # One colon alone is a sentence; two below each other are a form.
        if any(row.is_sure for row in lines) or len(lines) >= FEWEST_UNSURE:
            yield from fields_of(lines)
        else:
            yield from (_paragraph(pieces) for _row, pieces in rows)


def _paragraph(pieces: list[WordPiece]) -> Block:
    return {"type": "paragraph", "value": html_of(pieces).strip()}


def _ordered(blocks: list[Block]) -> list[Block]:
    """Headings begin with level 1; no page break at the ends, none twice."""
    kept: list[Block] = []
    has_first = False
    for block in blocks:
        if block["type"] == "heading":
            block["value"]["level"] = block["value"]["level"] if has_first else 1
            has_first = True
        is_break = block["type"] == "page_break"
        if not is_break or (kept and kept[-1]["type"] != "page_break"):
            kept.append(block)
    while kept and kept[-1]["type"] == "page_break":
        kept.pop()
    return kept
