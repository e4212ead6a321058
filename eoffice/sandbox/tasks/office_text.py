"""The text of office files (docx, odt, xlsx), line by line, as a reader meets it.

They have no pages until a program lays them out, so none are told. What is wrapped in
pictures or drawings is not read; formulas answer the value that was kept with them.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice

import docx
import openpyxl
from docx.table import Table
from lxml import etree

from eoffice.sandbox.errors import FileBroken
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.probe import probe

#: A line is one paragraph or table row; books are longer than any letter.
MOST_LINES = 20_000
MOST_SIGNS = 2_000_000
BETWEEN_CELLS = "    "
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TOO_MANY_BLANKS = 64


def _docx(data: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(data))
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


def _xlsx(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells = [str(value) for value in row if value is not None]
                if cells:
                    yield BETWEEN_CELLS.join(cells)
    finally:
        book.close()


def _odt(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("content.xml"), parser)
    for part in root.iter(f"{TEXT}p", f"{TEXT}h", f"{TABLE}table-row"):
        in_row = any(
            parent.tag == f"{TABLE}table-row" for parent in part.iterancestors()
        )
        if part.tag == f"{TABLE}table-row" and not in_row:
            cells = (" ".join("".join(_odt_text(cell)).split()) for cell in part)
            yield BETWEEN_CELLS.join(cell for cell in cells if cell)
        elif not in_row and part.tag != f"{TABLE}table-row":
            yield "".join(_odt_text(part))


def _odt_text(part: etree._Element) -> Iterator[str]:
    """Text of a paragraph: tabs, runs of blanks and line ends are elements there."""
    yield part.text or ""
    for child in part:
        if child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, _TOO_MANY_BLANKS)
        elif isinstance(child.tag, str):
            yield from _odt_text(child)
        yield child.tail or ""


READERS = {"docx": _docx, "xlsx": _xlsx, "odt": _odt}


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
        for text in islice(reader(job.data), MOST_LINES):
            lines += text.split("\n")
            signs += len(text)
            if signs > MOST_SIGNS:
                break
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise FileBroken(str(error)) from error
    return lines
