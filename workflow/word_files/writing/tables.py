"""Tables of a letter as tables of Word: a header that repeats, cells that are one."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Twips

from workflow.rendering.blocks_of_tables import across, down
from workflow.rendering.inline import Inline
from workflow.rendering.tree_blocks import Cell, MergedCell, PeopleTable, TableValue
from workflow.word_files.writing.text import put_inline

WIDTH = 9000  # twips of a line on A4
PEOPLE = ("No.", "Nama", "Pangkat/Golongan", "NIP", "Jabatan")
_SIDES = {
    "left": None,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def put_table(document: Any, value: TableValue) -> None:
    """Write the table, and an empty line that parts it from the next."""
    rows = (value.header, *value.rows)
    columns = sum(across(cell) for cell in value.header)
    table = _grid(document, len(rows), columns)
    for at, share in enumerate(value.widths or ()):
        whole = sum(value.widths or ())
        table.columns[at].width = Twips(WIDTH * share // whole)
    taken: set[tuple[int, int]] = set()
    for place, row in enumerate(rows):
        align = value.align if place and value.align else ("left",) * columns
        _put_row(table, place, row, taken, align)
    document.add_paragraph()


def _grid(document: Any, rows: int, columns: int) -> Any:
    table = document.add_table(rows, columns, style="Table Grid")
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    return table


def _put_row(
    table: Any,
    place: int,
    row: Sequence[Cell],
    taken: set[tuple[int, int]],
    align: Sequence[str],
) -> None:
    free = (at for at in range(len(align)) if (place, at) not in taken)
    for cell in row:
        first = next(free)
        last = first + across(cell) - 1
        for _covered in range(across(cell) - 1):
            next(free)
        bottom = place + down(cell) - 1
        taken |= {
            (y, x) for y in range(place, bottom + 1) for x in range(first, last + 1)
        }
        shown = table.cell(place, first)
        if (bottom, last) != (place, first):
            shown = shown.merge(table.cell(bottom, last))
        paragraph = shown.paragraphs[0]
        put_inline(paragraph, _text(cell))
        paragraph.alignment = _SIDES[align[first]]


def _text(cell: Cell) -> Inline:
    return cell.text if isinstance(cell, MergedCell) else cell


def put_people(document: Any, block: PeopleTable) -> None:
    """Write the table of officials."""
    table = _grid(document, len(block.value) + 1, len(PEOPLE))
    people = [(p.name, p.rank, p.nip, p.position) for p in block.value]
    rows = [PEOPLE, *((f"{n}.", *row) for n, row in enumerate(people, start=1))]
    for shown, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(shown.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph()
