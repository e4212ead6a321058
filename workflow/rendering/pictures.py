"""Pictures that content trees name by their hash: where what is drawn comes from.

The room that keeps them registers how they are found; what is found must have the hash
that was initialled, so that the picture that was read is the one drawn.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from workflow.rendering.errors import RenderFailed

Finder = Callable[[str], str | None]
KEPT = 16  # of letters being written just now: some hundred KB each
_HEAD = "data:image/jpeg;base64,"

_finders: list[Finder] = []


def register_picture_finder(find: Finder) -> None:
    """Say how the SVG text of a SHA-256 is found (once, at start)."""
    _finders[:] = [find]


# What a hash names never changes: the answer may be kept in the process.
@lru_cache(maxsize=KEPT)
def picture_named(sha256: str) -> str:
    """Return the SVG of this SHA-256.

    Raises:
        RenderFailed: it is not there, or is not what its name says.
    """
    svg = _finders[0](sha256) if _finders else None
    if svg is None or hashlib.sha256(svg.encode()).hexdigest() != sha256:
        raise RenderFailed("picture_missing")
    return svg


def picture_bytes(sha256: str) -> bytes:
    """Return the JPEG alone, for files of other kinds; raises as `picture_named`."""
    coded = picture_named(sha256).partition(_HEAD)[2].partition('"')[0]
    return base64.b64decode(coded)


def put_pictures(content: dict[str, Any]) -> None:
    """Put what is drawn into the picture blocks of a worker's order.

    Raises:
        RenderFailed: a picture is not there.
    """
    for block in content["body"]:
        if block["type"] == "image" and block["value"]["sha256"]:
            block["value"]["svg"] = picture_named(block["value"]["sha256"])
