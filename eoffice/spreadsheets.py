"""Lists as spreadsheets. No cell can run: a formula from outside is text.

What letters say comes from strangers; a cell that begins like a formula would be run
by a spreadsheet program (OWASP: CSV injection), so it gets an apostrophe in front.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel takes 32,767 characters in a cell, and calls a file with more broken.
LONGEST_CELL = 32_000
WIDTH = 24
# Excel takes no longer name of a sheet, and none of these signs in it.
LONGEST_NAME = 31
NO_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name, its heads, its rows as text."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str]]


def neutral(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    return f"'{clean}" if clean.lstrip(" ").startswith(RUNS) else clean


def sheet_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return an .xlsx file with one sheet."""
    return workbook_of([Sheet(name=title, heads=heads, rows=rows)])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Return an .xlsx file; names that meet are told apart by a number."""
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book, sheet, _free_name(sheet.name, taken))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _free_name(wanted: str, taken: set[str]) -> str:
    plain = NO_NAME.sub(" ", wanted).strip()
    name, n = plain[:LONGEST_NAME], 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: LONGEST_NAME - 1 - len(str(n))]} {n}"
    taken.add(name.casefold())
    return name


def _write(book: Workbook, sheet: Sheet, name: str) -> None:
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for column in range(1, len(sheet.heads) + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTH
    first = [WriteOnlyCell(page, value=head) for head in sheet.heads]
    for cell in first:
        cell.font = Font(bold=True)
    page.append(first)
    for row in sheet.rows:
        page.append([neutral(value) for value in row])


def file_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file that is saved, never opened in our own pages."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
