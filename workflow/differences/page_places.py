"""Where words of a letter stand on its drawn pages.

The pages tell their words with boxes (points, origin at the top left); the letter
tells its blocks. Between them stand letterhead, numbers of points, page numbers and
foot: a line of a block is looked for as a whole, and word by word where a page breaks
it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What may stand between two words of one line: the foot of a page and the next head.
WINDOW = 900  # signs


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBox:
    """A box on a page (from 1), in points."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Drawn:
    page: int
    box: tuple[float, float, float, float]


class PageWords:
    """The words of all pages in their order, as one row of signs without spaces."""

    def __init__(self, pages: Sequence[Mapping[str, Any]]) -> None:
        self._drawn: list[_Drawn] = []
        self._starts: list[int] = []
        texts, at = [], 0
        for page in pages:
            for text, *box in page["words"]:
                self._starts.append(at)
                self._drawn.append(
                    _Drawn(page["page"], (box[0], box[1], box[2], box[3]))
                )
                texts.append(text)
                at += len(text)
        self._text = "".join(texts)

    def find(self, text: str, start: int, end: int | None = None) -> int:
        """Return where the signs begin, or -1."""
        return self._text.find(text, start, end)

    def between(self, start: int, end: int) -> list[_Drawn]:
        """Return the words that the signs from start to end belong to."""
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        return self._drawn[first : bisect_left(self._starts, end)]


def boxes_of(
    pages: Sequence[Mapping[str, Any]],
    blocks: Sequence[tuple[str, Sequence[tuple[int, int]]]],
) -> list[PageBox]:
    """Return the boxes of places in blocks.

    `pages`: as the sandbox's `extract_text` gives them. `blocks`: the plain text of
    every block in order, with the places (in signs) that are wanted. A word that is
    not found on the pages has no box.
    """
    words, at = PageWords(pages), 0
    found: list[PageBox] = []
    for text, wanted in blocks:
        places, at = _found_words(words, text, at)
        for start, end in wanted:
            drawn = [
                one
                for (a, b), (p, q) in places
                if a < end and b > start
                for one in words.between(p, q)
            ]
            found += _lines(drawn)
    return found


_Place = tuple[tuple[int, int], tuple[int, int]]


def _found_words(words: PageWords, text: str, at: int) -> tuple[list[_Place], int]:
    """Return each word's place in the block with its place on the pages."""
    places: list[_Place] = []
    line_at = 0
    for line in text.splitlines(keepends=True):
        for piece_at, piece in _cells(line):
            found, at = _found_line(words, piece, line_at + piece_at, at)
            places += found
        line_at += len(line)
    return places, at


def _cells(line: str) -> Iterator[tuple[int, str]]:
    at = 0
    for cell in line.split("|"):
        yield at, cell
        at += len(cell) + 1


def _found_line(
    words: PageWords, line: str, line_at: int, at: int
) -> tuple[list[_Place], int]:
    squeezed = "".join(line.split())
    if not squeezed:
        return [], at
    whole = words.find(squeezed, at, at + WINDOW + len(squeezed))
    places, here = [], whole if whole >= 0 else at
    for start, word in _words(line):
        window = 0 if whole >= 0 else WINDOW
        place = words.find(word, here, here + len(word) + window)
        if place < 0:
            continue
        here = place + len(word)
        where = (line_at + start, line_at + start + len(word))
        places.append((where, (place, here)))
    return places, here


def _words(line: str) -> Iterator[tuple[int, str]]:
    at = 0
    for word in line.split():
        at = line.index(word, at)
        yield at, word
        at += len(word)


def _lines(drawn: Sequence[_Drawn]) -> Iterator[PageBox]:
    """Yield one box for the words of a printed line that stand beside each other."""
    row: list[_Drawn] = []
    for one in drawn:
        if row and not _beside(row[-1], one):
            yield _around(row)
            row = []
        row.append(one)
    if row:
        yield _around(row)


def _beside(one: _Drawn, other: _Drawn) -> bool:
    middle = (other.box[1] + other.box[3]) / 2
    on_line = one.box[1] <= middle <= one.box[3]
    return one.page == other.page and on_line and other.box[0] >= one.box[0]


def _around(row: Sequence[_Drawn]) -> PageBox:
    x, y = min(o.box[0] for o in row), min(o.box[1] for o in row)
    right, low = max(o.box[2] for o in row), max(o.box[3] for o in row)
    return PageBox(
        page=row[0].page,
        x=round(x, 1),
        y=round(y, 1),
        width=round(right - x, 1),
        height=round(low - y, 1),
    )
