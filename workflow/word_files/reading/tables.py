"""Tables of Word as grids: cells with the columns and rows they take."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from workflow.word_files.reading.numbering import whole
from workflow.word_files.reading.pieces import LINE, WordPiece, plain

MOST_GRID = 64  # columns; what is wider is no table of a letter


@dataclass(slots=True, kw_only=True)
class CellText:
    """Lines of text, and how many tables stood among them."""

    lines: list[list[WordPiece]]
    nested: int = 0


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell at a column, over so many columns and rows."""

    column: int
    across: int
    lines: list[list[WordPiece]]
    align: str = ""
    down: int = 1

    @property
    def pieces(self) -> list[WordPiece]:
        """Its text, lines parted by line ends."""
        found: list[WordPiece] = []
        filled = [at for at, line in enumerate(self.lines) if plain(line)]
        for line in self.lines[filled[0] : filled[-1] + 1] if filled else []:
            found += [WordPiece(LINE), *line] if found else line
        return found

    @property
    def words(self) -> str:
        """Its words on one line."""
        return plain(self.pieces)


@dataclass(slots=True, kw_only=True)
class Grid:
    """Rows of cells from left to right; `shares`: widths as the file has them."""

    rows: list[list[Cell]] = field(default_factory=list)
    columns: int = 0
    shares: list[int] = field(default_factory=list)
    nested: int = 0

    def words(self) -> list[list[str]]:
        """Return the words of each cell, row by row."""
        return [[cell.words for cell in row] for row in self.rows]


ReadCell = Callable[[Any], CellText]


def grid_of(table: Any, read: ReadCell) -> Grid:
    """Return the grid of a `w:tbl`; gaps at the edges are empty cells."""
    shares = table.find(qn("w:tblGrid"))
    widths = shares.iterchildren(qn("w:gridCol")) if shares is not None else ()
    grid = Grid(shares=[whole(one.get(qn("w:w"))) for one in widths])
    above: dict[int, Cell] = {}
    for row in table.iter(qn("w:tr")):
        if _table_of(row) is table:
            above = _row(grid, row, read, above)
    grid.columns = max((_end(row) for row in grid.rows), default=0)
    _fill_gaps(grid)
    return grid


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(qn("w:tbl")), None)


def _end(row: list[Cell]) -> int:
    return max((cell.column + cell.across for cell in row), default=0)


def _row(
    grid: Grid, row: Any, read: ReadCell, above: dict[int, Cell]
) -> dict[int, Cell]:
    """Add a row; return the cells that may go on below, by column."""
    cells: list[Cell] = []
    below: dict[int, Cell] = {}
    at = _skipped(row)
    for element in row.iter(qn("w:tc")):
        if next(element.iterancestors(qn("w:tr")), None) is not row:
            continue
        cell, merge = _cell(element, at, read, grid)
        at += cell.across
        first = above.get(cell.column)
        if merge == "continue" and first is not None and first.across == cell.across:
            first.down += 1
            first.lines += [line for line in cell.lines if plain(line)]
            below[cell.column] = first
            continue
        cells.append(cell)
        if merge:
            below[cell.column] = cell
    grid.rows.append(cells)
    return below


def _skipped(row: Any) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return min(whole(found.get(qn("w:val"))), MOST_GRID) if found is not None else 0


def _cell(element: Any, at: int, read: ReadCell, grid: Grid) -> tuple[Cell, str]:
    """Return the cell, and its part in a merge downwards: restart, continue, none."""
    properties = element.find(qn("w:tcPr"))
    span = properties.find(qn("w:gridSpan")) if properties is not None else None
    merged = properties.find(qn("w:vMerge")) if properties is not None else None
    text = read(element)
    grid.nested += text.nested
    wanted = whole(span.get(qn("w:val"))) if span is not None else 1
    cell = Cell(
        column=at,
        across=min(max(wanted, 1), MOST_GRID),
        lines=text.lines,
        align=_align(element),
    )
    merge = "" if merged is None else merged.get(qn("w:val"), "continue")
    return cell, merge


def _align(element: Any) -> str:
    found = element.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:jc')}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return {"right": "right", "end": "right", "center": "center"}.get(value, "")


def _fill_gaps(grid: Grid) -> None:
    """Put empty cells where a row has none; take out rows that have no cell at all."""
    kept: list[list[Cell]] = []
    open_cells: list[tuple[Cell, int]] = []  # and for how many rows they go on
    for row in grid.rows:
        taken = [cell for cell, _rest in open_cells]
        covered = {at for cell in (*taken, *row) for at in _columns(cell)}
        if not row and len(covered) >= grid.columns:
            for cell in taken:
                cell.down -= 1
        else:
            gaps = set(range(grid.columns)) - covered
            row += [Cell(column=at, across=1, lines=[]) for at in gaps]
            kept.append(sorted(row, key=lambda cell: cell.column))
        open_cells = [(cell, rest - 1) for cell, rest in open_cells if rest > 1]
        open_cells += [(cell, cell.down - 1) for cell in row if cell.down > 1]
    grid.rows = kept


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.across)
