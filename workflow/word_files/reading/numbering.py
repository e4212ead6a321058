"""The lists of the file (`numbering.xml`): how a level counts, how far it stands in."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

MOST_LEVEL = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """`form` as Word names it (decimal, lowerLetter, bullet …); `indent` in twips.

    `pattern` is how its number is written ("%1.%2)"), `start` the first of them. Lists
    of one `kind_id` count on from each other, but for one that `restarts`.
    """

    number_id: str
    level: int
    form: str
    indent: int
    pattern: str = ""
    start: int = 1
    kind_id: str = ""
    restarts: bool = False


def whole(value: str | None) -> int:
    """Return a number of the file; what is none counts as nothing."""
    try:
        return int(float(value or 0))
    except (ValueError, OverflowError):
        return 0


def indent_of(properties: Any) -> int | None:
    """Return how far paragraph properties stand in, twips; None: not said."""
    found = properties.find(qn("w:ind")) if properties is not None else None
    if found is None:
        return None
    left = found.get(qn("w:left")) or found.get(qn("w:start"))
    return whole(left) if left else None


class Numbering:
    """Levels of lists by number id."""

    def __init__(self, root: Any) -> None:
        """Read the part; None: the file has no lists."""
        self._kinds: dict[str, Any] = {}
        self._by_link: dict[str, Any] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        for row in root.iterchildren(qn("w:abstractNum")) if root is not None else ():
            self._kinds[row.get(qn("w:abstractNumId"), "")] = row
            link = row.find(qn("w:styleLink"))
            if link is not None:
                self._by_link[link.get(qn("w:val"), "")] = row
        for row in root.iterchildren(qn("w:num")) if root is not None else ():
            named = row.find(qn("w:abstractNumId"))
            if named is not None:
                key = row.get(qn("w:numId"), "")
                self._abstract_of[key] = named.get(qn("w:val"), "")
                self._note_starts(key, row)

    def _note_starts(self, key: str, row: Any) -> None:
        for changed in row.iterchildren(qn("w:lvlOverride")):
            start = changed.find(qn("w:startOverride"))
            if start is not None:
                level = whole(changed.get(qn("w:ilvl")))
                self._starts[key, level] = whole(start.get(qn("w:val")))

    def level(self, properties: Any) -> ListLevel | None:
        """Return the level that a `w:numPr` names; None: not a point of a list."""
        if properties is None:
            return None
        named, place = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
        number_id = named.get(qn("w:val"), "0") if named is not None else "0"
        level = whole(place.get(qn("w:val"))) if place is not None else 0
        level = min(max(level, 0), MOST_LEVEL)
        row = self._row(number_id, level)
        if row is None:
            return None
        form = row.find(qn("w:numFmt"))
        kind = form.get(qn("w:val"), "decimal") if form is not None else "decimal"
        if kind == "none":
            return None
        indent = indent_of(row.find(qn("w:pPr")))
        pattern, start = row.find(qn("w:lvlText")), row.find(qn("w:start"))
        first = whole(start.get(qn("w:val"))) if start is not None else 1
        return ListLevel(
            number_id=number_id,
            level=level,
            form=kind,
            indent=(level + 1) * 360 if indent is None else indent,
            pattern=pattern.get(qn("w:val"), "") if pattern is not None else "",
            start=self._starts.get((number_id, level), first),
            kind_id=self._abstract_of.get(number_id, ""),
            restarts=(number_id, level) in self._starts,
        )

    def _row(self, number_id: str, level: int) -> Any:
        kind = self._kinds.get(self._abstract_of.get(number_id, ""))
        link = kind.find(qn("w:numStyleLink")) if kind is not None else None
        if link is not None:
            kind = self._by_link.get(link.get(qn("w:val"), ""))
        for row in kind.iterchildren(qn("w:lvl")) if kind is not None else ():
            if row.get(qn("w:ilvl"), "") == str(level):
                return row
        return None
