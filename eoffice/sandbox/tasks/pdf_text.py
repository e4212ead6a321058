"""The text a PDF carries, word by word with its place on the page."""

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from eoffice.sandbox.job import Job
from eoffice.sandbox.tasks import pdfs

#: Device units per point: PageToDevice answers whole numbers.
FINE = 100
#: PDFium gives a hyphen at a line end as one of these.
LINE_END_HYPHENS = {0x02, 0xFFFE, 0x00AD}
HIGHEST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
#: A gap in a line wider than this share of the letter height parts two words.
WIDE_GAP = 0.9

Box = tuple[float, float, float, float]


def _character(code: int) -> str:
    if code in LINE_END_HYPHENS:
        return "-"
    if code in SURROGATES or code > HIGHEST_CODE_POINT or code < ord(" "):
        return " "
    return chr(code)


class _Page:
    """Characters of one page with boxes in points, origin at the top left as shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        self.width, self.height = page.get_size()
        self.text = page.get_textpage()

    def characters(self) -> list[tuple[str, Box]]:
        """(character, box) in reading order; blanks have an empty box."""
        raw = self.text.raw
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        found: list[tuple[str, Box]] = []
        for at in range(self.text.count_chars()):
            character = _character(pdfium_c.FPDFText_GetUnicode(raw, at))
            box = (0.0, 0.0, 0.0, 0.0)
            if not character.isspace():
                pdfium_c.FPDFText_GetCharBox(raw, at, left, right, low, high)
                box = (left.value, low.value, right.value, high.value)
            found.append((character, box))
        return found

    def as_shown(self, box: Box) -> list[float]:
        """A box of page space on the page as people see it (rotated, cropped)."""
        x, y = ctypes.c_int(), ctypes.c_int()
        wide, tall = round(self.width * FINE), round(self.height * FINE)
        corners = []
        for at in ((box[0], box[1]), (box[2], box[3])):
            pdfium_c.FPDF_PageToDevice(self.page, 0, 0, wide, tall, 0, *at, x, y)
            corners.append((x.value / FINE, y.value / FINE))
        (ax, ay), (bx, by) = corners
        return [min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)]


def _joined(box: Box, more: Box) -> Box:
    return (
        min(box[0], more[0]),
        min(box[1], more[1]),
        max(box[2], more[2]),
        max(box[3], more[3]),
    )


def _apart(box: Box, more: Box) -> bool:
    """Two characters too far from each other to be of one word."""
    height = max(box[3] - box[1], more[3] - more[1], 1.0)
    beside = abs(more[0] - box[2]) > WIDE_GAP * height
    other_line = more[1] > box[3] or more[3] < box[1]
    return beside and other_line


def _words(page: _Page) -> list[list[Any]]:
    words: list[tuple[str, Box]] = []
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for character, place in [*page.characters(), (" ", (0.0, 0.0, 0.0, 0.0))]:
        if text and (character.isspace() or _apart(box, place)):
            words.append((text, box))
            text = ""
        if not character.isspace():
            box = _joined(box, place) if text else place
            text += character
    return [[word, *page.as_shown(place)] for word, place in words]


def extract_text(job: Job, pages: list[int] | None = None) -> list[dict[str, Any]]:
    """Embedded words of `pages` (numbers from 1; None: all), in the file's order.

    Per page `{page, width, height, words: [[text, x0, y0, x1, y1], ...]}`, points,
    origin at the top left of the page as shown. Numbers beyond the end are left out.
    """
    with pdfs.opened(job.data) as document:
        count = pdfs.page_count(document, job.limits)
        wanted = range(1, count + 1) if pages is None else pages
        answer = []
        for number in wanted:
            if number > count:
                continue
            page = _Page(pdfs.page_of(document, number, job.limits))
            answer.append(
                {
                    "page": number,
                    "width": page.width,
                    "height": page.height,
                    "words": _words(page),
                }
            )
        return answer
