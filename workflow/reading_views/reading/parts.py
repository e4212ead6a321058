"""The blocks of a reading view, and how many of them a file may have.

A block is a plain value: `{kind: part|heading|text|point|table|break}` with `text`, or
`runs` of `[text, bold, italic]`, `level`, `label`, `rows`. A row is a list of cells
`{text, across, down}`. `part` begins a sheet or a slide.
"""

from collections.abc import Iterator, Sequence
from typing import Any

#: A view is read on a screen; a book of more is taken as a file.
MOST_SIGNS = 400_000
MOST_BLOCKS = 6_000
MOST_CELLS = 12_000
LONGEST_CELL = 2_000
#: Signs that stand where something is not shown; the page says what.
GAPS = {"picture": "\ue000", "text_box": "\ue001", "object": "\ue002"}
NOTE_GAP = "\ue003"

Block = dict[str, Any]
Run = list[Any]


def plain_run(text: str) -> list[Run]:
    """Return text in no look."""
    return [[text, False, False]]


def cell_of(text: str, across: int = 1, down: int = 1) -> Block:
    """Return a cell of a table."""
    return {"text": text[:LONGEST_CELL], "across": across, "down": down}


def table_of(rows: Sequence[Sequence[str]], *, columns: int = 0) -> Block:
    """Return a table of plain cells; short rows are filled up."""
    columns = columns or max((len(row) for row in rows), default=0)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    return {
        "kind": "table",
        "columns": columns,
        "rows": [[cell_of(text) for text in row] for row in filled],
    }


def collected(blocks: Iterator[Block]) -> tuple[list[Block], bool]:
    """Return the blocks as far as a view may go, and whether the file goes on."""
    found: list[Block] = []
    signs = cells = 0
    for block in blocks:
        more_signs, more_cells = _size(block)
        signs, cells = signs + more_signs, cells + more_cells
        if signs > MOST_SIGNS or cells > MOST_CELLS or len(found) >= MOST_BLOCKS:
            return found, True
        found.append(block)
    return found, False


def _size(block: Block) -> tuple[int, int]:
    """Return signs and cells."""
    rows = block.get("rows", ())
    in_cells = sum(len(cell["text"]) for row in rows for cell in row)
    in_runs = sum(len(run[0]) for run in block.get("runs", ()))
    return in_cells + in_runs + len(block.get("text", "")), sum(map(len, rows))
