"""Small pictures of pages, kept to be looked at and held against what is drawn.

`python -m tests.workflow.rendering.layout_pictures` writes them all anew.
"""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from workflow.rendering.tree import LetterTree
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .layout_examples import EXAMPLES
from .plan_letter import plan_is_found, plan_letter

KEPT = Path(__file__).parent / "layouts"
SCALE = 0.6
WITH_PLAN = "gambar_dan_lampiran"
GREYS = 12
GAP = 6
OTHER = 60  # of 255: an edge drawn a little softer is no other page
MOST_OTHER = 0.002  # of all points


def picture(pdf: bytes) -> Image.Image:
    """Return the pages side by side, in few greys."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=SCALE).to_pil().convert("L") for page in document]
    return _beside(pages).quantize(GREYS, dither=Image.Dither.NONE)


def _beside(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width + GAP for page in pages) - GAP
    whole = Image.new("L", (width, max(page.height for page in pages)), 128)
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width + GAP
    return whole


def share_of_other_points(one: Image.Image, other: Image.Image) -> float:
    """Return how much of the picture differs, 0 to 1."""
    if one.size != other.size:
        return 1.0
    between = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(between.histogram()[OTHER:]) / (one.width * one.height)


def side_by_side(kept: Image.Image, drawn: Image.Image) -> Image.Image:
    """Return what was kept, what is drawn, and what differs, from left to right."""
    pages = [kept.convert("L"), drawn.convert("L")]
    if kept.size == drawn.size:
        pages.append(ImageChops.invert(ImageChops.difference(*pages)))
    return _beside(pages)


def saved(image: Image.Image) -> bytes:
    """Return the picture as PNG."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def write_all() -> None:
    """Draw every layout and keep its picture."""
    with plan_is_found():
        _write(EXAMPLES | {WITH_PLAN: plan_letter()})


def _write(trees: dict[str, LetterTree]) -> None:
    for name, tree in trees.items():
        drawn = TypstRenderer().render(tree, tree.type, letters.final(tree))
        (KEPT / f"{name}.png").write_bytes(saved(picture(drawn.bytes)))


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=False)
    write_all()
