"""Reading scanned pages with Tesseract; the text stays beside the original."""

import csv
import io
import subprocess
from typing import Any

from PIL import Image, ImageOps

from eoffice.sandbox.errors import SandboxCrashed, SandboxUnavailable
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.pdfs import POINTS_PER_INCH
from eoffice.sandbox.tasks.pictures import page_picture
from eoffice.sandbox.tasks.skew import skew_of, turned_back

TESSERACT = "/usr/bin/tesseract"
WORD_LEVEL = "5"
#: Fewer words than this, or worse on average, and the page may lie on its side.
FEW_WORDS, POOR_CONFIDENCE = 12, 60.0


def _tesseract(job: SandboxJob, picture: Image.Image, *options: str) -> str:
    source = job.scratch / "page.pgm"
    picture.save(source)
    command = [TESSERACT, str(source), "stdout", *options]
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, our own file name
            command, capture_output=True, check=False, text=True, errors="replace"
        )
    except FileNotFoundError as error:
        message = "Tesseract is not installed"
        raise SandboxUnavailable(message) from error
    if done.returncode != 0:
        raise SandboxCrashed(done.stderr[-200:])
    return done.stdout


def _rows(table: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == WORD_LEVEL and row["text"].strip()]


def _recognised_rows(
    job: SandboxJob, picture: Image.Image, languages: str, dpi: float
) -> list[Any]:
    options = ("-l", languages, "--psm", "3", "--dpi", str(round(dpi)), "tsv")
    return _rows(_tesseract(job, picture, *options))


def _is_poor(rows: list[dict[str, str]]) -> bool:
    if len(rows) < FEW_WORDS:
        return True
    return sum(float(row["conf"]) for row in rows) / len(rows) < POOR_CONFIDENCE


def _worth(rows: list[dict[str, str]]) -> float:
    """How much was read and how surely: of two readings the better one counts."""
    return sum(max(0.0, float(row["conf"])) * len(row["text"]) for row in rows)


def _orientation(job: SandboxJob, picture: Image.Image) -> int:
    """Degrees clockwise that bring the page upright: 0, 90, 180 or 270."""
    try:
        report = _tesseract(job, picture, "--psm", "0", "-l", "osd")
    except SandboxCrashed:  # too few characters to tell
        return 0
    for line in report.splitlines():
        name, _, value = line.partition(":")
        if name == "Rotate" and value.strip() in {"90", "180", "270"}:
            return int(value)
    return 0


class _Turned:
    """A page picture made level for reading, and the way back to the page."""

    def __init__(self, picture: Image.Image, quarter: int) -> None:
        self.quarter, self.original = quarter, picture.size
        if quarter:
            picture = picture.rotate(-quarter, expand=True)
        self.angle = skew_of(picture)
        if self.angle:
            picture = picture.rotate(
                self.angle, Image.Resampling.BICUBIC, fillcolor=255
            )
        self.picture = picture

    def box_on_page(self, row: dict[str, str], scale: float) -> list[float]:
        """Box of a word in points on the page as it was handed in."""
        left, top = int(row["left"]), int(row["top"])
        right, low = left + int(row["width"]), top + int(row["height"])
        # The middle is turned, the extent kept: boxes stay as tight as lines are.
        middle = ((left + right) / 2, (top + low) / 2)
        x, y = turned_back(middle, self.angle, self.picture.size)
        half = ((right - left) / 2, (low - top) / 2)
        wide, tall = self.original
        if self.quarter == 90:  # noqa: PLR2004 - degrees
            x, y, half = y, tall - x, half[::-1]
        elif self.quarter == 180:  # noqa: PLR2004 - degrees
            x, y = wide - x, tall - y
        elif self.quarter == 270:  # noqa: PLR2004 - degrees
            x, y, half = wide - y, x, half[::-1]
        box = (x - half[0], y - half[1], x + half[0], y + half[1])
        return [round(edge * scale, 2) for edge in box]


def ocr_page(
    job: SandboxJob, page: int, languages: str = "ind", dpi: float = 250.0
) -> dict[str, Any]:
    """Words Tesseract reads on page `page`: levelled first, upright if need be.

    Answers `{page, width, height, words: [[text, x0, y0, x1, y1, confidence]], skew,
    quarter}`; points from the top left, confidence 0..1, degrees.
    """
    picture, (width, height) = page_picture(job, page, dpi=dpi, grey=True)
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=(0.5, 0))
    real_dpi = picture.width * POINTS_PER_INCH / width
    turned = _Turned(grey, 0)
    rows = _recognised_rows(job, turned.picture, languages, real_dpi)
    if _is_poor(rows) and (quarter := _orientation(job, grey)):
        upright = _Turned(grey, quarter)
        again = _recognised_rows(job, upright.picture, languages, real_dpi)
        if _worth(again) > _worth(rows):
            turned, rows = upright, again
    scale = width / picture.width
    words = [
        [
            row["text"],
            *turned.box_on_page(row, scale),
            round(max(0.0, float(row["conf"])) / 100, 3),
        ]
        for row in rows
    ]
    return {
        "page": page,
        "width": width,
        "height": height,
        "words": words,
        "skew": turned.angle,
        "quarter": turned.quarter,
    }
