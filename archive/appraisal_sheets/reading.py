"""Reading a filled sheet: a file from outside, taken apart in the sandbox.

Each row becomes a word, silence, or a row that cannot be read, with the reason. What
depends on how the list stands at the moment is judged later (`judging`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from archive.appraisal_sheets import columns
from archive.appraisal_sheets.errors import Conflict
from archive.appraisal_sheets.marks import base_in
from archive.disposal.appraising import CommitteeWord, word_faults
from archive.disposal.models import DestructionItem
from archive.disposal.states import Appraisal
from eoffice import sandbox
from eoffice.errors import Fault, Invalid, ServiceDown
from eoffice.importing.filled import FORMULA
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.sandbox.limits import MEBIBYTE
from eoffice.spreadsheets import RUNS, neutral

MOST_BYTES = 8 * MEBIBYTE  # 20,000 rows with their reasons
LIMITS = sandbox.Limits(result_bytes=32 * MEBIBYTE)
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
ACTING = (columns.ITEM, columns.MARK, *sorted(columns.FILLED))

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWord:
    """What a row says of its item; `base` is how the item stood when it was given."""

    row: int
    item: UUID
    base: str
    word: CommitteeWord

    def kept(self) -> list[object]:
        """Return it as the sheet keeps it."""
        until = self.word.until.isoformat() if self.word.until else None
        word = (self.word.decision.value, until, self.word.reason)
        return [self.row, str(self.item), self.base, *word]

    @classmethod
    def of_kept(cls, kept: Sequence[str]) -> "RowWord":
        """Return what `kept` made."""
        row, item, base, decision, until, reason = kept
        word = CommitteeWord(
            decision=Appraisal(decision),
            until=date.fromisoformat(until) if until else None,
            reason=reason,
        )
        return cls(row=int(row), item=UUID(item), base=base, word=word)


@dataclass(slots=True, kw_only=True)
class ReadSheet:
    """What the rows say: words, rows that say nothing, rows that cannot be read."""

    words: list[RowWord] = field(default_factory=list)
    silent: list[UUID] = field(default_factory=list)
    unread: list[tuple[int, int | None, Conflict]] = field(default_factory=list)


def rows_of_file(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a filled sheet by their number, each by column.

    Raises:
        Invalid: too large, no workbook, or none that was given out for a list.
        ServiceDown: the sandbox is away.
    """
    if len(content) > MOST_BYTES:
        raise _refused("too_large", _("This is larger than allowed."))
    try:
        sheets = sandbox.run("read_filled", content, limits=LIMITS)["sheets"]
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as error:
        text = _("This is no XLSX file that can be read.")
        raise _refused("unreadable", text) from error
    lines: list[list[str]] = sheets.get(columns.SHEET, [])
    heads = [head.strip() for head in lines[0]] if lines else []
    if not set(columns.HEADS) <= set(heads):
        text = _("This is not the sheet that was given out for the list.")
        raise _refused("wrong_form", text)
    return [
        (number, dict(zip(heads, line, strict=False)))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def _refused(code: str, text: str) -> Invalid:
    return Invalid([Fault(field="file", code=code, message=text)])


def read_rows(
    rows: Iterable[tuple[int, Row]], items: Mapping[str, DestructionItem]
) -> ReadSheet:
    """Read each row as a word on one of the items, which are given by id."""
    read, seen = ReadSheet(), set[UUID]()
    for number, row in rows:
        item = items.get(row[columns.ITEM].strip().lower())
        conflict = _misplaced(row, item, seen)
        if conflict is None and item is not None:
            seen.add(item.pk)
            conflict = _read_word(number, row, item, read)
        if conflict is not None:
            read.unread.append((number, item.order if item else None, conflict))
    return read


def _misplaced(
    row: Row, item: DestructionItem | None, seen: set[UUID]
) -> Conflict | None:
    """Return why a row is not the one that was given out for its item."""
    if any(row.get(column) == FORMULA for column in ACTING):
        return Conflict.FORMULA
    if item is None:
        return Conflict.FOREIGN
    if item.pk in seen:
        return Conflict.TWICE
    if base_in(row[columns.MARK].strip(), item) is None:
        return Conflict.EDITED
    shown = (row[columns.ORDER].strip(), row[columns.NUMBER].strip())
    # Sorted without its last columns, a row would speak of another record.
    same = shown == (str(item.order), neutral(item.number).strip())
    return None if same else Conflict.SHUFFLED


def _read_word(
    number: int, row: Row, item: DestructionItem, read: ReadSheet
) -> Conflict | None:
    told = " ".join(_plain(row.get(columns.DECISION, "")).lower().split())
    until, reason = _plain(row[columns.UNTIL]), _plain(row[columns.REASON])
    if not told:
        if until or reason:
            return Conflict.NO_DECISION
        read.silent.append(item.pk)
        return None
    decision = columns.DECISIONS.get(told)
    if decision is None:
        return Conflict.UNKNOWN
    day = _day(until)
    if until and day is None:
        return Conflict.BAD_DATE
    word = CommitteeWord(decision=decision, until=day, reason=reason)
    base = base_in(row[columns.MARK].strip(), item) or ""
    read.words.append(RowWord(row=number, item=item.pk, base=base, word=word))
    return None


def fault_of(word: CommitteeWord) -> Conflict | None:
    """Return what a word lacks; a day may have passed since it was written."""
    fields = {fault.field for fault in word_faults(word)}
    if "until" in fields:
        return Conflict.NO_DAY
    return Conflict.NO_REASON if fields else None


def _plain(cell: str) -> str:
    text = cell.removeprefix(NO_TEXT).strip()
    # The sign that keeps a spreadsheet from running a text is not part of it.
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            read = datetime.strptime(text, form)  # noqa: DTZ007 - a day, no clock
            return read.date()
        except ValueError:
            continue
    return None
