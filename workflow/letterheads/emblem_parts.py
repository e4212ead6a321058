"""The parts of SVG that an emblem may be made of; everything else is refused.

No element here runs, fetches, repeats or names another file: no script, style sheet,
image, text (it would need fonts), use, pattern or filter. No Django: the sandbox loads
it.
"""

import math
import re
from xml.etree.ElementTree import Element

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
PAINTS = frozenset({"linearGradient", "radialGradient", "stop"})
ELEMENTS = SHAPES | PAINTS | {"g", "defs", "clipPath"}
DROPPED = frozenset({"title", "desc", "metadata"})

GEOMETRY = frozenset(
    [
        "d",
        "points",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "fr",
        "width",
        "height",
        "offset",
    ]
)
LOOKS = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "clip-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "opacity",
        "stop-color",
        "stop-opacity",
        "clip-path",
        "color",
    ]
)
PLACING = frozenset(
    [
        "transform",
        "gradientTransform",
        "gradientUnits",
        "spreadMethod",
        "clipPathUnits",
        "id",
    ]
)
LINK = "{http://www.w3.org/1999/xlink}href"
# Data of shapes: letters of commands, numbers, commas. Nothing that names or calls.
_GEOMETRY = re.compile(r"[0-9eE+\-.,\s%a-zA-Z]*")
_LOOK = re.compile(r"[#0-9a-zA-Z+\-.,%\s()]*")
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.:-]{1,80})['\"]?\s*\)")
_ID = re.compile(r"[\w.:-]{1,80}")
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:px|pt|mm|cm)?")
MOST_NUMBER = 1e6


class Refused(Exception):
    """Why the file cannot be an emblem: a code, and the part that is to blame."""

    def __init__(self, code: str, words: str) -> None:
        """Keep both."""
        self.code, self.words = code, words
        super().__init__(code)


def local_name(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rsplit("}", 1)[-1]


def number_of(words: str) -> float:
    """Return a length as a number; 0 where there is none."""
    found = _LENGTH.fullmatch(words.strip()) or re.fullmatch(r"(-?[\d.]{1,12})", words)
    try:
        value = float(found[1]) if found else 0.0
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and abs(value) <= MOST_NUMBER else 0.0


def attributes_of(element: Element, name: str) -> dict[str, str]:
    """Return the attributes that draw, those of `style="…"` among them.

    Raises:
        Refused: one that runs or fetches.
    """
    kept: dict[str, str] = {}
    for key, value in element.attrib.items():
        plain = key.strip()
        if plain.lower().startswith("on"):
            raise Refused("script", plain[:40])
        if plain in {"href", LINK}:
            kept |= _reference(name, value)
        elif plain == "style":
            kept |= _declared(value)
        elif plain in LOOKS:
            kept[plain] = _look(plain, value)
        elif name != "svg" and plain in GEOMETRY | PLACING:
            kept[plain] = _placed(plain, value)
    return kept


def _reference(name: str, value: str) -> dict[str, str]:
    """Return a gradient's way to another gradient; nothing else points anywhere."""
    inside = value.strip()
    if name not in PAINTS or not inside.startswith("#"):
        raise Refused("outside", value[:60])
    return {"href": f"#{_identity(inside[1:])}"}


def _identity(value: str) -> str:
    if _ID.fullmatch(value) is None:
        raise Refused("value", value[:60])
    return value


def _declared(style: str) -> dict[str, str]:
    found = {}
    for declaration in style.split(";"):
        key, colon, value = declaration.partition(":")
        if colon and key.strip() in LOOKS:
            found[key.strip()] = _look(key.strip(), value)
        elif "url" in value.lower() or "@" in declaration:
            raise Refused("outside", declaration.strip()[:60])
    return found


def _look(key: str, value: str) -> str:
    plain = value.replace("!important", "").strip()
    local = _LOCAL.match(plain)
    if local is not None:
        return f"url(#{local[1]})"
    if "url" in plain.lower():
        raise Refused("outside", plain[:60])
    if _LOOK.fullmatch(plain) is None:
        raise Refused("value", f"{key}: {plain[:40]}")
    return plain


def _placed(key: str, value: str) -> str:
    if key == "id":
        return _identity(value)
    allowed = _LOOK if key in PLACING else _GEOMETRY
    if allowed.fullmatch(value) is None:
        raise Refused("value", f"{key}: {value[:40]}")
    return value
