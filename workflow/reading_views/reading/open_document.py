"""OpenDocument files (odt, ods, odp) as blocks, read off their `content.xml`.

Source: OASIS OpenDocument 1.3, part 3 (schema). Numbers of lists are counted by the
list styles of the file; anything else that a style says is looks, and left out.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from eoffice.sandbox.job import SandboxJob
from workflow.reading_views.reading.list_labels import BULLET, counted
from workflow.reading_views.reading.parts import (
    GAPS,
    NOTE_GAP,
    Block,
    plain_run,
    table_of,
)
from workflow.reading_views.reading.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Row,
    number_words,
    sheet_blocks,
)
from workflow.reading_views.reading.slides import MOST_SLIDES

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{_BASE}text:1.0}}", f"{_BASE}table:1.0}}"
DRAW, OFFICE = f"{_BASE}drawing:1.0}}", f"{_BASE}office:1.0}}"
SHOWN, STYLE = f"{_BASE}presentation:1.0}}", f"{_BASE}style:1.0}}"
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_BLANKS = 64
MOST_CELLS_ACROSS = 64
MOST_LEVELS = 10
SKIPPED = {
    f"{TEXT}tracked-changes",
    f"{TEXT}sequence-decls",
    f"{OFFICE}forms",
    f"{OFFICE}annotation",
    f"{SHOWN}notes",
}
HOLDERS = {
    f"{TEXT}section",
    f"{TEXT}index-body",
    f"{TEXT}table-of-content",
    f"{DRAW}text-box",
    f"{DRAW}frame",
    f"{DRAW}g",
    f"{DRAW}custom-shape",
}


def content_of(data: bytes) -> Any:
    """Return the root of the content; nothing it names is fetched or unfolded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("content.xml"), parser)


def text_blocks(job: SandboxJob) -> Iterator[Block]:
    """Yield the blocks of a text (odt)."""
    root = content_of(job.data)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    yield from _Reader(root).blocks(body if body is not None else ())


def slide_blocks(job: SandboxJob) -> Iterator[Block]:
    """Yield the slides of a presentation (odp)."""
    root = content_of(job.data)
    reader = _Reader(root)
    pages = root.iter(f"{DRAW}page")
    for number, page in enumerate(pages, start=1):
        if number > MOST_SLIDES:
            yield {"kind": "more", "what": "slides"}
            return
        yield {"kind": "part", "what": "slide", "text": str(number), "hidden": False}
        for frame in page:
            blocks = list(reader.blocks([frame]))
            if frame.get(f"{SHOWN}class") == "title":
                words = " ".join(
                    run[0] for one in blocks for run in one.get("runs", ())
                )
                blocks = [{"kind": "heading", "level": 2, "runs": plain_run(words)}]
            yield from blocks


def table_blocks(job: SandboxJob) -> Iterator[Block]:
    """Yield the sheets of a workbook (ods)."""
    root = content_of(job.data)
    book = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    sheets = list(book.iterchildren(f"{TABLE}table")) if book is not None else []
    for sheet in sheets[:MOST_SHEETS]:
        name = sheet.get(f"{TABLE}name", "")
        yield from sheet_blocks(name, _sheet_rows(sheet), hidden=False)
    if len(sheets) > MOST_SHEETS:
        yield {"kind": "more", "what": "sheets"}


def _times(element: Any, name: str, most: int) -> int:
    value = element.get(f"{TABLE}{name}", "1")
    return min(int(value), most) if value.isdecimal() else 1


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    number = 0
    for row in sheet.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            text = _cell_text(cell)
            most = MOST_COLUMNS + 1 - len(cells)
            cells += [text] * _times(cell, "number-columns-repeated", most)
        # A row that is repeated to the end of the sheet is empty, and costs nothing.
        times = _times(row, "number-rows-repeated", MOST_ROWS * MOST_ROWS)
        if any(cells):
            for more in range(1, min(times, MOST_ROWS + 1) + 1):
                yield number + more, cells
        number += times


def _cell_text(cell: Any) -> str:
    lines = list(cell.iterchildren(f"{TEXT}p"))
    text = "\n".join("".join(words_of(line)) for line in lines).strip()
    value = cell.get(f"{OFFICE}value", "")
    if not text and value:
        return number_words(float(value), "")
    return text


def words_of(element: Any) -> Iterator[str]:
    """Yield text: tabs, blanks and line ends are elements, notes and frames gaps."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}tab":
            yield "    "
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, MOST_BLANKS)
        elif child.tag == f"{TEXT}note":
            yield NOTE_GAP
        elif child.tag == f"{DRAW}frame":
            yield _gap(child)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from words_of(child)
        yield child.tail or ""


def _gap(frame: Any) -> str:
    if frame.find(f"{DRAW}text-box") is not None:
        return GAPS["text_box"]
    is_picture = frame.find(f"{DRAW}image") is not None
    return GAPS["picture" if is_picture else "object"]


class _Reader:
    """Reads running text; knows the list styles of the file."""

    def __init__(self, root: Any) -> None:
        self._lists = {
            style.get(f"{STYLE}name", ""): style
            for style in root.iter(f"{TEXT}list-style")
        }

    def blocks(self, holder: Any) -> Iterator[Block]:
        for child in holder:
            tag = child.tag
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child)
            elif tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name", ""), 0)
            elif tag == f"{TABLE}table":
                yield from self._table(child)
            elif tag in HOLDERS:
                yield from self._held(child)

    def _held(self, holder: Any) -> Iterator[Block]:
        found = list(self.blocks(holder))
        is_frame = holder.tag == f"{DRAW}frame"
        if not found and is_frame and holder.find(f"{DRAW}text-box") is None:
            found = [{"kind": "text", "runs": plain_run(_gap(holder))}]
        yield from found

    def _paragraph(self, element: Any) -> Iterator[Block]:
        words = "".join(words_of(element))
        if not words.strip():
            return
        runs = plain_run(words)
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level", "1")
            yield {
                "kind": "heading",
                "level": int(level) if level.isdecimal() else 1,
                "runs": runs,
            }
        else:
            yield {"kind": "text", "runs": runs}

    def _list(self, element: Any, style: str, level: int) -> Iterator[Block]:
        number = self._start(style, level)
        for item in element:
            has_label = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list" and level < MOST_LEVELS:
                    yield from self._list(child, style, level + 1)
                    continue
                for block in self.blocks([child]):
                    label = self._label(style, level, number) if has_label else ""
                    has_label = False
                    point = {"kind": "point", "level": level, "label": label}
                    yield {**block, **point} if "runs" in block else block
            number += item.tag == f"{TEXT}list-item"

    def _level(self, style: str, level: int) -> Any:
        for one in self._lists.get(style, ()):
            if one.get(f"{TEXT}level") == str(level + 1):
                return one
        return None

    def _start(self, style: str, level: int) -> int:
        found = self._level(style, level)
        start = found.get(f"{TEXT}start-value", "1") if found is not None else "1"
        return int(start) if start.isdecimal() else 1

    def _label(self, style: str, level: int, number: int) -> str:
        found = self._level(style, level)
        if found is None or found.tag != f"{TEXT}list-level-style-number":
            return BULLET
        form = FORMS.get(found.get(f"{STYLE}num-format", "1"), "decimal")
        before, after = (found.get(f"{STYLE}num-{n}", "") for n in ("prefix", "suffix"))
        return f"{before}{counted(number, form)}{after}"

    def _table(self, table: Any) -> Iterator[Block]:
        # A cell that another one covers is there, and empty: so rows stay in step.
        own = (
            row
            for row in table.iter(f"{TABLE}table-row")
            if next(row.iterancestors(f"{TABLE}table"), None) is table
        )
        rows = [[self._cell(cell) for cell in row][:MOST_CELLS_ACROSS] for row in own]
        if any(rows):
            yield table_of(rows)

    def _cell(self, cell: Any) -> str:
        blocks = self.blocks(cell)
        lines = ["".join(run[0] for run in one.get("runs", ())) for one in blocks]
        return "\n".join(lines)
