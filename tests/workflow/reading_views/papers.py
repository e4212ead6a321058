"""Office files of tests, and the reading of them without a process of its own."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
from PIL import Image

from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from tests.workflow.word_files.papers import saved
from workflow.reading_views.reading.task import read_office
from workflow.reading_views.reading.texts import office_text

OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("presentation", "presentation"),
    )
)


def job(data: bytes) -> SandboxJob:
    return SandboxJob(data=data, scratch=Path(), limits=Limits())


def read(data: bytes) -> dict[str, Any]:
    return read_office(job(data))


def lines(data: bytes) -> list[str]:
    return office_text(job(data))


def told(data: bytes) -> list[tuple[Any, ...]]:
    """What a reader sees, block by block."""
    return [seen(block) for block in read(data)["blocks"]]


def seen(block: dict[str, Any]) -> tuple[Any, ...]:
    kind = block["kind"]
    if kind == "table":
        rows = [[cell["text"] for cell in row] for row in block["rows"]]
        return (kind, rows)
    words = "".join(run[0] for run in block.get("runs", ())) or block.get("text", "")
    return (kind, block["label"], words) if block.get("label") else (kind, words)


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, "PNG")
    out.seek(0)
    return out


def word() -> bytes:
    """Headings, numbers, a picture, a table with merged cells."""
    document = docx.Document()
    document.add_heading("Laporan", 1)
    for text in ("Satu", "Dua"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Butir", style="List Bullet")
    document.add_picture(picture())
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Judul"
    table.cell(1, 1).text = "isi"
    return saved(document)


def workbook() -> bytes:
    """Two sheets, one of them hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rekap"
    sheet.append(["Uraian", 1250000.5, datetime.date(2026, 3, 9)])
    sheet["B1"].number_format = "#,##0.00"
    other = book.create_sheet("Rahasia")
    other["A1"] = 0.25
    other["A1"].number_format = "0%"
    other.sheet_state = "hidden"
    return saved(book)


def slides() -> bytes:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[1])
    slide.shapes.title.text = "Paparan"
    slide.placeholders[1].text = "Poin satu"
    slide.shapes.add_picture(picture(), 0, 0)
    return saved(shown)


def open_document(kind: str, body: str, *, styles: str = "", head: str = "") -> bytes:
    """A file of `text`, `spreadsheet` or `presentation` by its bare content."""
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": f"{OPEN_DOCUMENT}.{kind}", "content.xml": content})


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
