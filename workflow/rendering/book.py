"""An agenda book as it is printed: what the page maker is handed.

Nothing here is markup: titles, heads and cells are text from strangers and are shown
as they are.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workflow.rendering.tree import Letterhead

Paper = Literal["A4", "F4"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """One column: its head and its share of the width."""

    head: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBook:
    """The whole book; a cell may have several lines, parted by line ends."""

    title: str
    unit: str
    period: str
    printed: str
    day: date
    paper: Paper
    letterhead: Letterhead
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[str]]


def book_order(book: PrintedBook) -> dict[str, Any]:
    """Return what a worker needs, as plain JSON values."""
    return {
        "template": "book",
        "book": {
            "title": book.title,
            "unit": book.unit,
            "period": book.period,
            "printed": book.printed,
            "day": {
                "year": book.day.year,
                "month": book.day.month,
                "day": book.day.day,
            },
            "paper": book.paper,
            "letterhead": book.letterhead.model_dump(mode="json"),
            "columns": [asdict(column) for column in book.columns],
            "rows": [list(row) for row in book.rows],
            "words": {
                "page": _("Page"),
                "of": pgettext("page of pages", "of"),
                "nothing": _("No line in this period."),
                "emblem": _("Emblem of the region"),
            },
        },
    }
