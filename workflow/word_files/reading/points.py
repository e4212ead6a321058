"""Points of a list from numbered paragraphs: which stands below which.

In Word a point below another is a level of the same list, or another list that stands
further in; both are one list of a letter here.
"""

from dataclasses import dataclass, field
from typing import Any

from workflow.word_files.reading.left_out import LeftOut
from workflow.word_files.reading.numbering import ListLevel
from workflow.word_files.reading.pieces import LINE, WordPiece, html_of

MOST_LEVELS = 4
LETTERS = frozenset({"lowerLetter", "upperLetter"})
# Levels of a list that counts with numbers, and of one that begins with letters.
COUNTED = LETTERS | {"decimal", "decimalZero"}


@dataclass(slots=True)
class _Point:
    pieces: list[WordPiece]
    items: list["_Point"] = field(default_factory=list)


class Points:
    """One list that grows until a line ends it."""

    def __init__(self, told: LeftOut) -> None:
        """Begin with nothing."""
        self._told = told
        self._open: list[tuple[ListLevel, int]] = []
        self._roots: list[_Point] = []
        self._form = ""

    def __bool__(self) -> bool:
        """Tell whether there is a point."""
        return bool(self._roots)

    def takes(self, place: ListLevel, indent: int) -> bool:
        """Tell whether such a paragraph goes on with this list."""
        if not self._roots:
            return True
        root, root_indent = self._open[0]
        if place.number_id == root.number_id:
            return place.level >= root.level
        return self.knows(place) or indent > root_indent

    def knows(self, place: ListLevel) -> bool:
        """Tell whether a list that is open here is the one named."""
        return any(one.number_id == place.number_id for one, _indent in self._open)

    def add(self, place: ListLevel, indent: int, pieces: list[WordPiece]) -> None:
        """Put a point at its level."""
        depth = self._depth(place, indent)
        if not self._roots:
            self._form = place.form
        if place.form not in COUNTED:
            self._told.note("bullets")
        if depth >= MOST_LEVELS:
            self._told.note("deep_list")
        below = self._roots
        for _level in range(min(depth, MOST_LEVELS - 1)):
            if not below:
                break
            below = below[-1].items
        below.append(_Point(pieces))

    def _depth(self, place: ListLevel, indent: int) -> int:
        for depth, (one, _indent) in enumerate(self._open):
            if (one.number_id, one.level) == (place.number_id, place.level):
                del self._open[depth + 1 :]
                return depth
        while self._open and not _is_below(place, indent, self._open[-1]):
            self._open.pop()
        self._open.append((place, indent))
        return len(self._open) - 1

    def go_on(self, pieces: list[WordPiece]) -> None:
        """Add a line to the last point."""
        last = self._roots[-1]
        while last.items:
            last = last.items[-1]
        last.pieces = [*last.pieces, WordPiece(LINE), *pieces]

    def block(self) -> dict[str, Any]:
        """Return the block."""
        items = [_told_point(one) for one in self._roots]
        if self._form in LETTERS:
            return {
                "type": "numbered_list",
                "value": {"style": "letter", "items": items},
            }
        return {"type": "numbered_list", "value": items}


def _is_below(place: ListLevel, indent: int, other: tuple[ListLevel, int]) -> bool:
    one, other_indent = other
    if one.number_id == place.number_id:
        return place.level > one.level
    return indent > other_indent


def _told_point(point: _Point) -> Any:
    text = html_of(point.pieces)
    if not point.items:
        return text
    return {"text": text, "items": [_told_point(one) for one in point.items]}
