"""Agenda books as files: a spreadsheet to work with, a printed book to keep.

Both hold what the person may see and nothing else; that they were taken is recorded.
One bound book after the other, each with the name of the unit that keeps it.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import Sheet, workbook_of
from workflow.books.book import Book, Period
from workflow.books.order import ExportOrder, Form
from workflow.books.printing import bound, draw, parts_of, printed_part
from workflow.books.trail_acts import BookAct
from workflow.books.volumes import Volume, exported_volumes, lines_of, volumes_of

# So many lines are given at once; more is long work, a job.
AT_ONCE: dict[Form, int] = {"xlsx": 25_000, "pdf": 1_000}


def count_of(actor: Actor, order: ExportOrder) -> int:
    """Return how many lines the file will have."""
    return sum(one.count for one in volumes_of(actor, order.book, order.period))


def is_long(actor: Actor, order: ExportOrder) -> bool:
    """Tell whether it is too much for an answer at once."""
    return order.form in long_forms(count_of(actor, order))


def long_forms(lines: int) -> list[Form]:
    """Return the forms in which so many lines are no answer at once, but a job."""
    return [form for form, most in AT_ONCE.items() if lines > most]


def export(actor: Actor, order: ExportOrder) -> bytes:
    """Return the part of the book as a file, and note in the trail that it was taken.

    Raises:
        NotFound: the unit is unknown.
        RenderFailed: the page maker is away.
    """
    volumes = exported_volumes(actor, order.book, order.period)
    write = _sheet if order.form == "xlsx" else _print
    content = write(actor, order, volumes)
    note_export(actor, order, sum(one.count for one in volumes))
    return content


def _sheet(actor: Actor, order: ExportOrder, volumes: Sequence[Volume]) -> bytes:
    heads = [str(head) for _key, head in order.book.columns]
    sheets = [
        Sheet(
            name=" ".join(filter(None, [_code(one), one.name])) or _title(order.book),
            heads=heads,
            rows=_cells(actor, order.book, one.period),
        )
        for one in volumes
    ]
    return workbook_of(sheets)


def _code(volume: Volume) -> str:
    return volume.unit.code if volume.register else ""


def _cells(actor: Actor, book: Book, period: Period) -> Iterator[list[str]]:
    for line in lines_of(actor, book, period):
        yield [line.cells.get(key, "") for key, _head in book.columns]


def _title(book: Book) -> str:
    return str(book.title)


def _print(actor: Actor, order: ExportOrder, volumes: Sequence[Volume]) -> bytes:
    drawn = []
    for volume in volumes:
        parts = parts_of([volume])
        drawn.append(draw(printed_part(actor, order, part) for part in parts))
    return bound(drawn)


# A book leaves the house as a file: who took it and how much stays in the trail.
@transaction.atomic
def note_export(actor: Actor, order: ExportOrder, lines: int) -> None:
    """Note in the trail that the part was taken out, in which form and how much."""
    trail.record(
        BookAct.EXPORTED,
        actor.official,
        actor=actor,
        book=order.name,
        form=order.form,
        lines=lines,
    )
