"""A task of the sandbox: an emblem that somebody brought, as an SVG that only draws.

Imported by the sandbox process: no Django here. Of an SVG only shapes, colours and
their geometry are written anew; whatever could run, fetch or grow is refused by name.
A PNG is decoded, made smaller where it is large, encoded again and wrapped in an SVG
of ours. Answers `{"svg": text}` or `{"refused": code, "words": what}`.
"""

import base64
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image

from eoffice.sandbox.errors import FileBroken, FileTooLarge
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.tasks.pictures import opened
from workflow.letterheads.emblem_parts import (
    DROPPED,
    ELEMENTS,
    Refused,
    attributes_of,
    local_name,
    number_of,
)

SVG = "http://www.w3.org/2000/svg"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
# Drawn for each letter, some ten milliseconds at these bounds: more would slow every
# page and help no eye. 450 points on 23 mm are 500 to the inch.
MOST_BYTES = 192 * 1024
MOST_SHAPES, MOST_DEPTH = 1500, 24
LONGEST_PX = (450, 300, 200)
WIDEST_SHARE = 4  # as wide as high, or the other way round: a kop has room for no more
_NUMBERS = re.compile(r"[\s,]+")
Image.init()


def read_emblem(job: SandboxJob) -> dict[str, Any]:
    """Return the emblem as a self-contained SVG, or why it cannot be one."""
    try:
        svg = _from_png(job) if job.data.startswith(PNG_HEAD) else _from_svg(job.data)
        if len(svg.encode()) > MOST_BYTES:
            raise Refused("too_large", f"{len(svg) // 1024} KB")
    except Refused as refusal:
        return {"refused": refusal.code, "words": refusal.words}
    except (FileBroken, FileTooLarge) as refusal:
        return {"refused": refusal.code, "words": refusal.detail}
    return {"svg": svg}


def _from_png(job: SandboxJob) -> str:
    with opened(job.data, job.limits) as picture:
        drawn = picture.convert("RGBA")
    for longest in LONGEST_PX:
        small = drawn.copy()
        small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        small.save(target, "PNG", optimize=True)
        if target.tell() * 4 // 3 < MOST_BYTES - 1024:
            break
    _check_shape(*small.size)
    width, height = small.size
    coded = base64.b64encode(target.getvalue()).decode()
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{coded}"/></svg>'
    )


def _from_svg(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused("too_large", f"{len(data) // 1024} KB")
    # A style sheet beside the file would be fetched by whoever opens it.
    if b"<?xml-stylesheet" in data:
        raise Refused("outside", "xml-stylesheet")
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as refusal:
        raise Refused("entities", type(refusal).__name__) from refusal
    except (ParseError, ValueError, LookupError) as broken:
        raise Refused("no_svg", str(broken)[:80]) from broken
    if root.tag != f"{{{SVG}}}svg":
        raise Refused("no_svg", local_name(root.tag)[:40])
    box = _view_box(root)
    clean = Element("svg", {"xmlns": SVG, "viewBox": " ".join(f"{n:g}" for n in box)})
    clean.attrib.update(attributes_of(root, "svg"))
    _copy_into(clean, root)
    written: str = ElementTree.tostring(clean, encoding="unicode")
    return written


def _view_box(root: Element) -> tuple[float, float, float, float]:
    given = _NUMBERS.split(root.get("viewBox", "").strip())
    if len(given) == 4:  # noqa: PLR2004 - x, y, width, height
        x, y, width, height = map(number_of, given)
    else:
        x, y = 0.0, 0.0
        width, height = (number_of(root.get(name, "")) for name in ("width", "height"))
    _check_shape(width, height)
    return x, y, width, height


def _check_shape(width: float, height: float) -> None:
    if width <= 0 or height <= 0:
        raise Refused("no_size", f"{width:g} x {height:g}")
    if max(width, height) > WIDEST_SHARE * min(width, height):
        raise Refused("too_long", f"{width:g} x {height:g}")


def _copy_into(clean: Element, source: Element) -> None:
    """Write the allowed parts of `source` below `clean`, breadth by breadth."""
    shapes = 0
    waiting = [(clean, source, 1)]
    while waiting:
        target, found, depth = waiting.pop()
        for child, name in _drawn_children(found):
            shapes += 1
            if shapes > MOST_SHAPES or depth > MOST_DEPTH:
                raise Refused("too_complex", str(shapes))
            copy = Element(name, attributes_of(child, name))
            target.append(copy)
            waiting.append((copy, child, depth + 1))


def _drawn_children(found: Element) -> Iterator[tuple[Element, str]]:
    for child in found:
        name = local_name(child.tag) if isinstance(child.tag, str) else ""
        is_svg = isinstance(child.tag, str) and child.tag.startswith(f"{{{SVG}}}")
        # Notes of drawing programs say nothing that is drawn.
        if not is_svg or name in DROPPED:
            continue
        if name not in ELEMENTS:
            raise Refused("element", name[:40])
        yield child, name
