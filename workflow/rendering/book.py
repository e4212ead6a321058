"""An agenda book as it is printed: what the page maker is handed.

Nothing here is markup: titles, heads and cells are text from strangers and are shown
as they are.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workflow.rendering.emblems import letterhead_order
from workflow.rendering.tree import Letterhead

Paper = Literal["A4", "F4"]
ENDLESS = re.compile(r"\S{25,}")
RUN = 8  # letters between two places to break
BREAK = "\u200b"  # a space of no width
PAGE_NUMBER_PT = (42.5, 22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """One column: its head and its share of the width."""

    head: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPart:
    """Which part of a long book this is, drawn by itself and bound with the others.

    The first part alone has the head. Pages of parts are numbered when they are bound:
    `PAGE_NUMBER_PT` is where, from the right and the lower edge.
    """

    number: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBook:
    """A book, or a part of it; a cell may have several lines, parted by line ends."""

    title: str
    unit: str
    period: str
    printed: str
    day: date
    paper: Paper
    letterhead: Letterhead
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[str]]
    part: BookPart = BookPart()


def breakable(words: str) -> str:
    """Return the text with places to break in words that no column could hold."""
    return ENDLESS.sub(_with_breaks, words)


def _with_breaks(word: re.Match[str]) -> str:
    parts, run = [], ""
    for sign in word[0]:
        # A mark stays with the letter it belongs to.
        if len(run) >= RUN and not unicodedata.combining(sign):
            parts.append(run)
            run = ""
        run += sign
    return BREAK.join([*parts, run])


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
            "letterhead": letterhead_order(book.letterhead),
            "columns": [asdict(column) for column in book.columns],
            "rows": [[breakable(cell) for cell in row] for row in book.rows],
            "part": asdict(book.part),
            "words": {
                "page": _("Page"),
                "of": pgettext("page of pages", "of"),
                "nothing": _("No line in this period."),
                "emblem": _("Emblem of the region"),
            },
        },
    }
