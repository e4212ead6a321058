"""A task of the sandbox: rows of a foreign CSV file by the sheet they name.

Imported by the sandbox process: no Django here. Answers as `read_workbook` does,
`{"sheets": {name: [[cell, ...], ...]}}`, each sheet with the heads first and its rows
at their line of the file; or `{"fault": code}`: `wrong_media_type` for what is no text
in UTF-8, `wrong_form` for a file whose first column is not `lembar`. `read_table` reads
a file without that column, as the one sheet `""`.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from eoffice.importing.spreadsheet import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    NO_TEXT,
)
from eoffice.sandbox.errors import FileBroken, FileTooLarge
from eoffice.sandbox.job import SandboxJob

SHEET_COLUMN = "lembar"
Sheets = dict[str, list[list[str]]]


def read_csv(job: SandboxJob) -> dict[str, Any]:
    """Return the rows by sheet, within the limits of a workbook.

    Raises:
        FileBroken, FileTooLarge.
    """
    lines = _lines(job.data)
    if lines is None:
        return {"fault": "wrong_media_type"}
    try:
        heads = next(lines, [])
        if heads[:1] != [SHEET_COLUMN]:
            return {"fault": "wrong_form"}
        return {"sheets": _by_sheet(_cells(heads), lines)}
    except csv.Error as error:  # a field without end, or one beyond the module's limit
        raise FileBroken(str(error)) from error


def read_table(job: SandboxJob) -> dict[str, Any]:
    """Return the rows of a file that is one table, heads first.

    Raises:
        FileBroken, FileTooLarge.
    """
    lines = _lines(job.data)
    if lines is None:
        return {"fault": "wrong_media_type"}
    try:
        rows = [_cells(line) for line in islice(lines, MAX_ROWS + 1)]
    except csv.Error as error:
        raise FileBroken(str(error)) from error
    if len(rows) > MAX_ROWS:
        message = f"more than {MAX_ROWS} rows"
        raise FileTooLarge(message)
    return {"sheets": {"": rows}}


def _lines(data: bytes) -> Iterator[list[str]] | None:
    """Return the lines of a file in UTF-8; nothing where it is none."""
    try:
        # spreadsheets put a byte order mark before UTF-8
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # where the comma parts decimals, spreadsheets write semicolons
    delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _by_sheet(heads: list[str], lines: Iterable[list[str]]) -> Sheets:
    sheets: Sheets = {}
    for number, line in enumerate(lines, start=2):
        if number > MAX_ROWS:
            message = f"more than {MAX_ROWS} rows"
            raise FileTooLarge(message)
        if not line or not line[0].strip():
            continue
        sheet = sheets.setdefault(line[0].strip()[:MAX_CELL], [heads])
        if len(sheets) > MAX_SHEETS:
            message = f"more than {MAX_SHEETS} sheets"
            raise FileTooLarge(message)
        # empty rows for those of other sheets: faults name the line of the file
        sheet += [[]] * (number - len(sheet) - 1) + [_cells(line)]
    return sheets


def _cells(line: list[str]) -> list[str]:
    # one sign more than fits: what is too long is refused later, not cut unseen
    return [cell.replace(NO_TEXT, "")[: MAX_CELL + 1] for cell in line[:MAX_COLUMNS]]
