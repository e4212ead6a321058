"""A letter laid out for the rules: rows, labels, heading, and where the body begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workflow.reading.dates import dates_in
from workflow.reading.labels import Value, values_of
from workflow.reading.letterhead import ADDRESS
from workflow.reading.lines import Row, is_capitals, rows_of
from workflow.reading.text_layer import ReadPage
from workflow.reading.titles import kind_of_heading

#: Head block and heading stand above this share of the first page.
HEAD = 0.62
LONGEST_HEADING = 14
LONGEST_DATE_LINE = 7
#: Labels of one head block stand within this many rows of each other.
BLOCK_ROWS = 5
STAMP = re.compile(r"^\W*(?:diterima|agenda)\W*$", re.IGNORECASE)
#: Points around a word of a stamp of receipt that belong to the stamp.
STAMP_HEIGHT, STAMP_SIDE = 60, 60
PLACE_AND_DATE = re.compile(
    r"^\W*[A-Z][\w.' -]{2,30}[,.;]?\s+(?:(?:pada\s+)?(?:tang?gal|tgl\.?)\s+)?"
    r"(?=\d|[OIl|]\d|[A-Z])"
)
#: A date of the Islamic calendar: letters of religious offices bear it first.
HIJRI = re.compile(r"\b1[34]\d\d\s*H\b")
LONGEST_DOUBLE_DATE = 14
#: Points a date may stand left or right of the one above it.
DATE_UNDER_DATE = 90


def is_date_line(row: Row) -> bool:
    """Whether a line or column is short and begins like "Wanasari, 5 ..."."""
    longest = LONGEST_DOUBLE_DATE if HIJRI.search(row.text) else LONGEST_DATE_LINE
    return len(row.words) <= longest and bool(PLACE_AND_DATE.match(row.text))


@dataclass(frozen=True)
class ReadHeading:
    """The line that names the kind of letter."""

    at: int
    row: Row
    kind: str


class LetterView:
    """Pages of one letter; rules ask it, it decides nothing."""

    def __init__(self, pages: Sequence[ReadPage]) -> None:
        self.pages = [page for page in pages if page.words]
        self.rows_by_page = {page.page: rows_of(page) for page in self.pages}

    @property
    def first(self) -> list[Row]:
        """Rows of the first page that has text."""
        return self.rows_by_page[self.pages[0].page] if self.pages else []

    @cached_property
    def head(self) -> list[Row]:
        """Rows of the upper part of the first page."""
        return [row for row in self.first if row.low <= HEAD * row.page.height_pt]

    @cached_property
    def values(self) -> list[Value]:
        """Labelled values of the head, without those of a counter's stamp."""
        return [value for value in values_of(self.head) if not self._stamped(value)]

    def _stamped(self, value: Value) -> bool:
        """Inside a stamp of receipt: its date and number are not the letter's."""
        return any(
            abs(word.y0 - value.row.top) < STAMP_HEIGHT
            and value.left > word.x0 - STAMP_SIDE
            for row in self.head
            for word in row.words
            if STAMP.match(word.text)
        )

    def is_in_head_block(self, value: Value) -> bool:
        """Number, subject or writer stand close by: not a date of the body."""
        return any(
            other.label in {"number", "subject", "from"}
            and abs(other.at - value.at) <= BLOCK_ROWS
            for other in self.values
        )

    @cached_property
    def heading(self) -> ReadHeading | None:
        """The first line of the head that names a kind of letter."""
        for at, row in enumerate(self.head):
            short = len(row.words) <= LONGEST_HEADING
            if not short or not is_capitals(row.text) or ADDRESS.search(row.text):
                continue
            kind = kind_of_heading(row.text.lstrip(" .,-|'"))
            if kind:
                return ReadHeading(at, row, kind)
        return None

    def value(self, label: str) -> Value | None:
        """The first value of `label` that has a colon or stands in the head block."""
        for value in self.values:
            if value.label == label and (value.has_colon or self._in_block(value)):
                return value
        return None

    def _in_block(self, value: Value) -> bool:
        """Another label with a colon stands close by."""
        return any(
            other.has_colon
            and other.at != value.at
            and abs(other.at - value.at) <= BLOCK_ROWS
            for other in self.values
        )

    def _common_era(self, at: int, hijri: Row) -> Row | None:
        """The date under a Hijri one, in the same column."""
        for below in self.first[at + 1 : at + 2]:
            for column in below.columns:
                if abs(column.x0 - hijri.x0) < DATE_UNDER_DATE and dates_in(
                    column.text
                ):
                    return column
                inside = [word for word in column.words if word.x0 >= hijri.x0 - 2]
                part = Row(column.page, tuple(inside)) if inside else None
                if part and dates_in(part.text):
                    return part
        return None

    @cached_property
    def date_columns(self) -> list[tuple[int, Row]]:
        """Short lines or columns of the first page like "Wanasari, 5 Mei 2026"."""
        found = []
        for at, row in enumerate(self.first):
            for column in row.columns:
                if not is_date_line(column):
                    continue
                if dates_in(column.text):
                    found.append((at, column))
                elif HIJRI.search(column.text):
                    below = self._common_era(at, column)
                    found += [(at + 1, below)] if below else []
        return found

    @cached_property
    def letterhead_end(self) -> int:
        """Position of the first row that is no longer letterhead."""
        ends = [value.at for value in self.values]
        ends += [at for at, _ in self.date_columns]
        if self.heading:
            ends.append(self.heading.at)
        return min(ends, default=len(self.head))
