"""How far a scanned page stands askew, and the way back to the page as scanned.

The angle that makes rows of text and gaps between them most unlike each other is
the right one (projection profile), looked for on a small copy: a few milliseconds.
"""

import math

from PIL import Image, ImageOps, ImageStat

SMALL_WIDTH = 400
WIDEST_ANGLE = 6.0
COARSE, FINE = 1.0, 0.25
#: Below this Tesseract reads as well without turning.
WORTH_TURNING = 0.4


def _sharpness(small: Image.Image, angle: float) -> float:
    turned = small.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX)
    return ImageStat.Stat(rows).var[0]


def skew_of(picture: Image.Image) -> float:
    """Degrees to turn the picture counter-clockwise to make its lines level."""
    height = max(1, round(picture.height * SMALL_WIDTH / picture.width))
    grey = picture.convert("L").resize((SMALL_WIDTH, height), Image.Resampling.BOX)
    small = ImageOps.invert(grey)
    steps = round(WIDEST_ANGLE / COARSE)
    coarse = max(
        (step * COARSE for step in range(-steps, steps + 1)),
        key=lambda angle: _sharpness(small, angle),
    )
    around = round(COARSE / FINE)
    best = max(
        (coarse + step * FINE for step in range(-around, around + 1)),
        key=lambda angle: _sharpness(small, angle),
    )
    return best if abs(best) >= WORTH_TURNING else 0.0


def turned_back(
    point: tuple[float, float], angle: float, size: tuple[int, int]
) -> tuple[float, float]:
    """Place in the scan of a place in the picture turned by `angle` (about centre)."""
    radians = math.radians(angle)
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    cos, sin = math.cos(radians), math.sin(radians)
    return (x * cos - y * sin + size[0] / 2, x * sin + y * cos + size[1] / 2)
