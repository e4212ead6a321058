"""Marks in the text of a block: words put in, words taken out, words noted at.

Places are signs of the block's plain text (`workflow.differences.whereabouts`); who
draws the block tells the painter where it is. Everything is escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workflow.differences.whereabouts import parted


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
    """Draws the text of one block from its first sign to its last."""

    def __init__(
        self, marks: Sequence[InkMark] = (), cuts: Iterable[CutOut] = ()
    ) -> None:
        self._marks = marks
        self._cuts = sorted(cuts, key=lambda cut: cut.at)
        self._at = 0
        self._lines = 0
        self._named: set[str] = set()

    def line(self) -> None:
        """Begin a paragraph, point, row or line."""
        self._at += 1 if self._lines else 0
        self._lines += 1

    def passed(self, signs: int) -> None:
        """Go past signs that are drawn otherwise: a break, the bar between cells."""
        self._at += signs

    def text(self, text: str) -> SafeString | str:
        """Draw text that stands at this place."""
        if not self._marks and not self._cuts:
            self._at += len(text)
            return text
        places = [(m.start - self._at, m.end - self._at) for m in self._marks]
        places = [(max(0, start), max(0, end)) for start, end in places]
        here = [(cut.at - self._at,) * 2 for cut in self._cuts]
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
