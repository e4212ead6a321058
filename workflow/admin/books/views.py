"""`/laporan/buku/…`: the lines of an agenda book, and the book as a file."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.listing import Page, asked_cursor, page_of, page_or_first
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.day_field import asked_day
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.admin.books.asked import (
    asked_name,
    asked_paper,
    asked_period,
    query_of,
)
from workflow.books.book import Book, Line, Period
from workflow.books.exporting import export, is_long, long_forms
from workflow.books.order import ExportOrder, period_words
from workflow.books.query import RegisterQuery
from workflow.books.registers import BOOKS
from workflow.books.volumes import Volume, own_volume, volumes_of

LINES = 50
LATEST = "-number"
DOORS = {
    "outgoing": "letter_read",
    "incoming": "incoming_read",
    "dispositions": "disposition_read",
}
PAPERS = ("F4", "A4")
Cell = tuple[str | Promise, str, str, str]
WORD = re.compile(r"[a-z]{3}")  # numbers, codes and days have none: they stay whole


def _lines_of(
    actor: Actor, name: str, volume: Volume | None, request: HttpRequest
) -> Page[Any]:
    book, period = BOOKS[name], volume.period if volume else asked_period(request)
    asked = {
        "limit": LINES,
        "cursor": asked_cursor(request),
        "sort": LATEST if request.GET.get("urutan") == "akhir" else None,
        "unit": period.unit,
        "from": period.from_on,
        "to": period.to_on,
        "register": period.register,
    }
    query = RegisterQuery.model_validate(asked)
    rows, count = book.rows(actor, period), volume.count if volume else 0
    return page_or_first(
        lambda: page_of(rows, query, book.orders, name=name, total=count), query
    )


def _cell(head: str | Promise, text: str, *, url: str, is_matter: bool) -> Cell:
    look = "words" if WORD.search(text) else "code"
    css = f"eo-book__{'what' if is_matter else look}"
    return head, text, url if is_matter else "", css


def _row(book: Book, name: str, line: Line) -> list[Cell]:
    """Return the cells of a line as (head, text, where it leads, css)."""
    url = reverse(DOORS[name], args=[line.id]) if line.opens else ""
    return [
        _cell(
            one.head,
            book.printed_cell(line, one),
            url=url,
            is_matter=one.keys == ("subject",),
        )
        for one in book.printed
    ]


def _chosen(actor: Actor, volumes: list[Volume], period: Period) -> Volume | None:
    """Return the book that is asked for, or the person's own."""
    asked = (one for one in volumes if one.period.register == period.register)
    return next(asked, None) or own_volume(actor, volumes)


@require_GET
def register_page(request: HttpRequest, book: str) -> HttpResponse:
    """Show the lines one may see of one bound book, by their numbers."""
    actor, name, period = acting(request), asked_name(book), asked_period(request)
    found = BOOKS[name]
    volumes = volumes_of(actor, found, replace(period, register=None))
    volume = _chosen(actor, volumes, period)
    page = _lines_of(actor, name, volume, request)
    shown = volume.period if volume else period
    latest = request.GET.get("urutan") == "akhir"
    context = {
        "book": book,
        "title": str(found.title),
        "period": shown,
        "period_words": period_words(shown),
        "volume": volume,
        "volumes": volumes if found.series else [],
        "query": query_of(shown),
        "pages_query": query_of(shown, urutan="akhir" if latest else ""),
        "latest": latest,
        "long_forms": long_forms(page.total or 0),
        "heads": [one.head for one in found.printed],
        "rows": [_row(found, name, line) for line in found.lines(page.items, actor)],
        "page": page,
        "from_asked": asked_day(request, "dari"),
        "until_asked": asked_day(request, "sampai"),
        "later": asked_cursor(request) is not None,
        "units": Unit.objects.filter(closed_on__isnull=True).order_by("name"),
        "papers": PAPERS,
        "crumbs": [(_("Reports"), reverse("reports")), (found.title, "")],
    }
    return render(request, "workflow/books/book.html", context)


@require_GET
def register_sheet(request: HttpRequest, book: str) -> HttpResponseBase:
    """Give the part as a spreadsheet."""
    order = ExportOrder(
        name=asked_name(book), form="xlsx", period=asked_period(request)
    )
    return _given(request, book, order, MEDIA_TYPE)


@require_GET
def register_print(request: HttpRequest, book: str) -> HttpResponseBase:
    """Give the part as a printed book."""
    order = ExportOrder(
        name=asked_name(book),
        form="pdf",
        period=asked_period(request),
        paper=asked_paper(request),
    )
    return _given(request, book, order, "application/pdf")


def _given(
    request: HttpRequest, book: str, order: ExportOrder, media_type: str
) -> HttpResponseBase:
    actor = acting(request)
    # An address of before, or of a book that grew: its page offers the longer way.
    if is_long(actor, order):
        address = reverse("register_page", args=[book])
        return redirect(f"{address}?{query_of(order.period)}")
    content = export(actor, order)
    return file_answer(content, media_type, f"buku-agenda-{book}.{order.form}")
