"""A table of a region's SKKAAD: code, class, reason, one line each.

Pasted from a spreadsheet (tabs), as CSV, or as XLSX, which is opened in the sandbox:
the file is a stranger's. Whatever is not a code and a class is refused by its line.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.errors import Fault, Invalid, ServiceDown
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.sandbox.limits import MEBIBYTE
from workflow.security_class import SecurityClass

ZIP_START = b"PK\x03\x04"
MOST_BYTES = 2 * MEBIBYTE
MOST_LINES = 5000  # the schedule has about 3,000 codes
MOST_FAULTS = 100
LONGEST_REASON = 300
CODE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,7}")
# As people write them; one letter is the mark that stands on the number.
CLASSES = {
    **{one.value.replace("_", " "): one.value for one in SecurityClass},
    **{one.letter.lower(): one.value for one in SecurityClass},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """One line of the table: the lowest class of a code and of all below it."""

    code: str
    security_class: str
    reason: str = ""

    @property
    def class_words(self) -> str:
        """Return the class in words."""
        return str(SecurityClass(self.security_class).label)


def lines_of_file(content: bytes) -> list[LineGiven]:
    """Return the lines of an XLSX or CSV file.

    Raises:
        Invalid: too large, neither of the two, or with every line that says no class.
        ServiceDown: the sandbox is away.
    """
    if len(content) > MOST_BYTES:
        raise _refused("file", "too_large", _("This is larger than allowed."))
    return lines_of_rows(rows_of_file(content))


def rows_of_file(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet of an XLSX file, or of a CSV file.

    Raises:
        Invalid: neither of the two.
        ServiceDown: the sandbox is away.
    """
    if content.startswith(ZIP_START):
        return _rows_of_workbook(content)
    try:
        return _rows_of_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        told = _("This is neither XLSX nor CSV in UTF-8.")
        raise _refused("file", "wrong_media_type", told) from error


def lines_of_text(text: str) -> list[LineGiven]:
    """Return the lines of a pasted table or of CSV.

    Raises:
        Invalid: with every line that says no class.
    """
    return lines_of_rows(_rows_of_text(text))


def _rows_of_text(text: str) -> list[list[str]]:
    first = text.strip().split("\n", 1)[0]
    mark = next((one for one in "\t;" if one in first), ",")
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:  # a cell without end, or a sign that is no text
        told = _("This table cannot be read.")
        raise _refused("table", "unreadable", told) from error


def lines_of_rows(rows: Iterable[Sequence[str]]) -> list[LineGiven]:
    """Return the lines of rows; one with heads comes first and is passed over.

    Raises:
        Invalid: with every line that says no class, and every code that comes twice.
    """
    lines: dict[str, LineGiven] = {}
    faults: list[Fault] = []
    for n, row in enumerate(rows, start=1):
        cells = [cell.replace(NO_TEXT, "").strip() for cell in row]
        if not any(cells) or (n == 1 and not any(c.isdigit() for c in cells[0])):
            continue
        line = _line_of(cells)
        if line is None or line.code in lines:
            told = _("Line %(n)d: write a code once, its class and the reason.")
            message = told % {"n": n}
            faults.append(Fault(field=f"lines.{n}", code="no_line", message=message))
        else:
            lines[line.code] = line
        if len(lines) > MOST_LINES or len(faults) >= MOST_FAULTS:
            break
    if len(lines) > MOST_LINES or not (lines or faults):
        told = _("Bring between one and 5,000 lines.")
        faults.append(Fault(field="lines", code="required", message=told))
    if faults:
        raise Invalid(faults)
    return list(lines.values())


def _line_of(cells: Sequence[str]) -> LineGiven | None:
    code, name, reason, *_more = [*cells, "", "", ""]
    security_class = CLASSES.get(" ".join(name.lower().replace("_", " ").split()))
    if not CODE.fullmatch(code) or security_class is None:
        return None
    if len(reason) > LONGEST_REASON:
        return None
    return LineGiven(code=code, security_class=security_class, reason=reason)


def as_text(lines: Iterable[LineGiven]) -> str:
    """Return the lines as a table that is read again."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t")
    for one in lines:
        writer.writerow([one.code, one.security_class.replace("_", " "), one.reason])
    return written.getvalue()


def _rows_of_workbook(content: bytes) -> list[list[str]]:
    try:
        sheets = sandbox.run("read_workbook", content)["sheets"]
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as error:
        text = _("This is no XLSX file that can be read.")
        raise _refused("file", "unreadable", text) from error
    return next(iter(sheets.values()), [])


def _refused(field: str, code: str, message: str) -> Invalid:
    return Invalid([Fault(field=field, code=code, message=message)])
