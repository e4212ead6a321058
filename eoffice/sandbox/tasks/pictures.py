"""Pictures: opening them without trust, and pictures of pages."""

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from eoffice.sandbox.errors import FileBroken, FileTooLarge
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from eoffice.sandbox.tasks import pdfs

KINDS = {"png": "PNG", "jpeg": "JPEG", "tiff": "TIFF", "webp": "WEBP"}
WIDEST = 4000
#: A3 at 285 dpi: finer than that Tesseract reads no better, only longer.
LONGEST_PX = 4700
#: A camera's picture may have this many times the pixels of the limit: JPEG is decoded
#: coarser at once, so its pixels are never all in memory.
COARSER_TIMES = 16
HIGHEST_DPI = 400
A4_WIDTH = 595.0
#: A claimed resolution outside this range is a default, not a measurement.
BELIEVABLE_DPI = range(90, 1201)
QUALITY = 80
COLOURS = 64  # text with smooth edges and an emblem

Image.init()


def _check_pixels(size: tuple[float, float], limits: Limits) -> None:
    if size[0] * size[1] > limits.pixels:
        message = f"{size[0]:.0f} x {size[1]:.0f} pixels"
        raise FileTooLarge(message)


def _coarsen(picture: Image.Image, limits: Limits) -> None:
    """Have a big JPEG decoded at a half, a quarter or an eighth of its size."""
    wide, tall = picture.size
    over = wide * tall / limits.pixels
    if picture.format == "JPEG" and 1 < over <= COARSER_TIMES:
        factor = 2 ** math.ceil(math.log2(math.sqrt(over)))
        picture.draft(None, (max(1, wide // factor), max(1, tall // factor)))


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The picture, not yet decoded, its size checked against the pixel limit."""
    with warnings.catch_warnings():
        # Pillow's own bomb check is twice our limit and would only warn.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=list(KINDS.values()))
            _coarsen(picture, limits)
            _check_pixels(picture.size, limits)
            yield picture
        except Image.DecompressionBombError as error:
            raise FileTooLarge(str(error)) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise FileBroken(str(error)) from error


def frame_of(picture: Image.Image, number: int, limits: Limits) -> Image.Image:
    """Frame `number` (from 1) of a picture of several pages, size checked."""
    try:
        picture.seek(number - 1)
    except EOFError as error:
        message = f"no page {number}"
        raise FileBroken(message) from error
    _check_pixels(picture.size, limits)
    return picture


def size_in_points(picture: Image.Image) -> list[float]:
    """Width and height of the paper: by its resolution, else as wide as A4."""
    wide, tall = picture.size
    dpi = picture.info.get("dpi", (0, 0))[0]
    scale = A4_WIDTH / wide
    if math.isfinite(dpi) and round(dpi) in BELIEVABLE_DPI:
        scale = pdfs.POINTS_PER_INCH / float(dpi)
    if picture.getexif().get(0x0112, 1) >= 5:  # noqa: PLR2004 - EXIF: lying on its side
        wide, tall = tall, wide
    return [round(wide * scale, 2), round(tall * scale, 2)]


def _on_paper(frame: Image.Image) -> Image.Image:
    """The frame on white where it is transparent: paper shows through, not night."""
    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame
    ink = frame.convert("RGBA")
    paper = Image.alpha_composite(Image.new("RGBA", ink.size, "white"), ink)
    paper.info, exif = frame.info, frame.getexif()
    paper.getexif().update(exif)
    return paper


def _most_scale(wide: float, tall: float, limits: Limits) -> float:
    """Pixels a point a page may get: big ones are drawn coarser, never refused.

    Programs of phones write a point for each pixel, and plans come in A0.
    """
    area, longest = max(wide * tall, 1.0), max(wide, tall, 1.0)
    return min(math.sqrt(limits.pixels / area) * 0.99, LONGEST_PX / longest)


def _rendered(
    job: SandboxJob, page: int, width: int | None, dpi: float, *, grey: bool
) -> tuple[Image.Image, list[float]]:
    with pdfs.opened(job.data) as document:
        sheet = pdfs.page_of(document, page, job.limits)
        wide, tall = sheet.get_size()
        scale = width / max(wide, 1.0) if width else dpi / pdfs.POINTS_PER_INCH
        scale = min(scale, _most_scale(wide, tall, job.limits))
        try:
            bitmap = sheet.render(scale=scale, may_draw_forms=True, grayscale=grey)
        except (pdfium.PdfiumError, ValueError) as error:
            raise FileBroken(str(error)) from error
        return bitmap.to_pil(), [wide, tall]


def page_picture(
    job: SandboxJob,
    page: int,
    *,
    width: int | None = None,
    dpi: float = 200.0,
    grey: bool = False,
) -> tuple[Image.Image, list[float]]:
    """Picture of page `page` and the page's size in points, for PDF and pictures.

    Raises:
        FileBroken, FileEncrypted, FileTooLarge, TooManyPages.
    """
    if b"%PDF-" in job.data[:1024]:
        return _rendered(job, page, width, dpi, grey=grey)
    with opened(job.data, job.limits) as source:
        frame = _on_paper(frame_of(source, page, job.limits))
        size = size_in_points(frame)
        upright = ImageOps.exif_transpose(frame.convert("L" if grey else "RGB"))
        wanted = width or round(size[0] * dpi / pdfs.POINTS_PER_INCH)
        if wanted < upright.width:
            tall = max(1, round(upright.height * wanted / upright.width))
            upright = upright.resize((wanted, tall), Image.Resampling.LANCZOS)
        return upright, size


def render_page(
    job: SandboxJob,
    page: int,
    width: int | None = None,
    dpi: float = 150.0,
    form: str = "webp",
) -> dict[str, Any]:
    """Picture of page `page` (from 1), `width` pixels wide or at `dpi`.

    `form` is webp, png, or few: png of 64 colours, smaller and quicker for text.
    Answers `{content: bytes, media_type, width, height}` in
    pixels. A width above 4,000 or dpi above 400 is brought down to that.
    """
    width = None if width is None else max(1, min(width, WIDEST))
    picture, _ = page_picture(job, page, width=width, dpi=min(dpi, HIGHEST_DPI))
    target = io.BytesIO()
    if form == "few":
        # By octree: the median cut takes the colours out of a page that is mostly text.
        method = Image.Quantize.FASTOCTREE
        few = picture.quantize(COLOURS, method, dither=Image.Dither.NONE)
        few.save(target, "PNG")
    elif form == "png":
        picture.save(target, "PNG")
    else:
        picture.save(target, "WEBP", quality=QUALITY, method=2)
    return {
        "content": target.getvalue(),
        "media_type": "image/webp" if form == "webp" else "image/png",
        "width": picture.width,
        "height": picture.height,
    }
