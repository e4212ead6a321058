"""Workbooks (xlsx) as blocks: each sheet a table under the names of its columns.

Formulas show the value that was kept with them. Hidden sheets are shown as well, and
say that they are hidden: who signs must see what is in the file.
"""

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from eoffice.sandbox.job import SandboxJob
from workflow.reading_views.reading.parts import Block, table_of

MOST_SHEETS = 40
MOST_ROWS = 1_000  # of one sheet
MOST_COLUMNS = 48
ACROSS = 10  # columns beside each other on a page; more go on below
#: Rows that a sheet may claim to have before something stands in them.
MOST_EMPTY_ROWS = 20_000
DECIMALS = 6
Row = tuple[int, list[str]]


def xlsx_blocks(job: SandboxJob) -> Iterator[Block]:
    """Yield the sheets."""
    book = openpyxl.load_workbook(io.BytesIO(job.data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = _rows(sheet)
            yield from sheet_blocks(sheet.title, rows, hidden=_is_hidden(sheet))
        if len(book.worksheets) > MOST_SHEETS:
            yield {"kind": "more", "what": "sheets"}
    finally:
        book.close()


def _is_hidden(sheet: Any) -> bool:
    return str(getattr(sheet, "sheet_state", "visible")) != "visible"


def _rows(sheet: Any) -> Iterator[Row]:
    # What a file says of its own size is no reason to believe it.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_EMPTY_ROWS:
            return
        cells = [shown_value(cell) for cell in row[: MOST_COLUMNS + 1]]
        if any(cells):
            yield number, cells


def sheet_blocks(name: str, rows: Iterator[Row], *, hidden: bool) -> Iterator[Block]:
    """Yield a sheet: its name, its rows, and that there is more where there is."""
    yield {"kind": "part", "what": "sheet", "text": name, "hidden": hidden}
    kept: list[Row] = []
    is_cut = False
    for row in rows:
        if len(kept) == MOST_ROWS:
            is_cut = True
            break
        kept.append(row)
    is_cut = is_cut or any(len(trimmed(cells)) > MOST_COLUMNS for _n, cells in kept)
    width = min(
        max((len(trimmed(cells)) for _n, cells in kept), default=0), MOST_COLUMNS
    )
    for first in range(0, width, ACROSS):
        yield from _band(kept, first, min(first + ACROSS, width))
    if is_cut:
        yield {"kind": "more", "what": "rows"}


def trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Return the cells without the empty ones at the end."""
    last = max((at for at, text in enumerate(cells) if text), default=-1)
    return cells[: last + 1]


def _band(rows: Sequence[Row], first: int, last: int) -> Iterator[Block]:
    names = ["", *(get_column_letter(at + 1) for at in range(first, last))]
    # Of a band further to the right, rows without anything in it are left out.
    told = [
        [str(number), *cells[first:last]]
        for number, cells in rows
        if any(cells[first:last]) or not first
    ]
    if told:
        yield {**table_of([names, *told], columns=len(names)), "head": True}


def shown_value(cell: Any) -> str:
    """Return a cell as a reader in Indonesia would see it, near enough."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "BENAR" if value else "SALAH"
    if isinstance(value, datetime.datetime):
        form = "%d-%m-%Y %H.%M" if value.time() != datetime.time() else "%d-%m-%Y"
        return value.strftime(form)
    if isinstance(value, datetime.date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, int | float):
        return number_words(value, str(cell.number_format or ""))
    return str(value).strip()


def number_words(value: float, form: str) -> str:
    """Return a number with a comma before decimals, and points where it has them."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        return "#N/A"
    sign = ""
    if "%" in form:
        value, sign = value * 100, "%"
    grouped = "," if "#,#" in form else ""
    if isinstance(value, int):  # may have more digits than a float can hold
        return f"{value:{grouped}d}".replace(",", ".") + sign
    text = f"{round(value, DECIMALS):{grouped}.{DECIMALS}f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) + sign
