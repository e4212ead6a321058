"""A task of the sandbox: rows of a foreign workbook as plain text.

Imported by the sandbox process: no Django here. Formulas are not computed: their
kept values count, so a cell is what its author saw. Answers
`{"sheets": {name: [[cell, ...], ...]}}`, all text; a cell begins with `NO_TEXT` where
the spreadsheet kept a number that lost digits, or a day, instead of what was typed.
"""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl

from eoffice.sandbox.errors import FileBroken, FileTooLarge
from eoffice.sandbox.job import SandboxJob

NO_TEXT = "\x00"  # cannot stand in a cell of a workbook
EXACT = 10**15  # a spreadsheet keeps 15 digits of a number; the rest becomes zeros
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_CELL = 12, 20_000, 40, 2_000


def read_workbook(job: SandboxJob) -> dict[str, Any]:
    """Return the cells of every sheet, within limits.

    Raises:
        FileBroken, FileTooLarge.
    """
    try:
        check_unpacked(job)
        book = openpyxl.load_workbook(
            io.BytesIO(job.data), read_only=True, data_only=True, keep_links=False
        )
        names = book.sheetnames[:MAX_SHEETS]
        return {"sheets": {name: _rows(book[name]) for name in names}}
    except (FileBroken, FileTooLarge):
        raise
    except Exception as error:  # a foreign file may break any parser
        raise FileBroken(str(error)) from error


def check_unpacked(job: SandboxJob) -> None:
    """Refuse what unpacks to more than the job allows.

    Raises:
        FileTooLarge.
    """
    with zipfile.ZipFile(io.BytesIO(job.data)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
    if len(entries) > job.limits.entries or size > job.limits.unpacked_bytes:
        message = f"{len(entries)} entries, {size} bytes"
        raise FileTooLarge(message)


def _rows(sheet: Any) -> list[list[str]]:
    rows = []
    for number, row in enumerate(
        sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    ):
        if number > MAX_ROWS:
            message = f"more than {MAX_ROWS} rows"
            raise FileTooLarge(message)
        rows.append([text_of(cell) for cell in row])
    return rows


def text_of(cell: Any) -> str:
    """Return what a cell says as text, with its mark where it is no text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return NO_TEXT + cell.isoformat()[:10]
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell)
    return str(cell)[: MAX_CELL + 1]


def _number(cell: float) -> str:
    if abs(cell) < EXACT and float(cell).is_integer():
        return str(int(cell))
    return NO_TEXT + str(cell)
