"""The task of the sandbox that draws pages with black boxes: pictures, no text.

What lies under a box is not covered but gone: each page is drawn, the box is painted
into the picture, and nothing but the picture comes back. No word, no layer, no
attachment, no fact of the file's maker passes.
"""

import io
from typing import Any

from PIL import Image, ImageDraw

from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks import pdfs, pictures

DPI = 150.0
QUALITY = 80
AROUND = 1.5  # points: letters reach a little out of their boxes


def draw_blacked(
    job: SandboxJob, *, boxes: dict[str, list[list[float]]]
) -> list[dict[str, Any]]:
    """Return each page as `{jpeg, across, down, width, height}` with boxes painted.

    `boxes` are by page (from 1), points from the top left of the page as shown.

    Raises:
        FileBroken, FileEncrypted, FileTooLarge, TooManyPages.
    """
    return [
        _drawn(job, number, boxes.get(str(number), []))
        for number in range(1, _count(job) + 1)
    ]


def _count(job: SandboxJob) -> int:
    if b"%PDF-" in job.data[:1024]:
        with pdfs.opened(job.data) as document:
            return pdfs.page_count(document, job.limits)
    with pictures.opened(job.data, job.limits) as picture:
        return min(getattr(picture, "n_frames", 1), job.limits.pages)


def _drawn(job: SandboxJob, number: int, boxes: list[list[float]]) -> dict[str, Any]:
    drawn, (width, height) = pictures.page_picture(job, number, dpi=DPI)
    # A picture of its own: what the drawing kept besides pixels stays behind.
    page = Image.new("RGB", drawn.size, "white")
    page.paste(drawn.convert("RGB"))
    across, down = page.width / width, page.height / height
    brush = ImageDraw.Draw(page)
    for x0, y0, x1, y1 in boxes:
        place = (
            (x0 - AROUND) * across,
            (y0 - AROUND) * down,
            (x1 + AROUND) * across,
            (y1 + AROUND) * down,
        )
        brush.rectangle(place, fill="black")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY)
    return {
        "jpeg": out.getvalue(),
        "across": page.width,
        "down": page.height,
        "width": round(float(width), 2),
        "height": round(float(height), 2),
    }
