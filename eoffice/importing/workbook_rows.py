"""From a file to typed rows, every bad cell named by sheet, row and column."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice import sandbox
from eoffice.errors import Fault, Invalid
from eoffice.importing.cells import BadCell
from eoffice.importing.sheets import SHEETS, Column
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.sandbox.limits import MEBIBYTE

MAX_BYTES = 20 * 1024 * 1024
MAX_FAULTS = 200
ZIP_START = b"PK\x03\x04"
#: A kabupaten's officials are 2 MB of text; more would only fill the web process.
IMPORT_LIMITS = sandbox.Limits(result_bytes=16 * MEBIBYTE)
FAULTS = {
    "wrong_media_type": gettext_lazy("This is neither XLSX nor CSV in UTF-8."),
    "wrong_form": gettext_lazy("The first column of a CSV file is lembar."),
}
Cells = dict[str, list[list[str]]]


@dataclass(slots=True)
class SheetRow:
    """One row: where it stands and what it says."""

    sheet: str
    number: int  # as the spreadsheet counts, headers are row 1
    values: dict[str, Any]


@dataclass(slots=True)
class Findings:
    """Faults so far, each with its place."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, row: SheetRow | None, column: str, code: str, message: str) -> None:
        """Note a fault at `Sheet!row.column`."""
        place = f"{row.sheet}!{row.number}.{column}" if row else column
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(field=place, code=code, message=message))

    def check(self) -> None:
        """Raise `Invalid` with everything found."""
        if self.faults:
            raise Invalid(self.faults)


def read_rows(content: bytes, findings: Findings) -> dict[str, list[SheetRow]]:
    """Return the rows of an XLSX or CSV file by sheet.

    Raises:
        Invalid: the file is neither, or too large.
        SandboxError: it cannot be read.
    """
    if len(content) > MAX_BYTES:
        message = _("This is larger than allowed. Nothing was kept.")
        raise Invalid([Fault(field="file", code="too_large", message=message)])
    cells = _cells_of(content)
    known = {name.lower(): name for name in SHEETS}
    rows: dict[str, list[SheetRow]] = {name: [] for name in SHEETS}
    for name, lines in cells.items():
        sheet = known.get(name.strip().lower())
        if sheet is not None and lines:
            rows[sheet] += _typed(sheet, lines, findings)
    if not any(rows.values()) and not findings.faults:
        message = _("No sheet Unit, Jabatan, Pejabat or Penugasan with rows was found.")
        findings.add(None, "file", "empty", message)
    return rows


def _cells_of(content: bytes) -> Cells:
    """Cells by sheet; the file is taken apart in the sandbox, whatever its kind."""
    task = "read_workbook" if content.startswith(ZIP_START) else "read_csv"
    answer = sandbox.run(task, content, limits=IMPORT_LIMITS)
    if code := answer.get("fault"):
        message = FAULTS.get(code, FAULTS["wrong_media_type"])
        raise Invalid([Fault(field="file", code=code, message=message)])
    cells: Cells = answer["sheets"]
    return cells


def _typed(sheet: str, lines: list[list[str]], findings: Findings) -> list[SheetRow]:
    headers = [header.strip().lower() for header in lines[0]]
    columns = {column.header: column for column in SHEETS[sheet]}
    missing = [
        c.header for c in SHEETS[sheet] if c.required and c.header not in headers
    ]
    for header in missing:
        row = SheetRow(sheet, 1, {})
        findings.add(row, header, "required", _("This column is missing."))
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if missing or not any(cell.strip() for cell in line):
            continue
        row = SheetRow(sheet, number, {})
        for header, cell in zip(headers, line, strict=False):
            if header in columns:
                _take(row, columns[header], cell.strip(), findings)
        _check_required(row, columns, findings)
        rows.append(row)
    return rows


def _take(row: SheetRow, column: Column, cell: str, findings: Findings) -> None:
    is_text = not cell.startswith(NO_TEXT)
    cell = cell.removeprefix(NO_TEXT)
    if not cell:
        return
    if column.identifies and not is_text:
        row.values[column.field] = None
        message = _(
            "The column %(column)s has to be text. Format it as text in the"
            " spreadsheet, then type it anew: a number loses its last digits."
        )
        told = message % {"column": column.header}
        findings.add(row, column.header, "not_text", told)
        return
    try:
        row.values[column.field] = column.read(cell)
    except BadCell as bad:
        row.values[column.field] = None
        findings.add(row, column.header, bad.code, str(bad))


def _check_required(
    row: SheetRow, columns: dict[str, Column], findings: Findings
) -> None:
    for column in columns.values():
        if column.required and column.field not in row.values:
            findings.add(row, column.header, "required", _("This is required."))
