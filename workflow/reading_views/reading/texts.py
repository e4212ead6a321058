"""The text of office files, line by line, as a reader meets it.

They have no pages until a program lays them out, so none are told. What is wrapped in
pictures or drawings is not read; formulas answer the value that was kept with them.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

import docx
import openpyxl
from docx.table import Table
from lxml import etree

from eoffice.sandbox.errors import FileBroken
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.probe import probe
from workflow.reading_views.reading.open_document import (
    slide_blocks,
    table_blocks,
    text_blocks,
)
from workflow.reading_views.reading.parts import Block
from workflow.reading_views.reading.slides import pptx_blocks

#: A line is one paragraph or table row; books are longer than any letter.
MOST_LINES = 20_000
MOST_SIGNS = 2_000_000
BETWEEN_CELLS = "    "


def _docx(job: SandboxJob) -> Iterator[str]:
    document = docx.Document(io.BytesIO(job.data))
    section = document.sections[0] if len(document.sections) else None
    if section is not None:
        for paragraph in section.header.paragraphs:
            yield paragraph.text
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield part.text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if not cells or cells[-1] != text:  # merged cells come once per column
                cells.append(text)
        yield BETWEEN_CELLS.join(cells)


def _xlsx(job: SandboxJob) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(job.data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells = [str(value) for value in row if value is not None]
                if cells:
                    yield BETWEEN_CELLS.join(cells)
    finally:
        book.close()


def _of_blocks(
    reader: Callable[[SandboxJob], Iterator[Block]],
) -> Callable[[SandboxJob], Iterator[str]]:
    """Return the lines of a file that is read as blocks."""

    def lines(job: SandboxJob) -> Iterator[str]:
        for block in reader(job):
            if "runs" in block:
                label = block.get("label", "")
                words = "".join(run[0] for run in block["runs"])
                yield f"{label} {words}".strip() if label else words
            for row in block.get("rows", ()):
                cells = [" ".join(cell["text"].split()) for cell in row]
                yield BETWEEN_CELLS.join(cell for cell in cells if cell)

    return lines


READERS = {
    "docx": _docx,
    "xlsx": _xlsx,
    "pptx": _of_blocks(pptx_blocks),
    "odt": _of_blocks(text_blocks),
    "ods": _of_blocks(table_blocks),
    "odp": _of_blocks(slide_blocks),
}


def office_text(job: SandboxJob) -> list[str]:
    """Lines of the file from top to bottom; empty ones are kept, they part blocks.

    Raises:
        FileBroken: not an office file, or one that cannot be opened.
        FileTooLarge: beyond the limits unpacked.
    """
    reader = READERS.get(probe(job)["kind"])
    if reader is None:
        message = "no office file"
        raise FileBroken(message)
    lines: list[str] = []
    signs = 0
    try:
        for text in islice(reader(job), MOST_LINES):
            lines += text.split("\n")
            signs += len(text)
            if signs > MOST_SIGNS:
                break
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise FileBroken(str(error)) from error
    return lines
