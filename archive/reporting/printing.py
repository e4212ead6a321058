"""A report as the office prints it: under its letterhead, with who printed it when."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.reporting.scope import ReportScope
from workflow.letterheads.letterhead import letterhead_of_unit
from workflow.rendering.book import BookColumn, PrintedBook
from workflow.rendering.pool import book_printer

Column = tuple[str, float]  # its head and its share of the width


def printed_report(
    scope: ReportScope,
    *,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
) -> bytes:
    """Return the report as PDF.

    Raises:
        RenderFailed: the page maker is away.
    """
    book = PrintedBook(
        title=title,
        unit=scope.head.name,
        period=_("Year %(year)s") % {"year": scope.year},
        printed=_printed_by(scope),
        day=timezone.localdate(),
        paper="A4",
        letterhead=letterhead_of_unit(scope.head),
        columns=[BookColumn(head=head, share=share) for head, share in columns],
        rows=rows,
    )
    return book_printer().print_book(book).bytes


def _printed_by(scope: ReportScope) -> str:
    day = date_format(timezone.localdate(), "j F Y")
    words = _("Printed %(day)s by %(name)s; only what they may see.")
    return words % {"day": day, "name": scope.actor.official.full_name}
