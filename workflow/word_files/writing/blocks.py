"""The body of a letter, block by block, in Word."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu

from workflow.rendering.inline import Inline
from workflow.rendering.pictures import picture_bytes
from workflow.rendering.tree_blocks import (
    AnnexHead,
    Article,
    Block,
    Body,
    Chapter,
    Considerations,
    Dictum,
    Fields,
    Heading,
    Image,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    PeopleTable,
    Signatures,
    Table,
)
from workflow.word_files.writing.counting import ordinal, roman
from workflow.word_files.writing.lists import Lists
from workflow.word_files.writing.tables import put_people, put_table
from workflow.word_files.writing.text import put_heading, put_inline

LABEL = Cm(4.5)


class BodyWriter:
    """Writes into a document; counts what the page counts."""

    def __init__(
        self, document: Any, annex_lines: Callable[[int], Sequence[str]] | None = None
    ) -> None:
        """Write at the end of the document; `annex_lines`: above each lampiran."""
        self.document, self.lists = document, Lists(document)
        self._annex_lines = annex_lines or (lambda place: [f"LAMPIRAN {roman(place)}"])
        self._chapters = self._sections = self._articles = self._annexes = 0
        self._put: dict[type, Callable[[Any], None]] = {
            Paragraph: lambda block: self._line(block.value),
            Heading: self._heading,
            NumberedList: lambda b: self._points(b.value, b.style or "number"),
            Table: lambda block: put_table(self.document, block.value),
            PeopleTable: lambda block: put_people(self.document, block),
            Fields: self._fields,
            Considerations: self._considerations,
            Dictum: self._dictum,
            Chapter: self._chapter,
            Article: self._article,
            Signatures: self._signatures,
            AnnexHead: self._annex,
            Image: self._image,
            PageBreak: lambda _block: self.document.add_page_break(),
        }

    def write(self, body: Body) -> None:
        """Write all blocks; an empty line parts fields that follow each other."""
        before: Block | None = None
        for block in body:
            if isinstance(block, Fields) and isinstance(before, Fields):
                self.document.add_paragraph()
            self._put[type(block)](block)
            before = block

    def _line(self, parts: Inline, label: str = "") -> Any:
        paragraph = self.document.add_paragraph()
        if label:
            paragraph.add_run(f"{label}\t: ")
            paragraph.paragraph_format.left_indent = LABEL
            paragraph.paragraph_format.first_line_indent = -LABEL
            paragraph.paragraph_format.tab_stops.add_tab_stop(LABEL)
        put_inline(paragraph, parts)
        return paragraph

    def _centred(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True

    def _heading(self, block: Heading) -> None:
        put_heading(self.document.add_heading("", block.level), block.value)

    def _points(self, items: Sequence[ListItem], form: str) -> None:
        self._level(items, self.lists.begin(form), 0)

    def _level(self, items: Sequence[ListItem], number: int, level: int) -> None:
        for item in items:
            self.lists.put(self._line(item.text), number, level)
            self._level(item.items, number, level + 1)

    def _fields(self, block: Fields) -> None:
        for row in block.value:
            self._line(row.value, row.label)

    def _considerations(self, block: Considerations) -> None:
        for part in block.value:
            if part.style == "none" or len(part.items) == 1:
                for at, item in enumerate(part.items):
                    self._line(item.text, "" if at else part.label)
                    if item.items:
                        self._points(item.items, "letter")
            else:
                self._line((), part.label)
                self._points(part.items, part.style)

    def _dictum(self, block: Dictum) -> None:
        self._centred(block.value.word)
        if block.value.title:
            self._line(block.value.title, "Menetapkan")
        for at, item in enumerate(block.value.items, start=1):
            self._line(item.text, ordinal(at).upper())
            if item.items:
                self._points(item.items, "letter")

    def _chapter(self, block: Chapter) -> None:
        if block.value.kind == "bab":
            self._chapters, self._sections = self._chapters + 1, 0
            self._centred(f"BAB {roman(self._chapters)}")
        else:
            self._sections += 1
            self._centred(f"Bagian {ordinal(self._sections)}")
        self._centred(block.value.title)

    def _article(self, block: Article) -> None:
        self._articles += 1
        self._centred(f"Pasal {self._articles}")
        counts = len(block.value) > 1
        for at, item in enumerate(block.value, start=1):
            paragraph = self.document.add_paragraph(f"({at}) " if counts else "")
            put_inline(paragraph, item.text)
            if item.items:
                self._points(item.items, "letter")

    def _image(self, block: Image) -> None:
        value = block.value
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if value.sha256 is None:
            paragraph.add_run(f"[Gambar: {value.alt}]")
            return
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        picture = io.BytesIO(picture_bytes(value.sha256))
        shown = paragraph.add_run().add_picture(
            picture, width=Emu(room * value.width // 100)
        )
        shown._inline.docPr.set("descr", value.alt)

    def _annex(self, block: AnnexHead) -> None:
        # As on the page: each begins a sheet, and counts its own bab and pasal.
        self._annexes += 1
        self._chapters = self._sections = self._articles = 0
        self.document.add_page_break()
        for line in self._annex_lines(self._annexes):
            self.document.add_paragraph(line)
        self._centred(block.value.title)

    def _signatures(self, block: Signatures) -> None:
        for one in block.value:
            lines = [one.role, one.title, "", "", one.name, one.rank]
            lines.append(f"NIP {one.nip}" if one.nip else None)
            for line in lines:
                if line is not None:
                    self.document.add_paragraph(line)
