"""Daftar berkas and daftar isi berkas on paper: under letterhead, by their columns."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.record_files.legal_lists import file_heads, item_heads
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.books.printing import LINES_PER_PART, bound, draw
from workflow.letterheads.letterhead import letterhead_of_unit
from workflow.rendering.book import BookColumn, BookPart, PrintedBook

#: Drawn while one waits; what is longer is narrowed, or taken as a workbook.
MOST_PRINTED = 2_000
#: Shares of the width, in the order of the heads.
FILE_SHARES = (2.4, 0.9, 1.3, 3.6, 1.2, 0.9, 3.7)
ITEM_SHARES = (0.8, 0.8, 1.3, 4.4, 1.5, 1.2, 1.4, 1.3, 1.2)


def printed_files(lines: Sequence[Sequence[str]], *, actor: Actor, unit: Unit) -> bytes:
    """Return the list of files as PDF (PP 28/2012 Ps 42 (5)).

    Raises:
        RenderFailed: the page maker is away.
    """
    columns = _columns(file_heads(), FILE_SHARES)
    told = _("List of files"), _("%(count)d files") % {"count": len(lines)}
    return _printed(lines, columns=columns, told=told, actor=actor, unit=unit)


def printed_contents(
    lines: Sequence[Sequence[str]], *, title: str, actor: Actor, unit: Unit
) -> bytes:
    """Return the list of a file's contents as PDF (PP 28/2012 Ps 42 (6)).

    Raises:
        RenderFailed: the page maker is away.
    """
    columns = _columns(item_heads(), ITEM_SHARES)
    told = _("Contents of the file"), title
    return _printed(lines, columns=columns, told=told, actor=actor, unit=unit)


def _columns(heads: Sequence[str], shares: Sequence[float]) -> list[BookColumn]:
    paired = zip(heads, shares, strict=True)
    return [BookColumn(head=head, share=share) for head, share in paired]


def _printed(
    lines: Sequence[Sequence[str]],
    *,
    columns: list[BookColumn],
    told: tuple[str, str],
    actor: Actor,
    unit: Unit,
) -> bytes:
    starts = range(0, max(len(lines), 1), LINES_PER_PART)
    head, today = letterhead_of_unit(unit), timezone.localdate()
    words = _("Printed %(day)s by %(name)s; only what they may see.")
    day = date_format(today, "j F Y")
    parts = (
        PrintedBook(
            title=told[0],
            unit=unit.name,
            period=told[1],
            printed=words % {"day": day, "name": actor.official.full_name},
            day=today,
            paper="A4",
            letterhead=head,
            columns=columns,
            rows=lines[skip : skip + LINES_PER_PART],
            part=BookPart(number=number, of=len(starts)),
        )
        for number, skip in enumerate(starts, start=1)
    )
    return bound([draw(parts)])
