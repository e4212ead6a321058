r"""Text of a paragraph as pieces with a look, and those as inline HTML of a letter.

Inside a piece a tab is `\t`, a line end `\n`, a page end `\f`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

TAB, LINE, PAGE = "\t", "\n", "\f"
# As `workflow.rendering.inline.checked_link`, which needs the words of the house.
_LINK = re.compile(
    r"https://[\w.-]+(:\d+)?([/?#][^\s<>\"\\]*)?|mailto:[^\s<>\"\\]+@[^\s<>\"\\]+"
)
LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Text in one look; `link` is an address that may stand in a letter, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    link: str = ""

    def part(self, begin: int, end: int | None = None) -> "WordPiece":
        """Return some signs of it in the same look."""
        return replace(self, text=self.text[begin:end])

    @property
    def look(self) -> tuple[str, bool, bool, bool]:
        """How it is drawn."""
        return self.link, self.underline, self.italic, self.bold


def may_link(address: str) -> bool:
    """Tell whether a letter may carry this link."""
    return len(address) <= LONGEST_LINK and bool(_LINK.fullmatch(address))


def text_of(pieces: Sequence[WordPiece]) -> str:
    """Return the bare text."""
    return "".join(piece.text for piece in pieces)


def cut(
    pieces: Sequence[WordPiece], begin: int, end: int | None = None
) -> list[WordPiece]:
    """Return the pieces between two places of the bare text."""
    kept, at = [], 0
    for piece in pieces:
        first = max(begin - at, 0)
        last = len(piece.text) if end is None else min(end - at, len(piece.text))
        if first < last:
            kept.append(piece.part(first, last))
        at += len(piece.text)
    return kept


def plain(pieces: Sequence[WordPiece]) -> str:
    """Return the words on one line."""
    return " ".join(text_of(pieces).split())


def html_of(pieces: Sequence[WordPiece]) -> str:
    """Return inline HTML: `b i u a br`, all else escaped."""
    found = []
    for (link, underline, italic, bold), same in groupby(pieces, lambda one: one.look):
        text = escape("".join(one.text for one in same), quote=False)
        text = text.replace(TAB, " ").replace(PAGE, " ").replace(LINE, "<br>")
        marks = (("b", bold), ("i", italic), ("u", underline))
        for tag in (tag for tag, is_on in marks if is_on and text.strip()):
            text = f"<{tag}>{text}</{tag}>"
        found.append(f'<a href="{escape(link)}">{text}</a>' if link else text)
    return "".join(found)
