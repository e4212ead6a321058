"""Marks in the text of a block: words put in, words taken out, words noted at.

Places are signs of the block's plain text (`workflow.differences.whereabouts`).
Everything is escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workflow.differences.whereabouts import parted

# Signs between two pieces of text: a bar between cells, a label of a point.
BETWEEN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class InkMark:
    """Words to be marked: `ins` put in, `mark` noted at; `ref` names the element."""

    start: int
    end: int
    tag: str = "ins"
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOut:
    """Words that stood before this place and were taken out."""

    at: int
    text: str


class Painter:
    """Draws the text of one block from its first sign to its last.

    `plain` is the block's plain text, in which each piece is found as it is drawn.
    """

    def __init__(
        self,
        plain: str = "",
        marks: Sequence[InkMark] = (),
        cuts: Iterable[CutOut] = (),
    ) -> None:
        self._plain = plain
        self._marks = marks
        self._cuts = sorted(cuts, key=lambda cut: cut.at)
        self._at = 0
        self._named: set[str] = set()

    def text(self, text: str) -> SafeString | str:
        """Draw the next text of the block."""
        if not self._plain or not text:
            return text
        at = self._plain.find(text, self._at, self._at + len(text) + BETWEEN)
        if at < 0:  # drawn otherwise than it is told in plain text
            return text
        self._at = at
        places = [(m.start - at, m.end - at) for m in self._marks]
        places = [(max(0, start), max(0, end)) for start, end in places]
        here = [(cut.at - at,) * 2 for cut in self._cuts]
        here = [place for place in here if 0 <= place[0] < len(text)]
        drawn = []
        for piece, inside in parted(text, [*places, *here]):
            drawn.append((self.rest(before=self._at + 1), self._piece(piece, inside)))
            self._at += len(piece)
        return format_html_join("", "{}{}", drawn)

    def rest(self, before: int | None = None) -> SafeString:
        """Draw the words taken out before a place; without one all that are left."""
        due = [c for c in self._cuts if before is None or c.at < before]
        self._cuts = self._cuts[len(due) :]
        return format_html_join("", "<del>{}</del> ", ((cut.text,) for cut in due))

    def _piece(self, text: str, inside: set[int]) -> SafeString | str:
        drawn: SafeString | str = text
        mine = [m for n, m in enumerate(self._marks) if n in inside]
        for mark in sorted(mine, key=lambda one: one.tag != "ins"):
            if mark.tag == "ins":
                drawn = format_html("<ins>{}</ins>", drawn)
            elif mark.ref and mark.ref not in self._named:
                self._named.add(mark.ref)
                told = '<mark class="wf-noted" id="{}">{}</mark>'
                drawn = format_html(told, mark.ref, drawn)
            else:
                drawn = format_html('<mark class="wf-noted">{}</mark>', drawn)
        return drawn
