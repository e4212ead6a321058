"""Lines of an office file laid out as pages of text, so that the rules can read them.

Such a file has no page until a program draws it. The places given here are those of a
typewriter: enough for what stands above, below and beside, never a place to show.
"""

import textwrap
from collections.abc import Iterator, Sequence

from workflow.reading.text_layer import ReadPage, ReadWord
from workflow.reading.text_source import TextSource

WIDTH_PT, HEIGHT_PT = 595.0, 842.0
LEFT_PT, TOP_PT = 60.0, 60.0
SIGN_PT, LINE_PT, HEIGHT_OF_SIGN_PT = 5.2, 15.0, 10.0
SIGNS_A_LINE = 92
LINES_A_PAGE = 48
TAB = " " * 8


def _lines(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        shown = text.replace("\t", TAB).rstrip()
        yield from textwrap.wrap(
            shown, SIGNS_A_LINE, drop_whitespace=True, expand_tabs=False
        ) or [""]


def _words(line: str, at: int) -> Iterator[ReadWord]:
    top = TOP_PT + at * LINE_PT
    start = 0
    for part in line.split(" "):
        if part:
            left = LEFT_PT + start * SIGN_PT
            right = left + len(part) * SIGN_PT
            yield ReadWord(part, left, top, right, top + HEIGHT_OF_SIGN_PT, 1.0)
        start += len(part) + 1


def laid_out(texts: Sequence[str]) -> list[ReadPage]:
    """Pages of the lines `texts`; none when there is nothing to read."""
    lines = list(_lines(texts))
    if not any(line.strip() for line in lines):
        return []
    pages = []
    for number, first in enumerate(range(0, len(lines), LINES_A_PAGE), start=1):
        own = lines[first : first + LINES_A_PAGE]
        words = tuple(word for at, line in enumerate(own) for word in _words(line, at))
        pages.append(
            ReadPage(
                page=number,
                width_pt=WIDTH_PT,
                height_pt=HEIGHT_PT,
                words=words,
                source=TextSource.EMBEDDED if words else TextSource.NONE,
            )
        )
    return pages
