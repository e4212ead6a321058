"""A task of the sandbox: rows of a workbook that was given out and comes back filled.

Imported by the sandbox process: no Django here. Answers as `read_workbook` does, but
a cell that holds a formula begins with `FORMULA`: what it shows is not what it says,
and whoever gave the sheet out wants words and not sums.
"""

import io
from datetime import date, time, timedelta
from typing import Any

import openpyxl

from eoffice.importing.spreadsheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    check_unpacked,
    text_of,
)
from eoffice.sandbox.errors import FileBroken, FileTooLarge
from eoffice.sandbox.job import SandboxJob

FORMULA = "\x01"  # cannot stand in a cell of a workbook
#: What a cell may hold besides; a formula over several cells is an object of its own.
PLAIN = (str, int, float, date, time, timedelta, type(None))


def read_filled(job: SandboxJob) -> dict[str, Any]:
    """Return the cells of every sheet, within limits, formulas marked.

    Raises:
        FileBroken, FileTooLarge.
    """
    try:
        check_unpacked(job)
        book = openpyxl.load_workbook(
            io.BytesIO(job.data), read_only=True, data_only=False, keep_links=False
        )
        names = book.sheetnames[:MAX_SHEETS]
        return {"sheets": {name: _rows(book[name]) for name in names}}
    except (FileBroken, FileTooLarge):
        raise
    except Exception as error:  # a foreign file may break any parser
        raise FileBroken(str(error)) from error


def _rows(sheet: Any) -> list[list[str]]:
    rows = []
    for number, row in enumerate(
        sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    ):
        if number > MAX_ROWS:
            message = f"more than {MAX_ROWS} rows"
            raise FileTooLarge(message)
        rows.append([_text(cell) for cell in row])
    return rows


def _text(cell: Any) -> str:
    # A text that begins alike is taken for one: it was given out with a sign before it.
    if not isinstance(cell, PLAIN) or (isinstance(cell, str) and cell.startswith("=")):
        return FORMULA
    return text_of(cell)
