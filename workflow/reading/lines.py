"""Words brought into lines, and lines into columns where a wide gap divides them.

A page scanned askew is levelled for this; boxes handed out are those of the page as
it was scanned.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from workflow.reading.text_layer import ReadPage, ReadWord

Box = tuple[float, float, float, float]

#: Words overlapping by this share of the lower one's height stand on one line.
SAME_LINE = 0.5
#: A gap this many times the line height divides a line into columns.
COLUMN_GAP = 2.6
#: Specks a scanner leaves are read as marks, with little confidence.
SPECK_CONFIDENCE = 0.5


class Placed(NamedTuple):
    """A word on the levelled page, with the word it comes from."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    origin: ReadWord

    @property
    def height(self) -> float:
        """Points."""
        return self.y1 - self.y0


def box_of(words: Sequence[Placed]) -> Box:
    """The smallest box around words on the page as scanned."""
    origins = [word.origin for word in words]
    return (
        round(min(word.x0 for word in origins), 2),
        round(min(word.y0 for word in origins), 2),
        round(max(word.x1 for word in origins), 2),
        round(max(word.y1 for word in origins), 2),
    )


def text_of(words: Sequence[Placed]) -> str:
    """Words parted by single blanks."""
    return " ".join(" ".join(word.text for word in words).split())


def is_capitals(text: str) -> bool:
    """Mostly capital letters, and at least three of them."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)  # noqa: PLR2004  said above


@dataclass(frozen=True)
class Row:
    """Words of one line across the page, from left to right."""

    page: ReadPage
    words: tuple[Placed, ...]

    @cached_property
    def text(self) -> str:
        """Its words parted by single blanks."""
        return text_of(self.words)

    @cached_property
    def height(self) -> float:
        """Median height of its words: marks and brackets do not count."""
        return max(4.0, statistics.median(word.height for word in self.words))

    @property
    def x0(self) -> float:
        """Left edge on the levelled page."""
        return self.words[0].x0

    @cached_property
    def top(self) -> float:
        """Upper edge on the levelled page."""
        return min(word.y0 for word in self.words)

    @cached_property
    def low(self) -> float:
        """Lower edge on the levelled page."""
        return max(word.y1 for word in self.words)

    @property
    def confidence(self) -> float:
        """How sure the reading of its words is on average, 0..1."""
        return statistics.fmean(word.confidence for word in self.words)

    @cached_property
    def columns(self) -> "tuple[Row, ...]":
        """Parts divided by wide gaps; one part for an ordinary line."""
        parts = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.x0 - before.x1 > COLUMN_GAP * self.height:
                parts.append([])
            parts[-1].append(word)
        return tuple(Row(self.page, tuple(part)) for part in parts)


def _turned(x: float, y: float, page: ReadPage) -> tuple[float, float]:
    """A place of the page as it lies, on the page turned upright (quarters)."""
    if page.turn == 90:  # noqa: PLR2004 - degrees
        return page.height_pt - y, x
    if page.turn == 180:  # noqa: PLR2004 - degrees
        return page.width_pt - x, page.height_pt - y
    if page.turn == 270:  # noqa: PLR2004 - degrees
        return y, page.width_pt - x
    return x, y


def upright(page: ReadPage) -> ReadPage:
    """The page with the sizes it has when it stands upright; its words as they lie."""
    if page.turn not in (90, 270):
        return page
    return replace(page, width_pt=page.height_pt, height_pt=page.width_pt)


def _levelled(page: ReadPage) -> list[Placed]:
    """Words as they stand when the page is turned upright and level."""
    radians = math.radians(page.skew)
    cos, sin = math.cos(radians), math.sin(radians)
    sheet = upright(page)
    middle_x, middle_y = sheet.width_pt / 2, sheet.height_pt / 2
    placed = []
    for word in page.words:
        half_x, half_y = (word.x1 - word.x0) / 2, (word.y1 - word.y0) / 2
        if page.turn in (90, 270):
            half_x, half_y = half_y, half_x
        x, y = _turned((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2, page)
        x, y = x - middle_x, y - middle_y
        x, y = x * cos - y * sin + middle_x, x * sin + y * cos + middle_y
        edges = (x - half_x, y - half_y, x + half_x, y + half_y)
        placed.append(Placed(word.text, *edges, word.confidence, word))
    return placed


def _overlap(word: Placed, top: float, low: float) -> float:
    shared = min(word.y1, low) - max(word.y0, top)
    return shared / max(1.0, min(word.height, low - top))


def _is_speck(word: Placed) -> bool:
    marks_only = not any(sign.isalnum() for sign in word.text)
    return marks_only and word.text != ":" and word.confidence < SPECK_CONFIDENCE


def rows_of(page: ReadPage) -> list[Row]:
    """The page's lines from top to bottom."""
    rows: list[list[Placed]] = []
    spans: list[tuple[float, float]] = []
    words = [word for word in _levelled(page) if not _is_speck(word)]
    for word in sorted(words, key=lambda word: word.y0 + word.y1):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if _overlap(word, *spans[at]) >= SAME_LINE:
                rows[at].append(word)
                break
        else:
            rows.append([word])
            spans.append((word.y0, word.y1))
    sheet = upright(page)
    return [
        Row(sheet, tuple(sorted(row, key=lambda word: word.x0))) for row in rows if row
    ]
