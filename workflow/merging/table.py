"""The brought table as plain rows: a file from outside, taken apart in the sandbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.errors import Fault, Invalid, ServiceDown
from eoffice.files.uploads import upload_of
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.objects import store
from eoffice.objects.kinds import BY_MEDIA_TYPE, TABLE
from eoffice.objects.models import UploadState
from eoffice.sandbox.limits import MEBIBYTE
from workflow.merging.gaps import folded
from workflow.rendering.dates_in_words import date_in_words

MOST_BYTES = 5 * MEBIBYTE
MOST_ROWS = 1000
TASKS = {"xlsx": "read_workbook", TABLE.code: "read_table"}  # of the sandbox, by kind
LIMITS = sandbox.Limits(result_bytes=16 * MEBIBYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtCell:
    """What a cell says; `is_number`: the spreadsheet may have dropped digits of it."""

    text: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number as the spreadsheet counts, and its cells in order."""

    number: int
    cells: Sequence[BroughtCell]

    def at(self, column: int) -> BroughtCell:
        """Return the cell; an empty one where the row ends before."""
        return self.cells[column] if column < len(self.cells) else BroughtCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtTable:
    """A table with its heads; rows without any text are left out."""

    name: str
    heads: Sequence[str]
    rows: Sequence[TableRow]


def table_of_upload(upload_id: UUID, *, owner_id: UUID) -> BroughtTable:
    """Return the table of one's own upload, once its check let it pass: XLSX or CSV.

    Raises:
        NotFound: unknown, or somebody else's.
        Invalid: not checked yet, refused, no workbook, or it has no rows, or too many.
        ServiceDown: store or sandbox away.
    """
    upload = upload_of(upload_id, owner_id=owner_id)
    if upload.state != UploadState.CLEAN:
        text = _("This file is not there, or has not been checked yet.")
        raise _refused("unknown_upload", text)
    kind = BY_MEDIA_TYPE.get(upload.stored.media_type)
    task = TASKS.get(kind.code) if kind else None
    if task is None:
        raise _refused("wrong_media_type", _("Bring a table as XLSX or CSV."))
    if upload.stored.size > MOST_BYTES:
        raise _refused("too_large", _("This is larger than allowed."))
    content = store.get_bytes(upload.stored)
    return _table(upload.name, _cells(task, content))


def with_columns(table: BroughtTable, columns: Mapping[str, str]) -> BroughtTable:
    """Return the table with heads named as the gaps they are said to fill.

    Raises:
        Invalid: a column that the table does not have.
    """
    places = {folded(head): place for place, head in enumerate(table.heads)}
    heads = list(table.heads)
    for gap, column in columns.items():
        place = places.get(folded(column))
        if place is None:
            text = _("The table has no column “%(name)s”.") % {"name": column}
            raise Invalid([Fault(field="columns", code="no_column", message=text)])
        heads[place] = gap
    return replace(table, heads=heads)


def _cells(task: str, content: bytes) -> list[list[str]]:
    try:
        answer = sandbox.run(task, content, limits=LIMITS)
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as error:
        raise _refused("unreadable", _("This file cannot be read safely.")) from error
    if code := answer.get("fault"):
        raise _refused(code, _("This is neither XLSX nor CSV in UTF-8."))
    sheets: dict[str, list[list[str]]] = answer["sheets"]
    return next(iter(sheets.values()), [])


def _table(name: str, lines: list[list[str]]) -> BroughtTable:
    first = lines[0] if lines else []
    heads = [" ".join(head.replace(NO_TEXT, "").split()) for head in first]
    rows = [
        TableRow(number=number, cells=[_cell(text) for text in line])
        for number, line in enumerate(lines[1:], start=2)
        if any(text.strip() for text in line)
    ]
    if not rows or len(rows) > MOST_ROWS:
        text = _("The first row names the columns; below it 1 to 1,000 rows.")
        raise _refused("bad_rows", text)
    return BroughtTable(name=name, heads=heads, rows=rows)


def _cell(text: str) -> BroughtCell:
    if not text.startswith(NO_TEXT):
        return BroughtCell(text=text.strip())
    kept = text.removeprefix(NO_TEXT).strip()
    try:
        return BroughtCell(text=date_in_words(date.fromisoformat(kept)))
    except ValueError:
        return BroughtCell(text=kept, is_number=True)


def _refused(code: str, text: str) -> Invalid:
    return Invalid([Fault(field="upload", code=code, message=text)])
