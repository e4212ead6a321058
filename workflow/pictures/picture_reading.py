"""A task of the sandbox: a picture for a letter, decoded and made anew.

Imported by the sandbox process: no Django here. Of what was brought only the pixels of
the first frame go on, upright, on white, as small as a page needs them: nothing hidden
in the file reaches a page or a reader. Answers `{"svg": text}`, the JPEG wrapped in an
SVG of ours.
"""

import base64
import io
from typing import Any

from PIL import Image, ImageOps

from eoffice.sandbox.errors import FileTooLarge
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.pictures import opened

SVG = "http://www.w3.org/2000/svg"
# 1600 points on 16 cm are 250 to the inch; each picture is drawn with its page again
# after every pause of the writer, and stands in the file for ever.
LONGEST_PX = (1600, 1200, 800, 500)
MOST_BYTES = 400 * 1024
QUALITY = 85


def read_picture(job: SandboxJob) -> dict[str, Any]:
    """Return the picture as a self-contained SVG.

    Raises:
        FileBroken, FileTooLarge: it cannot be read, or has too many pixels.
    """
    with opened(job.data, job.limits) as brought:
        # Palettes are mixed only as colours. Small at once: each later copy of a photo
        # of fifty million points would take the whole memory of the job.
        coloured = brought.convert("RGBA") if brought.mode in {"1", "P"} else brought
        coloured.thumbnail((LONGEST_PX[0], LONGEST_PX[0]), Image.Resampling.LANCZOS)
        upright = ImageOps.exif_transpose(coloured).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    drawn = paper.convert("RGB")
    for longest in LONGEST_PX:
        small = drawn.copy()
        small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        small.save(target, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
        if target.tell() <= MOST_BYTES:
            return {"svg": _wrapped(target.getvalue(), *small.size)}
    raise FileTooLarge(f"{target.tell()} bytes")


def _wrapped(jpeg: bytes, width: int, height: int) -> str:
    coded = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{coded}"/></svg>'
    )
