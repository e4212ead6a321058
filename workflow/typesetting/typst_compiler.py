"""One letter through Typst, inside a worker: JSON in, bytes out.

Knows nothing of Django or of the tree's models, so that a worker starts fast. The
compiler sees our templates and our fonts; no system fonts, no packages.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from workflow.typesetting.layouts import LAYOUTS, head_parts
from workflow.typesetting.qr import qr_svg

ROOT = Path(__file__).parent / "typst"
FONTS = ROOT / "fonts"
TEMPLATES = frozenset({*LAYOUTS, "book"})
#: Of text that strangers wrote.
BOOKS = frozenset({"book", "reading_view", "sending", "box_labels"})
UNDRAWN_SIGN = "\u25a1"  # stands in a book for what no font of ours can draw
# Each turn names some signs only; a hostile subject must not take all day.
MOST_REPLACEMENTS = 20
STANDARDS: Any = ["a-2a", "ua-1"]
# Bound with others, a part loses its tags anyhow; they would cost ten times its size.
STANDARDS_OF_PARTS: Any = ["a-2b"]
# The templates of trees of the first format; they never change again.
FIRST_FORMAT, FIRST_FOLDER = 1, "format_1"
# Below the upper edge by less than this means: first thing on its page.
TOP_OF_PAGE_MM = 2
# Height of capitals over a line, and room over the signature block, in its type size.
CAPITALS_EM, OVER_SIGNATURE_EM = 0.716, 1.7
POINTS_PER_MM = 72 / 25.4
_UNDRAWN = re.compile(
    r"(?:the text|contains the codepoint) `\"((?:\\.\{?+[0-9a-f]*+\}?+|[^\"\\])++)\"`"
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_RULE = re.compile(r"^error: (.+)$", re.MULTILINE)


class UndrawnCharacters(Exception):
    """Characters that no font can draw or the standard forbids."""

    def __init__(self, characters: list[str]) -> None:
        """Keep the characters, each as the text held it."""
        self.characters = characters
        super().__init__(", ".join(f"U+{ord(sign[0]):04X}" for sign in characters))


class RuleBroken(Exception):
    """Rules of the standard, in Typst's words."""

    def __init__(self, rules: list[str]) -> None:
        """Keep the rules."""
        self.rules = rules
        super().__init__("; ".join(rules))


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """The file and where its named points stand: (name, page, x, y) in points.

    `faults`: what the page does not show as it should, as `{"code", "block"}`; with
    `words` where some are named.
    """

    bytes: bytes
    sha256: str
    pages: int
    marks: dict[str, tuple[int, float, float]]
    faults: tuple[dict[str, str], ...] = ()


@cache
def _compiler(template: str) -> typst.Compiler:
    # A folder that is not there: a template must never fetch code from the network.
    nowhere = ROOT / "no-packages"
    return typst.Compiler(
        input=str(ROOT / f"{template}.typ"),
        root=str(ROOT),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=str(nowhere),
        package_cache_path=str(nowhere),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS)],
    )


def compile_letter(order: dict[str, Any]) -> Compiled:
    """Draw one letter; of all but previews the file is read for what it must show.

    Args:
        order: `template`, `tree` (the content tree with all fields), `facts` (as the
            templates read them, with `verification_url` instead of `qr_svg`).

    Raises:
        UndrawnCharacters: a character without a glyph.
        RuleBroken: PDF/A-2a or PDF/UA-1 cannot be kept.
    """
    facts = dict(order["facts"])
    address = facts.pop("verification_url")
    facts["qr_svg"] = qr_svg(address) if address else None
    prints = asdict(head_parts(order["tree"]["type"]))
    letter = {"tree": order["tree"], "facts": facts, "prints": prints}
    letter["keep_tail"] = False
    template = _template_of(order)
    compiled = _compile_once(template, letter)
    if _signature_alone(compiled, letter):
        compiled = _compile_once(template, letter | {"keep_tail": True})
    if facts["mode"] == "preview":
        return compiled
    from workflow.typesetting.page_proof import (  # noqa: PLC0415 - books need none
        page_faults,
    )

    proof = page_faults(compiled.bytes, order["tree"])
    return replace(compiled, faults=(*compiled.faults, *proof))


def _template_of(order: dict[str, Any]) -> str:
    name: str = order["template"]
    if name not in TEMPLATES:
        raise ValueError(f"no template {name!r}")
    first = order["tree"]["format"] == FIRST_FORMAT
    return f"{FIRST_FOLDER}/{name}" if first else name


def compile_book(order: dict[str, Any]) -> Compiled:
    """Draw an agenda book, or papers of letters on their way out.

    Its words come from strangers and are in the register already: a sign that no font
    can draw becomes a box, where a letter of ours would be refused.

    Raises:
        RuleBroken: PDF/A-2a or PDF/UA-1 cannot be kept.
    """
    template = order["template"]
    if template not in BOOKS:
        raise ValueError(f"no template {template!r}")
    text = json.dumps(order["book"], ensure_ascii=False)
    for _turn in range(MOST_REPLACEMENTS):
        book = json.loads(text)
        try:
            letter = {"book": book, "day": book["day"]}
            return _compile_once(template, letter, is_whole=book["part"]["of"] == 1)
        except UndrawnCharacters as finding:
            for sign in finding.characters:
                text = text.replace(json.dumps(sign)[1:-1], UNDRAWN_SIGN)
                text = text.replace(sign, UNDRAWN_SIGN)
    raise RuleBroken(["too many characters that no font can draw"])


def _compile_once(
    template: str, letter: dict[str, Any], *, is_whole: bool = True
) -> Compiled:
    day = letter["day"] if "day" in letter else letter["facts"]["document_date"]
    compiler = _compiler(template)
    try:
        pdf = compiler.compile(
            sys_inputs={"letter": json.dumps(letter)},
            format="pdf",
            pdf_standards=STANDARDS if is_whole else STANDARDS_OF_PARTS,
            pdf_tags=is_whole,
            timestamp=datetime(day["year"], day["month"], day["day"], tzinfo=UTC),
        )
    except typst.TypstError as refusal:
        raise _finding(refusal) from None
    if not isinstance(pdf, bytes):
        raise RuleBroken(["no single file came back"])
    # PDF/A: exactly one line end after the last %%EOF, else the first object that a
    # signature appends is glued to it.
    pdf = pdf.rstrip(b"\r\n") + b"\n"
    layout = json.loads(compiler.query("<layout>", field="value", one=True))
    return Compiled(
        bytes=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=layout["pages"],
        marks=_first_places(layout["marks"]),
        faults=tuple(layout["faults"]),
    )


def _first_places(points: list[dict[str, Any]]) -> dict[str, tuple[int, float, float]]:
    marks: dict[str, tuple[int, float, float]] = {}
    for point in points:
        place = (point["page"], round(point["x"], 2), round(point["y"], 2))
        marks.setdefault(point["name"], place)
    return marks


def _signature_alone(compiled: Compiled, letter: dict[str, Any]) -> bool:
    """Whether the signature stands on its page with less than two lines of text."""
    page, _x, y = compiled.marks["signature"]
    tree = letter["tree"]
    profile = tree["page"]
    top = profile["margins_mm"]["top"] * POINTS_PER_MM
    if tree["format"] == FIRST_FORMAT:
        least = TOP_OF_PAGE_MM * POINTS_PER_MM
    else:
        spacing = profile["line_spacing_percent"] / 100
        ems = CAPITALS_EM + OVER_SIGNATURE_EM + spacing / 2
        least = ems * profile["font_size_pt"]
    return page > 1 and y <= top + least


def _finding(refusal: typst.TypstError) -> Exception:
    diagnostic = refusal.diagnostic or refusal.message
    undrawn = [
        _ESCAPED.sub(lambda found: chr(int(found[1], 16)), characters)
        for characters in _UNDRAWN.findall(diagnostic)
    ]
    if undrawn:
        return UndrawnCharacters(list(dict.fromkeys(undrawn)))
    return RuleBroken(list(dict.fromkeys(_RULE.findall(diagnostic))))
