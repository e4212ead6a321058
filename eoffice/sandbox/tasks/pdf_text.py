"""The text a PDF carries, word by word with its place on the page."""

import ctypes
import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from eoffice.sandbox.errors import FileBroken
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks import pdfs

#: Device units per point (PageToDevice answers whole numbers), and how far is asked.
FINE, REACH = 10_000, 1000.0
#: PDFium gives a hyphen at a line end as one of these.
LINE_END_HYPHENS = {0x02, 0xFFFE, 0x00AD}
HIGHEST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
#: A gap in a line wider than this share of the letter height parts two words.
WIDE_GAP = 0.9

#: Page rotations under which lines of page space run up or down on the page shown.
SIDEWAYS = (90, 270)
#: Pictures inside forms inside forms; more of them than this say nothing new.
PICTURE_DEPTH, MOST_PICTURES = 3, 2000

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
        self._matrix = self._as_shown_matrix()

    def characters(self) -> Iterator[tuple[str, Box | None, bool]]:
        """(character, box as shown, line runs up or down); blanks have no box."""
        raw = self.text.raw
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        turned = self.page.get_rotation() in SIDEWAYS
        for at in range(self.text.count_chars()):
            character = _character(pdfium_c.FPDFText_GetUnicode(raw, at))
            if character.isspace():
                yield character, None, False
                continue
            pdfium_c.FPDFText_GetCharBox(raw, at, left, right, low, high)
            box = self.as_shown((left.value, low.value, right.value, high.value))
            angle = math.degrees(max(0.0, pdfium_c.FPDFText_GetCharAngle(raw, at)))
            yield character, box, (round(angle / 90) % 2 == 1) != turned

    def _as_shown_matrix(self) -> tuple[float, ...]:
        """From page space to points as shown; asked once, not for every character."""
        size = round(self.width * FINE), round(self.height * FINE)
        x, y = ctypes.c_int(), ctypes.c_int()
        found: list[float] = []
        for at in ((0.0, 0.0), (REACH, 0.0), (0.0, REACH)):
            pdfium_c.FPDF_PageToDevice(self.page, 0, 0, *size, 0, *at, x, y)
            found += (x.value / FINE, y.value / FINE)
        return (*((found[n] - found[n % 2]) / REACH for n in range(2, 6)), *found[:2])

    def as_shown(self, box: Box) -> Box:
        """A box of page space on the page as people see it (rotated, cropped)."""
        a, b, c, d, e, f = self._matrix
        x0, y0, x1, y1 = box
        ax, bx = round(a * x0 + c * y0 + e, 2), round(a * x1 + c * y1 + e, 2)
        ay, by = round(b * x0 + d * y0 + f, 2), round(b * x1 + d * y1 + f, 2)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    @property
    def picture_share(self) -> float:
        """How much of the page pictures cover, 0..1; strips of one scan add up."""
        covered = 0.0
        images = self.page.get_objects(
            filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=PICTURE_DEPTH
        )
        for image in islice(images, MOST_PICTURES):
            left, low, right, high = image.get_bounds()
            covered += max(0.0, right - left) * max(0.0, high - low)
        share: float = min(1.0, covered / max(1.0, self.width * self.height))
        return round(share, 3)


def _joined(box: Box, more: Box) -> Box:
    return (
        min(box[0], more[0]),
        min(box[1], more[1]),
        max(box[2], more[2]),
        max(box[3], more[3]),
    )


def _apart(box: Box, more: Box, *, upright: bool) -> bool:
    """Two characters too far from each other to be of one word.

    Measured along the line and across it: lines of a turned table run up the page.
    """
    along, across = (1, 0) if upright else (0, 1)
    height = max(box[across + 2] - box[across], more[across + 2] - more[across], 1.0)
    gap = max(more[along] - box[along + 2], box[along] - more[along + 2])
    on_other_line = more[across] > box[across + 2] or more[across + 2] < box[across]
    return on_other_line and gap > WIDE_GAP * height


def _words(page: _Page) -> list[list[Any]]:
    words: list[tuple[str, Box]] = []
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for character, place, upright in page.characters():
        if text and (place is None or _apart(box, place, upright=upright)):
            words.append((text, box))
            text = ""
        if place is not None:
            box = _joined(box, place) if text else place
            text += character
    if text:
        words.append((text, box))
    return [[word, *place] for word, place in words]


def _words_of_page(
    document: pdfium.PdfDocument, number: int, job: SandboxJob
) -> dict[str, Any]:
    page = _Page(pdfs.flat_page_of(document, number, job.limits))
    return {
        "page": number,
        "width": page.width,
        "height": page.height,
        "words": _words(page),
        "pictures": page.picture_share,
    }


def extract_text(
    job: SandboxJob, pages: list[int] | None = None
) -> list[dict[str, Any]]:
    """Embedded words of `pages` (numbers from 1; None: all), in the file's order.

    Per page `{page, width, height, words: [[text, x0, y0, x1, y1], ...], pictures}`,
    points, origin at the top left of the page as shown; `pictures` is the share of the
    page that pictures cover, 0..1. Numbers beyond the end are left out, and so is a
    page that cannot be loaded: one bad page never costs the file.
    """
    with pdfs.opened(job.data) as document:
        count = pdfs.page_count(document, job.limits)
        wanted = range(1, count + 1) if pages is None else pages
        answer = []
        for number in wanted:
            if number > count:
                continue
            try:
                answer.append(_words_of_page(document, number, job))
            except FileBroken:
                continue
        return answer
