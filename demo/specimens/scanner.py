"""A scanner that is not new: turns pages into pictures with the usual faults.

Deterministic: the same PDF, seed and settings give the same bytes.
"""

import io
import random
import time
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from eoffice import sandbox

Stamp = Literal["none", "round", "received"]

INK = (70, 60, 150)
#: The moment written into made scans, so that they are the same every time.
MADE_AT = time.struct_time((2026, 1, 5, 8, 0, 0, 0, 5, 0))
MILLIMETRE = 1 / 25.4
TILE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How bad the scan is: degrees, 0..1 noise, blur radius in pixels at 200 dpi."""

    rotation: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    stamp: Stamp = "none"
    dpi: int = 200
    shade: float = 0.0
    quality: int = 70


def _grain(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Random grey of the size wanted; tiles keep it quick."""
    grain = Image.new("L", size)
    tile = TILE
    for left in range(0, size[0], tile):
        for top in range(0, size[1], tile):
            raw = rng.randbytes(tile * tile)
            grain.paste(Image.frombytes("L", (tile, tile), raw), (left, top))
    return grain


def _noisy(page: Image.Image, amount: float, rng: random.Random) -> Image.Image:
    """Grain over everything, and specks of dust."""
    if amount <= 0:
        return page
    spread = round(120 * amount)
    grain = _grain(page.size, rng)
    darker = grain.point([round(value * spread / 255) for value in range(256)])
    specks = _grain(page.size, rng).point(
        [255 if value == 0 and rng.random() < amount else 0 for value in range(256)]
    )
    dust = ImageChops.invert(specks.filter(ImageFilter.MinFilter(1)))
    layers = [ImageChops.invert(darker), dust]
    for layer in layers:
        page = ImageChops.multiply(page, Image.merge("RGB", [layer] * 3))
    return page


def _shaded(page: Image.Image, amount: float) -> Image.Image:
    """Darker towards the binding, as from an open folder."""
    if amount <= 0:
        return page
    slope = Image.linear_gradient("L").rotate(90).resize(page.size)
    light = slope.point([round(255 - amount * (255 - value)) for value in range(256)])
    return ImageChops.multiply(page, Image.merge("RGB", [light] * 3))


def _round_stamp(dpi: int, text: str) -> Image.Image:
    side = round(34 * MILLIMETRE * dpi)
    stamp = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    ink = (*INK, 170)
    for inset, width in ((2, 4), (12, 2), (side // 4, 2)):
        box = (inset, inset, side - inset, side - inset)
        draw.ellipse(box, outline=ink, width=width)
    font = ImageFont.load_default(size=side / 11)
    draw.text((side / 2, side / 2), text, fill=ink, font=font, anchor="mm")
    return stamp


def _received_stamp(dpi: int, rng: random.Random) -> Image.Image:
    """The stamp of a counter, with a date and a number that are not the letter's."""
    wide, tall = round(52 * MILLIMETRE * dpi), round(22 * MILLIMETRE * dpi)
    stamp = Image.new("RGBA", (wide, tall), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    ink = (*INK, 190)
    draw.rectangle((1, 1, wide - 2, tall - 2), outline=ink, width=3)
    font = ImageFont.load_default(size=tall / 6)
    lines = (
        "DITERIMA BAGIAN UMUM",
        f"Tgl. : {rng.randint(1, 28)} Januari 2027",
        f"No. Agenda : {rng.randint(100, 2500)}",
    )
    for at, line in enumerate(lines):
        draw.text((tall / 8, tall * (0.12 + 0.3 * at)), line, fill=ink, font=font)
    return stamp


def _stamped(
    page: Image.Image, kind: Stamp, dpi: int, rng: random.Random
) -> Image.Image:
    if kind == "none":
        return page
    if kind == "round":
        stamp = _round_stamp(dpi, "WANASARI")
        spot = (round(page.width * 0.46), round(page.height * 0.68))
    else:
        stamp = _received_stamp(dpi, rng)
        spot = (round(page.width * 0.64), round(page.height * 0.012))
    turned = stamp.rotate(rng.uniform(-8, 8), Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, spot, turned)
    return page


def _scanned(page: Image.Image, faults: Faults, rng: random.Random) -> Image.Image:
    page = _stamped(page, faults.stamp, faults.dpi, rng)
    if faults.rotation:
        page = page.rotate(
            faults.rotation, Image.Resampling.BICUBIC, fillcolor=(252, 252, 250)
        )
    if faults.blur:
        radius = faults.blur * faults.dpi / 200
        page = page.filter(ImageFilter.GaussianBlur(radius))
    return _noisy(_shaded(page, faults.shade), faults.noise, rng)


def degrade(pdf: bytes, *, seed: int, faults: Faults) -> bytes:
    """A PDF of scan pictures of `pdf`, without any text.

    Raises:
        sandbox.SandboxError: `pdf` cannot be rendered.
    """
    rng = random.Random(seed)  # noqa: S311 - repeatable faults, nothing secret
    pages = []
    for number in range(1, (sandbox.probe(pdf).pages or 0) + 1):
        shown = sandbox.render_page(pdf, number, dpi=faults.dpi, form="png")
        page = Image.open(io.BytesIO(shown.content)).convert("RGB")
        pages.append(_scanned(page, faults, rng))
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=faults.dpi,
        quality=faults.quality,
        creationDate=MADE_AT,
        modDate=MADE_AT,
    )
    return out.getvalue()
