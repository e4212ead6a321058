"""A table of a retention schedule: read, and judged cell by cell.

CSV or XLSX with the columns of the shipped schedule (`archive/seed/`), in English or
Indonesian; XLSX is opened in the sandbox. Every fault names its row, its column and
what to do; whether codes are known is judged by `drafting`. A line that says it has
ended is history and left out: a schedule that was given out is taken back as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.classification.tables import CODE, MOST_BYTES, rows_of_file
from archive.reference_data import FATES
from archive.retention.models import CountedFrom
from archive.retention.versions import MOST_YEARS
from eoffice.errors import Fault, Invalid
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.objects.store import require_no_transaction

MOST_LINES = 10_000
MOST_FAULTS = 200
#: column -> the heads it may have, in lower case
HEADS = {
    "code": ("classification_code", "kode", "kode klasifikasi"),
    "description": ("description", "uraian", "jenis arsip"),
    "active": ("active_years", "aktif", "retensi aktif"),
    "counted_from": ("active_counted_from", "dihitung dari"),
    "trigger": ("active_trigger_text", "peristiwa"),
    "inactive": ("inactive_years", "inaktif", "retensi inaktif"),
    "total": ("total_years", "jumlah"),
    "fate": ("final_disposition", "keterangan", "nasib akhir"),
    "exception": ("disposition_exception", "pengecualian"),
    "parent": ("parent", "induk"),
    "valid_from": ("valid_from", "berlaku dari", "berlaku sejak"),
    "valid_to": ("valid_to", "berlaku sampai", "berlaku hingga"),
}
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
NEEDED = ("code", "description", "active", "inactive", "fate")
COUNTED = {
    "": CountedFrom.FILE_CLOSED,
    "berkas ditutup": CountedFrom.FILE_CLOSED,
    "peristiwa": CountedFrom.EVENT,
    "selama berlaku": CountedFrom.WHILE_VALID,
    **{one.value: one for one in CountedFrom},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLineGiven:
    """One line; `row` is its number in the table. Years count from `counted_from`."""

    row: int
    code: str
    parent: str
    description: str
    active_years: int
    inactive_years: int
    counted_from: str
    trigger_text: str
    final_disposition: str
    disposition_exception: str


def schedule_of_upload(file: File) -> list[ScheduleLineGiven]:
    """Return the lines of a brought XLSX or CSV file of at most 2 MiB.

    Outside a transaction: the sandbox may be slow.

    Raises:
        Invalid: not such a file, or with every cell that is wrong.
        ServiceDown: the sandbox is away.
        RuntimeError: inside a transaction.
    """
    require_no_transaction()
    if file.size > MOST_BYTES:  # before a byte of it comes into memory
        raise _too_large()
    return schedule_of_file(file.read())


def schedule_of_file(content: bytes) -> list[ScheduleLineGiven]:
    """Return the lines of the bytes of such a file, as `schedule_of_upload` does."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    return schedule_of_rows(rows_of_file(content))


def _too_large() -> Invalid:
    told = _("This is larger than allowed.")
    return Invalid([Fault(field="file", code="too_large", message=told)])


def schedule_of_rows(rows: Iterable[Sequence[str]]) -> list[ScheduleLineGiven]:
    """Return the lines of rows whose first one has the heads.

    Raises:
        Invalid: with every fault, up to 200.
    """
    given = [[cell.replace(NO_TEXT, "").strip() for cell in row] for row in rows]
    places = _places(given[0] if given else [])
    reader = _LineReader(places)
    lines: dict[str, ScheduleLineGiven] = {}
    for n, cells in enumerate(given[1:], start=2):
        if not any(cells) or len(reader.faults) >= MOST_FAULTS:
            continue
        line = reader.line(n, cells)
        if reader.has_ended():
            continue
        if line.code in lines:
            first = lines[line.code].row
            told = _("code %(code)s stands in row %(row)d already; keep one of them")
            reader.blame("code", told % {"code": line.code, "row": first})
        lines[line.code] = line
    if not reader.faults and not 0 < len(lines) <= MOST_LINES:
        told = _("Bring between one and 10,000 lines.")
        reader.faults.append(Fault(field="file", code="required", message=told))
    if reader.faults:
        raise Invalid(reader.faults)
    return list(lines.values())


def _places(heads: Sequence[str]) -> dict[str, int]:
    said = [head.lower().replace("_", " ") for head in heads]
    places = {
        name: said.index(words[0])
        for name, ways in HEADS.items()
        if (words := [w.replace("_", " ") for w in ways if w.replace("_", " ") in said])
    }
    if missing := [HEADS[name][0] for name in NEEDED if name not in places]:
        text = _("The first row lacks these heads: %(heads)s.")
        message = text % {"heads": ", ".join(missing)}
        raise Invalid([Fault(field="file", code="no_heads", message=message)])
    return places


class _LineReader:
    """Reads rows one by one and collects what is wrong with their cells."""

    def __init__(self, places: dict[str, int]) -> None:
        self.places, self.faults = places, []
        self.row, self.cells = 0, []

    faults: list[Fault]
    cells: Sequence[str]

    def line(self, row: int, cells: Sequence[str]) -> ScheduleLineGiven:
        """Return the row as a line; where a cell is wrong, with what can be kept."""
        self.row, self.cells = row, cells
        counted = self._known("counted_from", COUNTED)
        active, inactive = self._years("active"), self._years("inactive")
        total = self._cell("total")
        if total and total != str(active + inactive):
            told = _("is not active and inactive years together; mend one of the three")
            self.blame("total", told)
        if counted == CountedFrom.EVENT and not self._cell("trigger"):
            self.blame("trigger", _("name the event from which the years are counted"))
        return ScheduleLineGiven(
            row=row,
            code=self._checked("code", lambda text: bool(CODE.fullmatch(text))),
            parent=self._cell("parent"),
            description=self._checked("description", bool),
            active_years=active,
            inactive_years=inactive,
            counted_from=counted or CountedFrom.FILE_CLOSED,
            trigger_text=self._cell("trigger"),
            final_disposition=self._known("fate", FATES),
            disposition_exception=self._cell("exception"),
        )

    def has_ended(self) -> bool:
        """Judge from when to when the line holds; tell whether that is over.

        A rule in force begins with its schedule and is ended by the next one, so that
        a line neither begins later nor names an end to come.
        """
        today = timezone.localdate()
        begins, ends = self._day("valid_from"), self._day("valid_to")
        if begins and ends and ends < begins:
            self.blame("valid_to", _("a line ends after it begins"))
        elif begins and begins > today:
            self.blame("valid_from", _("it begins later; bring it once it holds"))
        elif ends and ends >= today:
            told = _("leave it empty: a line is ended by the schedule that follows")
            self.blame("valid_to", told)
        return ends is not None and ends < today

    def blame(self, column: str, what: str) -> None:
        """Say what is wrong with a cell of this row, and what to do."""
        place = self.places.get(column)
        letter = chr(ord("A") + place) if place is not None and place < 26 else "?"  # noqa: PLR2004  one letter
        told = _("Row %(row)d, cell %(cell)s: %(what)s.")
        message = told % {"row": self.row, "cell": f"{letter}{self.row}", "what": what}
        field = f"lines.{self.row}.{column}"
        self.faults.append(Fault(field=field, code="wrong_cell", message=message))

    def _cell(self, column: str) -> str:
        place = self.places.get(column, len(self.cells))
        return self.cells[place] if place < len(self.cells) else ""

    def _checked(self, column: str, fits: Callable[[str], bool]) -> str:
        text = self._cell(column)
        if not fits(text):
            told = _("“%(text)s” is no code") if column == "code" else _("is empty")
            self.blame(column, told % {"text": text} if column == "code" else told)
        return text

    def _years(self, column: str) -> int:
        text = self._cell(column)
        is_number = text.isascii() and text.isdecimal() and int(text[:9]) <= MOST_YEARS
        if not is_number:
            told = _("“%(text)s” is no number of years from 0 to %(most)d")
            self.blame(column, told % {"text": text, "most": MOST_YEARS})
            return 0
        return int(text)

    def _day(self, column: str) -> date | None:
        # A spreadsheet's day may come with a time behind it.
        text = self._cell(column)[:10]
        for form in DAYS if text else ():
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007  a day alone
            except ValueError:
                continue
        if text:
            self.blame(column, _("“%(text)s” is no date") % {"text": text})
        return None

    def _known(self, column: str, words: Mapping[str, str]) -> str:
        text = self._cell(column).lower()
        found = words.get(text) or words.get(text.replace(" ", "_"))
        if found is None:
            told = _("“%(text)s” is none of: %(words)s")
            known = ", ".join(word for word in words if word)
            self.blame(column, told % {"text": text, "words": known})
            return ""
        return found
