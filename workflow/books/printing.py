"""The printed book: one bound book after the other, long ones drawn in parts.

A page worker has little memory, so a part is what it draws at a time; pages are
counted on from part to part.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.books.order import ExportOrder, period_words
from workflow.books.volumes import Volume
from workflow.letterheads.letterhead import letterhead_of_unit
from workflow.rendering.book import BookColumn, BookPart, PrintedBook
from workflow.rendering.pool import book_printer
from workflow.rendering.ports import Rendered

LINES_PER_PART = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPart:
    """Lines of one volume from `skip` on; `number` (from 1) `of` its parts."""

    volume: Volume
    skip: int
    number: int
    of: int


def parts_of(volumes: Sequence[Volume]) -> list[PlannedPart]:
    """Return the parts in which the volumes are drawn; an empty one has one."""
    parts = []
    for volume in volumes:
        starts = range(0, max(volume.count, 1), LINES_PER_PART)
        parts += [
            PlannedPart(volume=volume, skip=skip, number=n, of=len(starts))
            for n, skip in enumerate(starts, start=1)
        ]
    return parts


def draw_part(
    actor: Actor, order: ExportOrder, part: PlannedPart, *, first_page: int
) -> Rendered:
    """Draw a part, landscape, with letterhead and period. Columns: tata naskah 4.3.

    Raises:
        RenderFailed: the page maker is away.
    """
    book, volume = order.book, part.volume
    rows = book.ordered(book.rows(actor, volume.period))
    lines = book.lines(list(rows[part.skip : part.skip + LINES_PER_PART]), actor)
    today = timezone.localdate()
    printed = PrintedBook(
        title=_title(order, volume),
        unit=volume.unit.name,
        period=period_words(volume.period),
        printed=_("Printed %(day)s by %(name)s; only what they may see.")
        % {"day": date_format(today, "j F Y"), "name": actor.official.full_name},
        day=today,
        paper=order.paper,
        letterhead=letterhead_of_unit(volume.unit),
        columns=[
            BookColumn(head=str(one.head), share=one.share) for one in book.printed
        ],
        rows=[[book.printed_cell(line, one) for one in book.printed] for line in lines],
        part=BookPart(number=part.number, of=part.of, first_page=first_page),
    )
    return book_printer().print_book(printed)


def bound(files: Sequence[bytes]) -> bytes:
    """Return the files as one; a single one as it is.

    What is bound of several is a plain PDF: the marks for reading aloud belong to
    each part alone, and the standard they keep is not claimed for the whole.
    """
    if len(files) == 1:
        return files[0]
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for content in files:
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        whole.save(out)
    return out.getvalue()


def _title(order: ExportOrder, volume: Volume) -> str:
    title = str(order.book.title)
    return f"{title}: {volume.name}" if volume.name else title
