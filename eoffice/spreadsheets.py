"""Lists as spreadsheets. No cell can run: a formula from outside is text.

What letters say comes from strangers; a cell that begins like a formula would be run
by a spreadsheet program (OWASP: CSV injection), so it gets an apostrophe in front.
"""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel takes 32,767 characters in a cell, and calls a file with more broken.
LONGEST_CELL = 32_000
WIDTH = 24


def neutral(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    return f"'{clean}" if clean.lstrip(" ").startswith(RUNS) else clean


def sheet_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return an .xlsx file with one sheet."""
    book = Workbook(write_only=True)
    # Excel takes no longer name of a sheet
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for column in range(len(heads)):
        sheet.column_dimensions[chr(ord("A") + column)].width = WIDTH
    first = [WriteOnlyCell(sheet, value=head) for head in heads]
    for cell in first:
        cell.font = Font(bold=True)
    sheet.append(first)
    for row in rows:
        sheet.append([neutral(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file that is saved, never opened in our own pages."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
