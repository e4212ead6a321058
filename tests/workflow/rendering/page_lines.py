"""What stands where on the pages of a PDF, in points from the top left."""

from ctypes import c_double
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

WATERMARK_PT = 40.0  # no type of a letter comes near
GAP_PT = 24.0  # wider than any space between words


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """A piece of one line in one type: where it begins and ends on its baseline."""

    page: int
    left: float
    baseline: float
    right: float
    size: float
    text: str


@dataclass(frozen=True, kw_only=True)
class _Sign:
    x: float
    y: float
    size: float
    text: str


def lines_of(pdf: bytes) -> list[PageLine]:
    """Return the pieces in the order of the file, without the watermark."""
    found: list[PageLine] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            piece: list[_Sign] = []
            for sign in _signs(page):
                if piece and not _goes_on(piece[-1], sign):
                    found.append(_line(number, piece))
                    piece = []
                piece.append(sign)
            if piece:
                found.append(_line(number, piece))
    return [line for line in found if line.text]


def _signs(page: pypdfium2.PdfPage) -> list[_Sign]:
    text_page, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text_page.count_chars()):
        size = pdfium.FPDFText_GetFontSize(text_page, at)
        sign = chr(pdfium.FPDFText_GetUnicode(text_page, at))
        if size >= WATERMARK_PT or sign in "\r\n":
            continue
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        found.append(_Sign(x=x.value, y=height - y.value, size=size, text=sign))
    return found


def _goes_on(last: _Sign, sign: _Sign) -> bool:
    return (
        abs(last.y - sign.y) < 0.5
        and abs(last.size - sign.size) < 0.1
        and 0 <= sign.x - last.x < GAP_PT
    )


def _line(page: int, piece: list[_Sign]) -> PageLine:
    return PageLine(
        page=page,
        left=round(piece[0].x, 1),
        baseline=round(piece[0].y, 1),
        right=round(piece[-1].x, 1),
        size=round(piece[0].size, 1),
        text=" ".join("".join(sign.text for sign in piece).split()),
    )


def line_with(pdf: bytes, words: str) -> PageLine:
    """Return the first piece with these words."""
    return next(line for line in lines_of(pdf) if words in line.text)
