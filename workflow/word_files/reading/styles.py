"""Styles of the file: what a paragraph or run has from the style it names."""

import re
from typing import Any

from docx.oxml.ns import qn

MOST_PARENTS = 20
OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading (\d)")


def is_on(properties: Any, name: str) -> bool | None:
    """Tell whether a mark (`w:b`) is set, taken away, or not named at all."""
    found = properties.find(qn(name)) if properties is not None else None
    if found is None:
        return None
    # Underline names its kind, the others are switches.
    return found.get(qn("w:val"), "1") not in OFF


class Styles:
    """Styles by their id; one that is missing has nothing to say."""

    def __init__(self, root: Any) -> None:
        """Read the part; None: the file has none."""
        rows = root.iterchildren(qn("w:style")) if root is not None else ()
        self._by_id = {row.get(qn("w:styleId"), ""): row for row in rows}

    def _chain(self, style_id: str) -> list[Any]:
        chain: list[Any] = []
        row = self._by_id.get(style_id)
        # Styles that rest on each other in a ring are no reason to go on for ever.
        while row is not None and len(chain) < MOST_PARENTS:
            chain.append(row)
            parent = row.find(qn("w:basedOn"))
            name = parent.get(qn("w:val")) if parent is not None else None
            row = self._by_id.get(name) if name else None
        return chain

    def is_on(self, style_id: str, name: str) -> bool | None:
        """Tell whether the style sets a mark of its runs."""
        for row in self._chain(style_id):
            found = is_on(row.find(qn("w:rPr")), name)
            if found is not None:
                return found
        return None

    def numbering(self, style_id: str) -> Any:
        """Return the `w:numPr` of the style, or nothing."""
        for row in self._chain(style_id):
            found = row.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                return found
        return None

    def heading(self, style_id: str) -> int:
        """Return the level of a heading from 1, or 0: no heading."""
        for row in self._chain(style_id):
            named = row.find(qn("w:name"))
            name = named.get(qn("w:val"), "").lower() if named is not None else ""
            if name == "title":
                return 1
            if found := _HEADING.fullmatch(name):
                return int(found.group(1))
        return 0

    def is_contents(self, style_id: str) -> bool:
        """Tell whether it is the style of a line of a table of contents."""
        row = self._by_id.get(style_id)
        named = row.find(qn("w:name")) if row is not None else None
        name = named.get(qn("w:val"), "").lower() if named is not None else ""
        return name.startswith("toc ") or name == "toc heading"
