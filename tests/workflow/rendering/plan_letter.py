"""A letter with a picture in its text and a typed lampiran behind it."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageDraw

from workflow.pictures.picture_reading import _wrapped
from workflow.rendering import pictures
from workflow.rendering.body import parse_body
from workflow.rendering.tree import LetterTree

from .layout_examples import EXAMPLES

UPLOAD = "01990000-0000-7000-8000-000000000000"
WORDS = "Denah Aula Wanawiyata dengan dua pintu di sisi barat"
BLOCKS = [
    {"type": "paragraph", "value": "Susunan ruang rapat adalah sebagai berikut:"},
    {
        "id": "denah",
        "type": "image",
        "value": {"attachment": UPLOAD, "alt": WORDS, "width": 60},
    },
    {"type": "paragraph", "value": "Daftar peserta tercantum dalam lampiran."},
    {"id": "lampiran", "type": "annex", "value": {"title": "Daftar Peserta"}},
    {
        "type": "table",
        "value": {
            "header": ["No", "Nama", "Unit"],
            "rows": [["1", "Dewi Anggraini", "Bidang Aplikasi"]],
        },
    },
]


def _plan() -> str:
    """Draw a plan and wrap it as pictures for letters are wrapped."""
    drawn = Image.new("RGB", (480, 270), "white")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((20, 20, 460, 250), outline="black", width=6)
    pen.line((240, 20, 240, 250), fill="black", width=4)
    pen.rectangle((14, 60, 28, 110), fill="green")
    pen.rectangle((14, 160, 28, 210), fill="green")
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=85)
    return _wrapped(target.getvalue(), *drawn.size)


PLAN = _plan()
SHA256 = hashlib.sha256(PLAN.encode()).hexdigest()


def plan_letter() -> LetterTree:
    """Return the letter; it is drawn while `plan_is_found`."""
    named = [{"id": f"b{n}", **block} for n, block in enumerate(BLOCKS)]
    first, image, *rest = parse_body(named)
    value = image.value.model_copy(update={"sha256": SHA256})
    image = image.model_copy(update={"value": value})
    body = (first, image, *rest)
    return EXAMPLES["surat_dinas"].model_copy(
        update={"body": body, "attachments": "1 (satu) lampiran"}
    )


@contextmanager
def plan_is_found() -> Iterator[None]:
    """Let drawing find the plan by its hash; what found before comes back."""
    before = list(pictures._finders)
    pictures.register_picture_finder({SHA256: PLAN}.get)
    try:
        yield
    finally:
        pictures._finders[:] = before
