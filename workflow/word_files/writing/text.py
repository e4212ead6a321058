"""Runs of a letter as runs of Word: marks, links, breaks, gaps in brackets."""

from typing import Any

from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run as WordRun

from workflow.rendering.inline import Break, Gap, Inline, Run


def put_inline(paragraph: Any, parts: Inline) -> None:
    """Write the runs at the end of a paragraph."""
    for part in parts:
        if isinstance(part, Break):
            paragraph.add_run().add_break()
        elif isinstance(part, Gap):
            run = paragraph.add_run(f"[{part.text}]")
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        else:
            _put_run(paragraph, part)


def _put_run(paragraph: Any, part: Run) -> None:
    run = paragraph.add_run(part.text)
    # None leaves it to the style, as in a heading.
    run.bold, run.italic = part.bold or None, part.italic or None
    run.underline = part.underline or None
    if part.link:
        _link(paragraph, run, part.link)


def _link(paragraph: Any, run: WordRun, address: str) -> None:
    key = paragraph.part.relate_to(
        address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run._r.addprevious(link)
    link.append(run._r)


def put_heading(paragraph: Any, parts: Inline) -> None:
    """Write a heading: where a part of it is bold, the rest is not."""
    put_inline(paragraph, parts)
    if any(isinstance(part, Run) and part.bold for part in parts):
        for run in paragraph.runs:
            run.bold = bool(run.bold)
