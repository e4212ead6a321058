"""The printed book: one bound book after the other, long ones drawn in parts.

A page worker has little memory, so a part is what it draws at a time; the pages of a
volume are numbered when its parts are bound.
"""

import io
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pikepdf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eoffice.organisation.actor import Actor
from workflow.books.order import ExportOrder, period_words
from workflow.books.volumes import Volume
from workflow.letterheads.letterhead import letterhead_of_unit
from workflow.rendering.book import (
    PAGE_NUMBER_PT,
    BookColumn,
    BookPart,
    PrintedBook,
)
from workflow.rendering.pool import book_printer

LINES_PER_PART = 1000
PARTS_AT_ONCE = 4  # waiting ones lie in memory; the page workers are as many as cores
WIDTH_OF_SIGN_PT = 3.6  # of Helvetica at 7.5 points, on the average


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


def printed_part(actor: Actor, order: ExportOrder, part: PlannedPart) -> PrintedBook:
    """Return a part with its lines: with letterhead and period (tata naskah 4.3)."""
    book, volume = order.book, part.volume
    rows = book.ordered(book.rows(actor, volume.period))
    lines = book.lines(list(rows[part.skip : part.skip + LINES_PER_PART]), actor)
    today = timezone.localdate()
    return PrintedBook(
        title=_title(order, volume),
        unit=volume.unit.name,
        period=_period(volume),
        printed=_("Printed %(day)s by %(name)s; only what they may see.")
        % {"day": date_format(today, "j F Y"), "name": actor.official.full_name},
        day=today,
        paper=order.paper,
        letterhead=letterhead_of_unit(volume.unit),
        columns=[
            BookColumn(head=str(one.head), share=one.share) for one in book.printed
        ],
        rows=[[book.printed_cell(line, one) for one in book.printed] for line in lines],
        part=BookPart(number=part.number, of=part.of),
    )


def draw(parts: Iterable[PrintedBook]) -> list[bytes]:
    """Return the parts as PDFs, drawn at once as far as there are page workers.

    Lines are brought here, in the thread that has the database, while the workers
    draw what came before.

    Raises:
        RenderFailed: the page maker is away.
    """
    printer = book_printer()
    with ThreadPoolExecutor(PARTS_AT_ONCE) as threads:
        drawn = [threads.submit(printer.print_book, part) for part in parts]
        return [one.result().bytes for one in drawn]


def bound(volumes: Sequence[Sequence[bytes]]) -> bytes:
    """Return the parts of each volume as one file; a single part as it is.

    What is bound of several is a plain PDF: the marks for reading aloud belong to
    each part alone, and the standard they keep is not claimed for the whole.
    """
    files = [content for parts in volumes for content in parts]
    if len(files) == 1:
        return files[0]
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for parts in volumes:
            _append(whole, parts)
        whole.save(out)
    return out.getvalue()


def _append(whole: pikepdf.Pdf, parts: Sequence[bytes]) -> None:
    first = len(whole.pages)
    for content in parts:
        with pikepdf.open(io.BytesIO(content)) as part:
            whole.pages.extend(part.pages)
    if len(parts) == 1:  # its pages are numbered already
        return
    pages = whole.pages[first:]
    font = whole.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
    )
    told = {"page": _("Page"), "of": pgettext("page of pages", "of")}
    for number, page in enumerate(pages, start=1):
        words = f"{told['page']} {number} {told['of']} {len(pages)}"
        _write(whole, page, words, font)


def _write(
    whole: pikepdf.Pdf, page: pikepdf.Page, words: str, font: pikepdf.Object
) -> None:
    """Write the number of a page where the foot of a single part has it."""
    right, up = PAGE_NUMBER_PT
    x = float(page.mediabox[2]) - right - len(words) * WIDTH_OF_SIGN_PT
    name = page.add_resource(font, pikepdf.Name.Font)
    text = words.encode("latin-1", "replace")
    content = f"q BT {name} 7.5 Tf 0.45 g {x:.1f} {up} Td <{text.hex()}> Tj ET Q"
    page.contents_add(whole.make_stream(content.encode()), prepend=False)


def _title(order: ExportOrder, volume: Volume) -> str:
    """Return the title; of a series beside the book's first one, with its name."""
    title, register = str(order.book.title), volume.register
    if register is None or register.series == order.book.series[0]:
        return title
    return f"{title}: {register.get_series_display()}"


def _period(volume: Volume) -> str:
    """Return the days of the part; of a whole register its year."""
    period = volume.period
    if volume.register and not (period.from_on or period.to_on):
        return _("Year %(year)s") % {"year": volume.year}
    return period_words(period)
