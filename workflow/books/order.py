"""What is wanted of a book: which part of it, in which form."""

from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.books.book import Book, Period
from workflow.books.registers import BOOKS
from workflow.rendering.book import Paper

Form = Literal["xlsx", "pdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Which part of which book is wanted, in which form; `paper` for print alone."""

    name: str
    form: Form
    period: Period
    paper: Paper = "F4"

    @property
    def book(self) -> Book:
        """Return the kind of book."""
        return BOOKS[self.name]


def period_words(period: Period) -> str:
    """Return `1 Januari 2026 s.d. 31 Desember 2026`, with open ends in words."""
    begin = date_format(period.from_on, "j F Y") if period.from_on else ""
    end = date_format(period.to_on, "j F Y") if period.to_on else ""
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        return _("From %(day)s") % {"day": begin}
    return _("Until %(day)s") % {"day": end} if end else _("The whole book")
