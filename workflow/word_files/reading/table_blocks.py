"""A grid as a block: fields, people, a table, or lines of text for what is none."""

import math
from typing import Any

from workflow.word_files.reading.field_rows import fields_of, fields_of_grid
from workflow.word_files.reading.left_out import LeftOut
from workflow.word_files.reading.pieces import html_of
from workflow.word_files.reading.tables import Cell, Grid

Block = dict[str, Any]
# As the rules of `workflow.rendering.blocks_of_tables`.
MOST_COLUMNS, MOST_DOWN = 12, 200
NUMBER = frozenset({"no", "no.", "nomor"})
PEOPLE = {
    "nama": "name",
    "pangkat/golongan": "rank",
    "pangkat": "rank",
    "nip": "nip",
    "jabatan": "position",
}


def blocks_of_grid(grid: Grid, told: LeftOut) -> list[Block]:
    """Return what a table of the file becomes."""
    if not any(cell.words for row in grid.rows for cell in row):
        return []
    if fields := fields_of_grid(grid):
        return fields_of(fields)
    if grid.columns > MOST_COLUMNS:
        told.note("wide_table")
        return _as_text(grid)
    # One row or one column puts things beside each other, and counts nothing.
    if len(grid.rows) == 1 or grid.columns == 1:
        told.note("table_as_text")
        return _as_text(grid)
    return [_people(grid) or _table(grid, told)]


def _as_text(grid: Grid) -> list[Block]:
    rows = []
    for row in grid.rows:
        parts = [html_of(cell.pieces) for cell in row if cell.words]
        if parts:
            rows.append({"type": "paragraph", "value": " | ".join(parts)})
    return rows


def _people(grid: Grid) -> Block | None:
    """Return the table of officials, where the header is that of one."""
    names = [cell.words.lower() for cell in grid.rows[0]]
    skipped = 1 if names and names[0] in NUMBER else 0
    keys = [PEOPLE.get(name, "") for name in names[skipped:]]
    is_plain = all(c.across == c.down == 1 for row in grid.rows for c in row)
    if not is_plain or "name" not in keys or "" in keys or len(set(keys)) < len(keys):
        return None
    if len(keys) == 1:
        return None
    people = [
        {key: cell.words for key, cell in zip(keys, row[skipped:], strict=True)}
        for row in grid.rows[1:]
    ]
    return {"type": "people_table", "value": people}


def _table(grid: Grid, told: LeftOut) -> Block:
    header, rows = grid.rows[0], grid.rows[1:]
    if any(cell.down > 1 for cell in header):
        told.note("tall_header")
        _part_header(grid)
        header, rows = grid.rows[0], grid.rows[1:]
    value: dict[str, Any] = {
        "header": [_cell(cell) for cell in header],
        "rows": [[_cell(cell) for cell in row] for row in rows],
    }
    if widths := _widths(grid):
        value["widths"] = widths
    if align := _alignments(grid):
        value["align"] = align
    return {"type": "table", "value": value}


def _part_header(grid: Grid) -> None:
    """Make cells of the header one row high; below them stand empty ones."""
    for cell in grid.rows[0]:
        for place in range(1, cell.down):
            row = grid.rows[place] if place < len(grid.rows) else []
            row.append(Cell(column=cell.column, across=cell.across, lines=[]))
            row.sort(key=lambda one: one.column)
        cell.down = 1


def _cell(cell: Cell) -> Any:
    text = html_of(cell.pieces)
    spans = {}
    if cell.across > 1:
        spans["colspan"] = cell.across
    if 1 < cell.down <= MOST_DOWN:
        spans["rowspan"] = cell.down
    return {"text": text, **spans} if spans else text


def _widths(grid: Grid) -> list[int]:
    """Return percents of the width, or nothing where all columns are alike."""
    shares, whole = grid.shares, sum(grid.shares)
    is_known = len(shares) == grid.columns and min(shares, default=0) > 0
    if not is_known or max(shares) - min(shares) <= whole * 0.02:
        return []
    return [max(1, math.floor(one * 100 / whole + 0.5)) for one in shares]


def _alignments(grid: Grid) -> list[str]:
    """Return the alignment of each column: what all its filled cells below say."""
    found = []
    for at in range(grid.columns):
        cells = [c for row in grid.rows[1:] for c in row if c.column == at and c.words]
        said = {cell.align for cell in cells if cell.across == 1}
        found.append(said.pop() or "left" if len(said) == 1 else "left")
    return found if set(found) != {"left"} else []
