"""A whole draft as a Word file: letterhead, head, body, signature block, copies.

It is for talking about the text. The page of the letter is drawn from the draft alone,
so each page of this file says that it is none.
"""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from workflow.rendering.tree import Body, LetterTree, PageProfile
from workflow.rendering.tree_blocks import AnnexHead
from workflow.word_files.writing.blocks import BodyWriter
from workflow.word_files.writing.head import (
    DATE_TO_COME,
    LIST_OF_ADDRESSEES,
    annex_head,
    head_of,
    is_listed_apart,
    listed_recipients,
)

MARK = "KONSEP, bukan naskah resmi"
PAPER_MM = {"A4": (210, 297), "F4": (215, 330)}
SIGN_AT = Mm(80)


def word_of_letter(tree: LetterTree, notes: Sequence[str] = ()) -> bytes:
    """Return the file; `notes` stand under the mark at the head of each page."""
    document = _document(tree.page, (MARK, *notes))
    _kop(document, tree)
    _head(document, tree)
    heads = [n for n, one in enumerate(tree.body) if isinstance(one, AnnexHead)]
    proper = heads[0] if heads else len(tree.body)
    apart = int(is_listed_apart(tree))
    total = apart + len(heads)
    writer = BodyWriter(
        document, annex_lines=lambda place: annex_head(tree, apart + place, total)
    )
    writer.write(tree.body[:proper])
    _signature(document, tree)
    if apart:
        document.add_page_break()
        _lines(document, annex_head(tree, apart, total))
        _lines(document, [LIST_OF_ADDRESSEES], centred=True)
        _lines(document, listed_recipients(tree))
    writer.write(tree.body[proper:])
    return _saved(document)


def word_of_body(body: Body) -> bytes:
    """Return a file of the body alone."""
    document = _document(PageProfile(), (MARK,))
    BodyWriter(document).write(body)
    return _saved(document)


def _document(page: PageProfile, marks: Sequence[str]) -> Any:
    document = docx.Document()
    section = document.sections[0]
    width, height = PAPER_MM[page.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("top", "bottom", "left", "right"):
        margin = Mm(getattr(page.margins_mm, side))
        setattr(section, f"{side}_margin", margin)
    section.header.paragraphs[0].text = "\n".join(marks)
    styles = document.styles
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = styles[name].font
        font.name, font.size = "Arial", Pt(page.font_size_pt)
        font.color.rgb = RGBColor(0, 0, 0)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    return document


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(document: Any, lines: Sequence[str], *, centred: bool = False) -> None:
    for line in lines:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            run.bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _kop(document: Any, tree: LetterTree) -> None:
    _lines(document, tree.letterhead.lines, centred=True)
    _lines(document, tree.letterhead.address)
    document.add_paragraph()


def _head(document: Any, tree: LetterTree) -> None:
    head = head_of(tree)
    _lines(document, head.title, centred=True)
    _lines(document, head.rows)
    _lines(document, [f"{tree.place}, {DATE_TO_COME}", ""])
    if head.recipients:
        _lines(document, [*head.recipients, ""])


def _signature(document: Any, tree: LetterTree) -> None:
    block = tree.signature
    signed = [*block.authority, "", "", "", block.name, block.rank]
    signed.append(f"NIP {block.nip}" if block.nip else None)
    document.add_paragraph()
    for line in signed:
        if line is not None:
            paragraph = document.add_paragraph(line)
            paragraph.paragraph_format.left_indent = SIGN_AT
            paragraph.paragraph_format.space_after = Pt(0)
    if tree.cc:
        document.add_paragraph()
        rows = [f"{place}. {name}" for place, name in enumerate(tree.cc, start=1)]
        _lines(document, ["Tembusan:", *rows])
