"""The empty workbook to fill in: sheets, headers, one example, words to choose."""

import io
from collections.abc import Mapping

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from eoffice.importing import sheets

CHOICES: dict[tuple[str, str], Mapping[str, object]] = {
    (sheets.UNITS, "jenis"): sheets.UNIT_KINDS,
    (sheets.POSITIONS, "jenis"): sheets.POSITION_KINDS,
    (sheets.ACTING, "jenis"): sheets.ACTING_KINDS,
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LAST_ROW = 5001


def neutralised(cell: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def template(*, with_example: bool = True) -> bytes:
    """Return the workbook as XLSX; required headers are marked bold."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, columns in sheets.SHEETS.items():
        sheet = book.create_sheet(name)
        for number, column in enumerate(columns, start=1):
            head = sheet.cell(1, number, column.header)
            head.font = Font(bold=column.required)
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = max(14, len(column.example) + 2)
            if column.identifies:
                sheet.column_dimensions[letter].number_format = "@"
            if with_example:
                sheet.cell(2, number, neutralised(column.example)).number_format = "@"
            if words := CHOICES.get((name, column.header)):
                listed = DataValidation(type="list", formula1=f'"{",".join(words)}"')
                listed.add(f"{letter}2:{letter}{LAST_ROW}")
                sheet.add_data_validation(listed)
        sheet.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
