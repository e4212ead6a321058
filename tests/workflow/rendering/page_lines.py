"""What stands where on the pages of a PDF, in points from the top left."""

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """A piece of one line in one type; `size` is that of the type."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str


def lines_of(pdf: bytes) -> list[PageLine]:
    """Return the pieces in the order of the file."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            found += _of_page(page, number)
    return found


def _of_page(page: pypdfium2.PdfPage, number: int) -> list[PageLine]:
    text_page, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(at)
        text = text_page.get_text_bounded(left, bottom, right, top)
        middle = ((left + right) / 2, (bottom + top) / 2)
        char = text_page.get_index(left + 1, middle[1], 4, 4)
        size = pdfium.FPDFText_GetFontSize(text_page, char or 0)
        line = PageLine(
            page=number,
            left=round(left, 1),
            top=round(height - top, 1),
            right=round(right, 1),
            bottom=round(height - bottom, 1),
            size=round(size, 1),
            text=" ".join(text.split()),
        )
        found.append(line)
    return found


def line_with(pdf: bytes, words: str) -> PageLine:
    """Return the first piece with these words."""
    return next(line for line in lines_of(pdf) if words in line.text)
