"""Every row of a table against the draft, before anything is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from workflow.letters.operations.drafting import RecipientInput
from workflow.merging import columns as parts
from workflow.merging.addressees import Directory, addressed
from workflow.merging.columns import Columns
from workflow.merging.faults import RowFault
from workflow.merging.filling import Filling, Source, filled
from workflow.merging.gaps import folded, gaps_of
from workflow.merging.table import BroughtCell, BroughtTable, TableRow
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.inline import clean_line

LONGEST_VALUE, LONGEST_SUBJECT = 1000, 300


@dataclass(slots=True, kw_only=True)
class JudgedRows:
    """The rows with what they put in, by number, and everything that was found."""

    fillings: dict[int, Filling] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


class RowJudge:
    """Judges the rows of one table."""

    def __init__(self, table: BroughtTable, source: Source, columns: Columns) -> None:
        """Judge rows of `table` for the letters of `source`."""
        self.table, self.source, self.columns = table, source, columns
        self.directory = Directory.of_today() if columns.addressee else Directory()
        self.found = JudgedRows()
        self.missing = {folded(name) for name in columns.missing}
        self._seen: dict[object, int] = {}

    def judge(self) -> JudgedRows:
        """Return fillings and faults, the heads first, then row by row."""
        self._judge_heads()
        for row in self.table.rows:
            self._judge_row(row)
        return self.found

    def _fault(
        self, row: int, column: str, code: str, message: str, *, stops: bool = True
    ) -> None:
        one = RowFault(row=row, column=column, code=code, message=message, stops=stops)
        self.found.faults.append(one)

    def _judge_heads(self) -> None:
        for name in self.columns.missing:
            told = _("No column is named “%(name)s”, as the gap of the draft is.")
            self._fault(1, name, "no_column", told % {"name": name})
        for head in self.columns.twice:
            told = _("Two columns are named “%(name)s”.") % {"name": head}
            self._fault(1, head, "column_twice", told)
        if not self.columns.gaps and not self.columns.addressee:
            told = _("No column fits the draft: all its letters would be the same.")
            self._fault(1, "", "no_column", told)

    def _judge_row(self, row: TableRow) -> None:
        before = len(self.found.faults)
        values = {
            gap: self._value(row.number, place, row.at(place))
            for gap, place in self.columns.gaps.items()
        }
        filling = Filling(values=values, recipient=self._addressee(row))
        if len(self.found.faults) == before:
            self._judge_letter(row.number, filling)
            self._judge_twin(row.number, filling)
        self.found.fillings[row.number] = filling

    def _value(self, number: int, place: int, cell: BroughtCell) -> str:
        head = self.table.heads[place]
        text = clean_line(cell.text)
        if not text:
            self._fault(number, head, "required", _("This cell is empty."))
        elif cell.is_number:
            self._not_text(number, head)
        elif "\n" in cell.text or "\r" in cell.text:
            told = _("This cell has several lines; a gap takes one.")
            self._fault(number, head, "several_lines", told)
        elif len(text) > LONGEST_VALUE:
            told = _("At most %(most)d characters fit.") % {"most": LONGEST_VALUE}
            self._fault(number, head, "too_long", told)
        return text

    def _not_text(self, number: int, head: str) -> None:
        told = _(
            "The spreadsheet keeps this as a number, which may have lost digits."
            " Format the column as text and type it anew."
        )
        self._fault(number, head, "not_text", told)

    def _addressee(self, row: TableRow) -> RecipientInput | None:
        named = self.columns.addressee
        if not named:
            return None
        cells = {part: row.at(place) for part, place in named.items()}
        if (nip := cells.get(parts.NIP)) and nip.is_number:
            self._not_text(row.number, self.table.heads[named[parts.NIP]])
            return None
        found = addressed(_plain(cells), self.directory)
        for part, code, message in found.refused:
            head = self.table.heads[named[part]] if part in named else ""
            self._fault(row.number, head, code, message)
        return found.recipient

    def _judge_letter(self, number: int, filling: Filling) -> None:
        content = filled(self.source, filling)
        if len(content.subject) > LONGEST_SUBJECT:
            told = _("With this row the subject is longer than 300 characters.")
            self._fault(number, "", "too_long", told)
        for gap, name in gaps_of(content.subject, []).items():
            if gap in self.missing:  # told with the heads
                continue
            told = _("With this row the subject still has the gap “%(name)s”.")
            self._fault(number, name, "gap_open", told % {"name": name})
        try:
            parse_body(content.body)
        except BodyFaulty as refusal:
            for fault in refusal.faults:
                if fault.code not in GAPS:
                    self._fault(number, "", fault.code, str(fault.message))

    # Told, not refused: two people may have the same name and the same task.
    def _judge_twin(self, number: int, filling: Filling) -> None:
        key = (tuple(filling.values.items()), filling.recipient)
        first = self._seen.setdefault(repr(key), number)
        if first != number:
            told = _("This row says the same as row %(row)d.") % {"row": first}
            self._fault(number, "", "same_row", told, stops=False)


class KeptRowJudge(RowJudge):
    """Judges the rows of a batch once more, for its draft as it is now."""

    def __init__(self, kept: Mapping[int, Filling], source: Source) -> None:
        """Judge `kept`, by the number of the row; addressees stay who they are."""
        gaps = gaps_of(source.content.subject, source.content.body)
        names = list(
            dict.fromkeys(name for one in kept.values() for name in one.values)
        )
        rows = [
            TableRow(
                number=number,
                cells=[BroughtCell(text=one.values.get(name, "")) for name in names],
            )
            for number, one in kept.items()
        ]
        heads = [gaps.get(name, name) for name in names]
        columns = parts.columns_of(heads, gaps, has_addressee=True)
        columns = replace(columns, addressee={})
        super().__init__(BroughtTable(name="", heads=heads, rows=rows), source, columns)
        self._kept = kept

    def _judge_heads(self) -> None:
        for name in self.columns.missing:
            told = _("The gap “%(name)s” is new: bring the table with its column.")
            self._fault(1, name, "no_column", told % {"name": name})

    def _addressee(self, row: TableRow) -> RecipientInput | None:
        return self._kept[row.number].recipient


def _plain(cells: Mapping[str, BroughtCell]) -> dict[str, str]:
    return {
        part: cell.text if part == parts.ADDRESS else clean_line(cell.text)
        for part, cell in cells.items()
    }
