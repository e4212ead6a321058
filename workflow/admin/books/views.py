"""`/laporan/buku/…`: the lines of an agenda book, and the book as a file."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import Invalid, NotFound
from eoffice.listing import (
    NEWEST_FIRST,
    Page,
    asked_cursor,
    page_of,
    page_or_first,
)
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.day_field import asked_day
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.books.exporting import export_print, export_sheet, period_words
from workflow.books.query import RegisterQuery
from workflow.books.registers import BOOKS, Book, Period

LINES = 50
NAMES = {"keluar": "outgoing", "masuk": "incoming", "disposisi": "dispositions"}
DOORS = {
    "outgoing": "letter_read",
    "incoming": "incoming_read",
    "dispositions": "disposition_read",
}
PAPERS = ("F4", "A4")
Cell = tuple[str | Promise, str, bool, str]
WORD = re.compile(r"[a-z]{3}")  # numbers, codes and days have none: they stay whole


def _name(book: str) -> str:
    if book not in NAMES:
        raise NotFound
    return NAMES[book]


def _period(request: HttpRequest) -> Period:
    try:
        unit = UUID(request.GET.get("unit", ""))
    except ValueError:
        unit = None
    return Period(
        unit=unit,
        from_on=asked_day(request, "dari").day,
        to_on=asked_day(request, "sampai").day,
    )


def _query(period: Period) -> str:
    chosen = {"unit": period.unit, "dari": period.from_on, "sampai": period.to_on}
    return urlencode({name: value for name, value in chosen.items() if value})


def _lines_of(actor: Actor, name: str, period: Period, cursor: str | None) -> Page:
    rows = BOOKS[name].rows(actor, period)
    query = RegisterQuery(
        limit=LINES,
        cursor=cursor,
        sort=None,
        unit=period.unit,
        **{"from": period.from_on, "to": period.to_on},
    )
    return page_or_first(lambda: page_of(rows, query, NEWEST_FIRST, name=name), query)


def _cell(head: str | Promise, text: str, *, is_link: bool) -> Cell:
    css = "eo-book__what" if is_link else ("" if WORD.search(text) else "eo-book__code")
    return head, text, is_link, css


def _row(book: Book, name: str, row: Model, actor: Actor) -> tuple[str, list[Cell]]:
    """Return where the line leads, and its cells as (head, text, is the link, css)."""
    line = book.line(row, actor)
    cells = [
        _cell(one.head, book.printed_cell(line, one), is_link=one.keys == ("subject",))
        for one in book.printed
    ]
    return reverse(DOORS[name], args=[row.pk]), cells


@require_GET
def register_page(request: HttpRequest, book: str) -> HttpResponse:
    """Show the lines one may see, newest first."""
    actor, name, period = acting(request), _name(book), _period(request)
    cursor = asked_cursor(request)
    found, page = BOOKS[name], _lines_of(actor, name, period, cursor)
    context = {
        "book": book,
        "title": str(found.title),
        "period": period,
        "period_words": period_words(period),
        "query": _query(period),
        "heads": [one.head for one in found.printed],
        "rows": [_row(found, name, row, actor) for row in page.items],
        "page": page,
        "from_asked": asked_day(request, "dari"),
        "until_asked": asked_day(request, "sampai"),
        "later": cursor is not None,
        "units": Unit.objects.filter(closed_on__isnull=True).order_by("name"),
        "papers": PAPERS,
        "crumbs": [(_("Reports"), reverse("reports")), (found.title, "")],
    }
    return render(request, "workflow/books/book.html", context)


@require_GET
def register_sheet(request: HttpRequest, book: str) -> HttpResponse:
    """Give the part as a spreadsheet."""
    actor, name, period = acting(request), _name(book), _period(request)
    try:
        content = export_sheet(actor=actor, name=name, period=period)
    except Invalid as refusal:
        return _too_long(request, book, period, refusal)
    return file_answer(content, MEDIA_TYPE, f"buku-agenda-{book}.xlsx")


@require_GET
def register_print(request: HttpRequest, book: str) -> HttpResponse:
    """Give the part as a printed book."""
    actor, name, period = acting(request), _name(book), _period(request)
    paper = "A4" if request.GET.get("kertas") == "A4" else "F4"
    try:
        content = export_print(actor=actor, name=name, period=period, paper=paper)  # type: ignore[arg-type]  # one of two
    except Invalid as refusal:
        return _too_long(request, book, period, refusal)
    return file_answer(content, "application/pdf", f"buku-agenda-{book}.pdf")


def _too_long(
    request: HttpRequest, book: str, period: Period, refusal: Invalid
) -> HttpResponse:
    for fault in refusal.faults:
        messages.error(request, str(fault.message))
    address = reverse("register_page", args=[book])
    return redirect(f"{address}?{_query(period)}")
