"""Emblems that content trees name by their hash: where the bytes come from.

The room that keeps them registers how they are found; a tree's hash covers the name,
and what is found must have it, so the emblem that was initialled is the one drawn.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from workflow.rendering.errors import RenderFailed
from workflow.rendering.tree import Letterhead

Finder = Callable[[str], str | None]
KEPT = 8  # an office has two, and a few of former years

_finders: list[Finder] = []


def register_emblem_finder(find: Finder) -> None:
    """Say how the SVG text of a SHA-256 is found (once, at start)."""
    _finders[:] = [find]


# What a hash names never changes: the answer may be kept in the process.
@lru_cache(maxsize=KEPT)
def emblem_named(sha256: str) -> str:
    """Return the SVG of this SHA-256.

    Raises:
        RenderFailed: it is not there, or is not what its name says.
    """
    svg = _finders[0](sha256) if _finders else None
    if svg is None or hashlib.sha256(svg.encode()).hexdigest() != sha256:
        raise RenderFailed("emblem_missing")
    return svg


def letterhead_order(letterhead: Letterhead) -> dict[str, Any]:
    """Return the kop as a worker gets it: the emblem in the place of its hash.

    Raises:
        RenderFailed: the emblem is not there.
    """
    shown = letterhead.model_dump(mode="json")
    if letterhead.emblem_sha256 is not None:
        shown["emblem_svg"] = emblem_named(letterhead.emblem_sha256)
    return shown
