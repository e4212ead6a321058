"""What an agenda book is: its part, its columns, its lines.

A line is words by column. A number that was given up, or that stands on a letter one
may not see, still has its line: a book that skips numbers explains nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from eoffice.listing import SortOrders
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which part of a book; days of the agency's zone, both included.

    `register` chooses one bound book: one unit's series of one year.
    """

    unit: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None
    register: UUID | None = None

    @property
    def years(self) -> tuple[int | None, int | None]:
        """Return the first and the last year asked for; None: open."""
        first = self.from_on.year if self.from_on else None
        return first, self.to_on.year if self.to_on else None

    @property
    def cuts_from(self) -> date | None:
        """Return the first day, where it is not the first of its year."""
        begin = self.from_on
        return None if begin and (begin.month, begin.day) == (1, 1) else begin

    @property
    def cuts_to(self) -> date | None:
        """Return the last day, where it is not the last of its year."""
        end = self.to_on
        return None if end and (end.month, end.day) == (12, 31) else end


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column on paper: its head, its share of the width, the columns it holds."""

    head: str | Promise
    share: float
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: its words, and the thing it is about where the person may see it."""

    id: UUID
    cells: dict[str, str]
    opens: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A kind of book: its columns, its rows as far as one may see, rows in words.

    `series` are those of the registers it is bound of; without any it is kept by
    time. `orders` has the book's own order as its default.
    """

    title: str | Promise
    columns: tuple[tuple[str, str | Promise], ...]
    printed: tuple[PrintedColumn, ...]
    rows: Callable[[Actor, Period], QuerySet[Any]]
    lines: Callable[[Sequence[Any], Actor], list[Line]]
    orders: SortOrders
    series: tuple[str, ...] = ()

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows in the order of the book."""
        column, _descends = self.orders.chosen(None)
        return rows.order_by(*dict.fromkeys([column, self.orders.identity]))

    @staticmethod
    def printed_cell(line: Line, column: PrintedColumn) -> str:
        """Return what a line says in a column on paper; several values by lines."""
        said = (line.cells.get(key, "") for key in column.keys)
        return "\n".join(words for words in said if words)


def day_words(value: date | None) -> str:
    """Return `29-11-2026`."""
    # In digits alone, the same in every language: a book has 20,000 of them.
    return f"{value:%d-%m-%Y}" if value else ""


def moment_words(value: datetime | None) -> str:
    """Return `29-11-2026 08.15`, in the agency's zone."""
    return f"{localtime(value):%d-%m-%Y %H.%M}" if value else ""


def labels_of(choices: type[TextChoices]) -> dict[str, str]:
    """Return the labels in words, looked up once for many lines."""
    return {str(value): str(label) for value, label in choices.choices}


def files_words(count: int) -> str:
    """Return how many files hang on a letter; nothing for none."""
    if count < 1:
        return ""
    return ngettext("%(n)d file", "%(n)d files", count) % {"n": count}
