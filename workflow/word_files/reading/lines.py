"""The body of a Word file as lines: text, headings, points, tables, page breaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from docx.oxml.ns import qn

from workflow.word_files.reading.numbering import ListLevel, indent_of
from workflow.word_files.reading.package import WordFile
from workflow.word_files.reading.pieces import PAGE, WordPiece, cut, plain, text_of
from workflow.word_files.reading.runs import GONE, HOLDERS, Runs
from workflow.word_files.reading.styles import is_on
from workflow.word_files.reading.tables import CellText, Grid, grid_of

LineKind = Literal["text", "heading", "point", "table", "break"]
LAST_LEVEL = 2  # a letter has headings of two levels


@dataclass(slots=True, kw_only=True)
class WordLine:
    """One of them; `level` of a heading, `indent` in twips, on which `page`."""

    kind: LineKind
    pieces: list[WordPiece] = field(default_factory=list)
    level: int = 0
    place: ListLevel | None = None
    indent: int = 0
    grid: Grid | None = None
    page: int = 1

    @property
    def words(self) -> str:
        """The bare words on one line; of a table all of them."""
        if self.grid is not None:
            return " ".join(" ".join(row) for row in self.grid.words())
        return plain(self.pieces)


def lines_of(word: WordFile) -> list[WordLine]:
    """Return the lines of the body, empty ones too: they part blocks."""
    found = []
    for line in _Walk(word).lines(word.body):
        line.page = word.told.page
        found.append(line)
    return found


class _Walk:
    def __init__(self, word: WordFile) -> None:
        self.word, self.told = word, word.told

    def lines(self, holder: Any) -> Iterator[WordLine]:
        for child in holder:
            tag = child.tag
            if tag == qn("w:p"):
                yield from self._paragraph(child)
            elif tag == qn("w:tbl"):
                grid = grid_of(child, self._cell)
                self.told.note("nested_table", grid.nested)
                yield WordLine(kind="table", grid=grid)
            elif tag == qn("w:sdt"):
                yield from self._control(child)
            elif tag in HOLDERS:
                yield from self.lines(child)
            elif tag in GONE:
                self.told.note("deleted")
            elif tag == qn("w:altChunk"):
                self.told.note("outside")

    def _control(self, control: Any) -> Iterator[WordLine]:
        gallery = control.find(f"{qn('w:sdtPr')}//{qn('w:docPartGallery')}")
        content = control.find(qn("w:sdtContent"))
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            self.told.note("contents")
        elif content is not None:
            yield from self.lines(content)

    def _paragraph(self, paragraph: Any) -> Iterator[WordLine]:
        properties = paragraph.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style_id = named.get(qn("w:val"), "") if named is not None else ""
        if self.word.styles.is_contents(style_id):
            self.told.note("contents")
            return
        if is_on(properties, "w:pageBreakBefore"):
            self.told.turn(by_hand=True)
            yield WordLine(kind="break")
        pieces = list(Runs(self.word, style_id).pieces(paragraph))
        whole = self._line(properties, style_id)
        for part in _between_pages(pieces):
            if part is None:
                yield WordLine(kind="break")
                continue
            yield WordLine(
                kind=whole.kind if text_of(part).strip() else "text",
                pieces=_unmarked(part) if whole.kind == "heading" else part,
                level=whole.level,
                place=whole.place,
                indent=whole.indent,
            )
        if _begins_page(properties):
            self.told.turn(by_hand=True)
            yield WordLine(kind="break")

    def _line(self, properties: Any, style_id: str) -> WordLine:
        """Return what the paragraph is, without its text."""
        level = self.word.styles.heading(style_id) or _outline(properties)
        if level:
            return WordLine(kind="heading", level=min(level, LAST_LEVEL))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        given = own if own is not None else self.word.styles.numbering(style_id)
        place = self.word.numbering.level(given)
        indent = indent_of(properties)
        if place is None:
            return WordLine(kind="text", indent=indent or 0)
        indent = place.indent if indent is None else indent
        return WordLine(kind="point", place=place, indent=indent)

    def _cell(self, cell: Any) -> CellText:
        """Return the text of a cell, a piece list for each of its lines."""
        found, nested = [], 0
        for line in self.lines(cell):
            if line.grid is not None:
                nested += 1 + line.grid.nested
                found += [[WordPiece("    ".join(row))] for row in line.grid.words()]
            elif line.kind != "break":
                found.append(line.pieces)
        return CellText(lines=found, nested=nested)


def _outline(properties: Any) -> int:
    found = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = found.get(qn("w:val"), "") if found is not None else ""
    # 9 is the level of running text.
    return int(value) + 1 if value in set("012345678") else 0


def _begins_page(properties: Any) -> bool:
    """Tell whether a section ends here and the next one begins a page."""
    section = properties.find(qn("w:sectPr")) if properties is not None else None
    if section is None:
        return False
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val")) not in {"continuous", "nextColumn"}


def _between_pages(pieces: list[WordPiece]) -> Iterator[list[WordPiece] | None]:
    """Yield the text between page breaks, None for each break."""
    at, parts = 0, text_of(pieces).split(PAGE)
    for place, text in enumerate(parts):
        if place:
            yield None
        part = cut(pieces, at, at + len(text))
        if len(parts) == 1 or text.strip():
            yield part
        at += len(text) + len(PAGE)


def _unmarked(pieces: list[WordPiece]) -> list[WordPiece]:
    """Headings are bold by the template of the office; one look for all is none."""
    shown = [one for one in pieces if one.text.strip()]
    if any(not one.bold for one in shown):
        return pieces
    return [replace(piece, bold=False) for piece in pieces]
