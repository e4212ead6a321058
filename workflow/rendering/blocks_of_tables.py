"""Reading tables: a header row, rows that fill its columns, merged cells."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from workflow.rendering.block_judge import Judge
from workflow.rendering.tree_blocks import (
    Alignment,
    Block,
    Cell,
    MergedCell,
    Table,
    TableValue,
)

MAX_COLUMNS = 12
MAX_ROWSPAN = 200
MAX_SHARE = 100
ALIGNMENTS: tuple[Alignment, ...] = ("left", "right", "center")
TABLE_PARTS = ("header", "rows", "widths", "align")
CELL_PARTS = ("text", "colspan", "rowspan")


def read_table(judge: Judge, block_id: str, value: Any) -> Block:
    """`{"header", "rows", "widths"?, "align"?}`; cells: inline HTML or merged."""
    named = judge.mapping(value, "value", TABLE_PARTS) or {}
    header = tuple(
        _cell(judge, cell, f"value.header.{at}", needed=True)
        for at, cell in enumerate(judge.rows(named.get("header"), "value.header"))
    )
    columns = sum(across(cell) for cell in header)
    if columns > MAX_COLUMNS:
        judge.fault(
            "value.header",
            "too_many_columns",
            _("Tables have at most %(columns)s columns.") % {"columns": MAX_COLUMNS},
        )
    if any(down(cell) > 1 for cell in header):
        told = _("The cells of the header are one row high.")
        judge.fault("value.header", "wrong_span", told)
    rows = tuple(
        _row(judge, row, f"value.rows.{place}")
        for place, row in enumerate(judge.rows(named.get("rows"), "value.rows"))
    )
    _check_rows(judge, rows, columns)
    return Table(
        id=block_id,
        value=TableValue(
            header=header,
            rows=rows,
            widths=_widths(judge, named.get("widths"), columns),
            align=_alignments(judge, named.get("align"), columns),
        ),
    )


def across(cell: Cell) -> int:
    """How many columns a cell takes."""
    return cell.colspan or 1 if isinstance(cell, MergedCell) else 1


def down(cell: Cell) -> int:
    """How many rows a cell takes."""
    return cell.rowspan or 1 if isinstance(cell, MergedCell) else 1


def _cell(judge: Judge, value: Any, field: str, *, needed: bool = False) -> Cell:
    if not isinstance(value, dict):
        return judge.inline(value, field, needed=needed)
    named = judge.mapping(value, field, CELL_PARTS) or {}
    text = judge.inline(named.get("text", ""), field, needed=needed)
    columns = _span(judge, named.get("colspan"), field, MAX_COLUMNS)
    rows = _span(judge, named.get("rowspan"), field, MAX_ROWSPAN)
    # The same page is the same tree, however it was sent.
    if columns is None and rows is None:
        return text
    return MergedCell(text=text, colspan=columns, rowspan=rows)


def _span(judge: Judge, value: Any, field: str, most: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= most:
        told = _("A merged cell takes a whole number from 1 to %(most)s.")
        judge.fault(field, "wrong_span", told % {"most": most})
        return None
    return value if value > 1 else None


def _row(judge: Judge, value: Any, at: str) -> tuple[Cell, ...]:
    cells = judge.rows(value, at)
    return tuple(_cell(judge, cell, f"{at}.{nth}") for nth, cell in enumerate(cells))


def _check_rows(judge: Judge, rows: Sequence[Sequence[Cell]], columns: int) -> None:
    """Each row fills the columns that cells from above have left free."""
    above = [0] * columns  # for how many rows, this one counted, a column is taken
    for place, row in enumerate(rows):
        at = f"value.rows.{place}"
        cells = sum(1 for rest in above if rest) + sum(across(cell) for cell in row)
        if row and cells != columns:
            told = _("Row %(row)s has %(cells)s cells, the header has %(columns)s.")
            numbers = {"row": place + 1, "cells": cells, "columns": columns}
            judge.fault(at, "ragged_row", told % numbers)
            return
        if not _take(row, above):
            judge.fault(at, "wrong_span", _("Merged cells lie over each other here."))
            return
        above = [max(0, rest - 1) for rest in above]
    if any(above):
        told = _("A merged cell goes on below the last row.")
        judge.fault("value.rows", "wrong_span", told)


def _take(row: Sequence[Cell], above: list[int]) -> bool:
    """Put the cells of a row in the free columns, or tell that one does not fit."""
    free = iter([at for at, rest in enumerate(above) if not rest])
    for cell in row:
        places = [next(free, -1) for _turn in range(across(cell))]
        if places != list(range(places[0], places[0] + len(places))):
            return False
        for at in places:
            above[at] = down(cell)
    return True


def _widths(judge: Judge, value: Any, columns: int) -> tuple[int, ...] | None:
    if value is None:
        return None
    good = (
        isinstance(value, list)
        and len(value) == columns
        and all(type(share) is int and 1 <= share <= MAX_SHARE for share in value)
    )
    if not good:
        judge.fault(
            "value.widths",
            "wrong_widths",
            _("Widths are whole numbers from 1 to 100, one for each column."),
        )
        return None
    return tuple(value)


def _alignments(judge: Judge, value: Any, columns: int) -> tuple[Alignment, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != columns:
        told = _("Alignments are a list with one for each column.")
        judge.fault("value.align", "wrong_align", told)
        return None
    found = tuple(
        judge.choice(one, f"value.align.{at}", ALIGNMENTS)
        for at, one in enumerate(value)
    )
    return found if set(found) != {"left"} else None
