"""Where words stand in a block, and what became of them in a later text.

Places are counted in signs of the block's plain text: its paragraphs, points, rows and
lines (`workflow.rendering.block_lines`), one under the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from workflow.rendering.block_lines import block_lines
from workflow.rendering.tree_blocks import Block

# What parts cells and lines in plain text is no sign that a reader picks.
PARTING = frozenset("|")


class Became(StrEnum):
    """What became of words that somebody pointed at."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words at their place in a plain text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The words as they were, and as they stand now (empty: taken out)."""

    state: Became
    before: str
    after: str


def block_text(block: Block) -> str:
    """Return the plain text of a block, in which places are counted."""
    return "\n".join(block_lines(block))


def find_words(text: str, words: str, nth: int = 0) -> Quoted | None:
    """Return the `nth` place (from 0) where the words stand, or nothing.

    Spaces, line ends and the bars between cells count for nothing: what was picked on
    a page is found though the page breaks its lines elsewhere.
    """
    places = [n for n, sign in enumerate(text) if _counts(sign)]
    whole = "".join(text[n] for n in places)
    wanted = "".join(sign for sign in words if _counts(sign))
    at = -1
    for _time in range(nth + 1):
        at = whole.find(wanted, at + 1) if wanted else -1
        if at < 0:
            return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    return Quoted(start=start, text=text[start:end])


def nth_of(text: str, words: str, start: int) -> int:
    """Return which of the equal places in the text begins at `start`, from 0.

    Counted as `find_words` counts: it finds the same place by it.
    """
    whole = "".join(sign for sign in text if _counts(sign))
    wanted = "".join(sign for sign in words if _counts(sign))
    before = sum(_counts(sign) for sign in text[:start])
    found = (n for n in range(before) if wanted and whole.startswith(wanted, n))
    return sum(1 for _place in found)


def _counts(sign: str) -> bool:
    return not sign.isspace() and sign not in PARTING


def fate_of_words(before: str, after: str, start: int, end: int) -> Fate:
    """Return what became of the words from `start` to `end` of the earlier text."""
    was, now = list(_words(before)), list(_words(after))
    touched = [n for n, (a, b) in enumerate(was) if a < end and b > start]
    quoted = before[start:end]
    if not touched:
        return Fate(state=Became.GONE, before=quoted, after="")
    low, high = touched[0], touched[-1] + 1
    kept = sorted(_followed(before, after, low, high))
    if not kept:
        return Fate(state=Became.GONE, before=quoted, after="")
    told = after[now[kept[0]][0] : now[kept[-1]][1]]
    whole = before[was[low][0] : was[high - 1][1]]
    if told.split() == whole.split():
        return Fate(state=Became.SAME, before=quoted, after=quoted)
    return Fate(state=Became.CHANGED, before=quoted, after=told)


def fate_of_block(before: str, after: str | None) -> Fate:
    """Return what became of a whole block; `after` None: it was taken out."""
    if after is None:
        return Fate(state=Became.GONE, before=before, after="")
    state = Became.SAME if before.split() == after.split() else Became.CHANGED
    return Fate(state=state, before=before, after=after)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place of each word: its first sign, and the one after its last."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, at + len(word)
        at += len(word)


def _followed(before: str, after: str, low: int, high: int) -> set[int]:
    """Return the words of the later text that stand for those from low to high."""
    matcher = SequenceMatcher(a=before.split(), b=after.split(), autojunk=False)
    kept: set[int] = set()
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            shift = b0 - a0
            kept.update(range(max(a0, low) + shift, min(a1, high) + shift))
        elif tag == "insert":
            # Put in between the words, not before or after them.
            kept.update(range(b0, b1) if low < a0 < high else ())
        elif a0 < high and a1 > low:
            kept.update(range(b0, b1))
    return kept


def parted(text: str, places: list[tuple[int, int]]) -> list[tuple[str, set[int]]]:
    """Return the text in pieces, each with the numbers of the places it lies in.

    Places may overlap; joined, the pieces are the text again.
    """
    cuts = {0, len(text)}
    for start, end in places:
        cuts |= {min(start, len(text)), min(end, len(text))}
    pieces = []
    for here, there in pairwise(sorted(cuts)):
        inside = {n for n, (a, b) in enumerate(places) if a <= here and there <= b}
        pieces.append((text[here:there], inside))
    return pieces
