"""A pasted or uploaded table of holidays: day, name, kind, one a line.

From a spreadsheet (tabs), as CSV, or as XLSX, which is opened in the sandbox. Days are
read as people write them; without a year they lie in the year of the list.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.days.typed_days import NoDay, parse_day
from eoffice.errors import Fault, Invalid
from eoffice.holidays.models import HolidayKind

ZIP_START = b"PK\x03\x04"
NO_TEXT = "\x00"  # how the sandbox marks a cell that was a day, not text
MOST_BYTES = 200_000
MOST_DAYS = 100  # a decree names about 25
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayInput:
    """One day of a list."""

    day: date
    name: str
    kind: str = HolidayKind.NATIONAL


def days_of_file(content: bytes, year: int) -> list[HolidayInput]:
    """Return the days of an XLSX or CSV file.

    Raises:
        Invalid: the file is neither, too large, or a line is no day of the year.
        SandboxError: it cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise _refused("file", "too_large", _("This is larger than allowed."))
    if content.startswith(ZIP_START):
        sheets = sandbox.run("read_workbook", content)["sheets"]
        return days_of_rows(next(iter(sheets.values()), []), year)
    try:
        return days_of_text(content.decode("utf-8-sig"), year)
    except UnicodeDecodeError as error:
        told = _("This is neither XLSX nor CSV in UTF-8.")
        raise _refused("file", "wrong_media_type", told) from error


def days_of_text(text: str, year: int) -> list[HolidayInput]:
    """Return the days of a pasted table.

    Raises:
        Invalid: a line is no day of the year.
    """
    first = text.strip().split("\n", 1)[0]
    mark = next((one for one in "\t;" if one in first), ",")
    return days_of_rows(csv.reader(io.StringIO(text), delimiter=mark), year)


def days_of_rows(rows: Iterable[Sequence[str]], year: int) -> list[HolidayInput]:
    """Return the days of rows; one with heads comes first and is passed over.

    Raises:
        Invalid: with every line that is no day of the year.
    """
    days: list[HolidayInput] = []
    faults: list[Fault] = []
    for n, row in enumerate(rows, start=1):
        cells = [cell.replace(NO_TEXT, "").strip() for cell in row]
        if not any(cells) or (n == 1 and not any(c.isdigit() for c in cells[0])):
            continue
        try:
            days.append(_day_of(cells, year))
        except ValueError:
            told = _("Line %(n)d: write a day of %(year)d, its name and its kind.")
            message = told % {"n": n, "year": year}
            faults.append(Fault(field=f"days.{n}", code="no_day", message=message))
    if len(days) > MOST_DAYS or (not days and not faults):
        told = _("Bring between one and 100 days.")
        faults.append(Fault(field="days", code="required", message=told))
    if faults:
        raise Invalid(faults)
    return days


def _day_of(cells: Sequence[str], year: int) -> HolidayInput:
    """Read one line.

    Raises:
        ValueError: no day, no name, or a day of another year.
    """
    padded = [*cells, "", "", ""]
    day = parse_day(padded[0], today=date(year, 1, 1))
    name, kind = padded[1], padded[2].lower()
    if day.year != year or not name:
        raise NoDay(padded[0])
    is_leave = "cuti" in kind or kind == HolidayKind.COLLECTIVE_LEAVE
    return HolidayInput(
        day=day,
        name=name[:LONGEST_NAME],
        kind=HolidayKind.COLLECTIVE_LEAVE if is_leave else HolidayKind.NATIONAL,
    )


def _refused(field: str, code: str, message: str) -> Invalid:
    return Invalid([Fault(field=field, code=code, message=message)])
