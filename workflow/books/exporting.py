"""Agenda books as files: a spreadsheet to work with, a printed book to keep.

Both hold what the person may see and nothing else; that they were taken is recorded.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import letterhead_unit_of
from eoffice.spreadsheets import sheet_of
from workflow.books.registers import BOOKS, MOST_PRINTED, MOST_ROWS, Book, Period
from workflow.rendering.book import BookColumn, Paper, PrintedBook
from workflow.rendering.pool import book_printer
from workflow.rendering.tree import Letterhead


def export_sheet(*, actor: Actor, name: str, period: Period) -> bytes:
    """Return the part of the book as an .xlsx file.

    Raises:
        Invalid: more than 10,000 lines.
    """
    book = BOOKS[name]
    rows = _rows(actor, book, period, MOST_ROWS)
    heads = [str(head) for _key, head in book.columns]
    lines = (book.line(row, actor) for row in rows)
    content = sheet_of(
        str(book.title),
        heads,
        ([line[key] for key, _head in book.columns] for line in lines),
    )
    _note_export(actor, name, "xlsx", len(rows))
    return content


def export_print(
    *, actor: Actor, name: str, period: Period, paper: Paper = "F4"
) -> bytes:
    """Return the part of the book as a PDF, landscape, with letterhead and period.

    Columns: tata naskah 4.3.

    Raises:
        Invalid: more than 1,000 lines.
        NotFound: the unit is unknown.
        RenderFailed: the page maker is away.
    """
    book = BOOKS[name]
    rows = _rows(actor, book, period, MOST_PRINTED)
    unit = _unit(actor, period)
    today = timezone.localdate()
    printed = PrintedBook(
        title=str(book.title),
        unit=unit.name,
        period=period_words(period),
        printed=_("Printed %(day)s by %(name)s; only what they may see.")
        % {"day": date_format(today, "j F Y"), "name": actor.official.full_name},
        day=today,
        paper=paper,
        letterhead=_letterhead(unit),
        columns=[
            BookColumn(head=str(one.head), share=one.share) for one in book.printed
        ],
        rows=[_cells(book, book.line(row, actor)) for row in rows],
    )
    content = book_printer().print_book(printed).bytes
    _note_export(actor, name, "pdf", len(rows))
    return content


def period_words(period: Period) -> str:
    """Return `1 Januari 2026 s.d. 31 Desember 2026`, with open ends in words."""
    begin = date_format(period.from_on, "j F Y") if period.from_on else ""
    end = date_format(period.to_on, "j F Y") if period.to_on else ""
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        return _("From %(day)s") % {"day": begin}
    return _("Until %(day)s") % {"day": end} if end else _("The whole book")


def _rows(actor: Actor, book: Book, period: Period, most: int) -> Sequence[Any]:
    # One line more than allowed is read: enough to know, without a count beside it.
    rows = list(book.ordered(book.rows(actor, period))[: most + 1])
    if len(rows) > most:
        text = _("More than %(most)s lines: choose a shorter period.")
        told = text % {"most": f"{most:,}".replace(",", ".")}
        raise Invalid([Fault(field="from", code="too_many", message=told)])
    return rows


def _cells(book: Book, line: dict[str, str]) -> list[str]:
    return [book.printed_cell(line, one) for one in book.printed]


def _unit(actor: Actor, period: Period) -> Unit:
    # The letterhead needs one office, also where lines of several stand below it.
    if period.unit is None:
        own = actor.chosen or next(iter(actor.mandates), None)
        if own is None:
            raise NotFound
        return own.position.unit
    found = Unit.objects.filter(pk=period.unit).first()
    if found is None:
        raise NotFound
    return found


def _letterhead(unit: Unit) -> Letterhead:
    home = letterhead_unit_of(unit)
    lines = tuple(home.letterhead_lines) or (home.name.upper(),)
    return Letterhead(kind="agency", lines=lines, address=tuple(home.address_lines))


# A book leaves the house as a file: who took it and how much stays in the trail.
@transaction.atomic
def _note_export(actor: Actor, name: str, form: str, lines: int) -> None:
    trail.record(
        "register.exported",
        actor.official,
        actor=actor,
        book=name,
        form=form,
        lines=lines,
    )
