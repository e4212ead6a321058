"""What lies between two plain texts, word by word: kept, put in, taken out.

Lines (paragraphs, points, rows) are matched first, then the words inside those that
changed: a table of a thousand rows costs little, and a row reads as a row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, zip_longest

_WORD = re.compile(r"\S+\s*|\s+")
# Matching words is quadratic at worst; a longer line is told as replaced whole.
MOST_WORDS = 2000


class TextOp(StrEnum):
    """What happened to words."""

    SAME = "same"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Words kept, put in or taken out."""

    op: TextOp
    text: str


def text_parts(before: str, after: str) -> list[TextPart]:
    """Return both texts as parts: what is kept and put in joins to the later one."""
    if before == after:
        return [TextPart(op=TextOp.SAME, text=after)] if after else []
    was, now = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[TextPart] = []
    for tag, a0, a1, b0, b1 in _opcodes(_bare(was), _bare(now)):
        if tag == "equal":
            found.append(TextPart(op=TextOp.SAME, text="".join(now[b0:b1])))
            continue
        for old, new in zip_longest(was[a0:a1], now[b0:b1], fillvalue=""):
            found += _of_line(old, new)
    return list(_joined(found))


def is_changed(parts: Sequence[TextPart]) -> bool:
    """Tell whether any word was put in or taken out."""
    return any(part.op != TextOp.SAME for part in parts)


def _bare(texts: Sequence[str]) -> list[str]:
    # The last word of a line and the same word inside one differ in spaces alone.
    return [text.strip() for text in texts]


def _opcodes(
    was: Sequence[str], now: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    # Without autojunk: difflib would else ignore words that a long text repeats.
    return SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes()


def _of_line(old: str, new: str) -> Iterator[TextPart]:
    was, now = _WORD.findall(old), _WORD.findall(new)
    if max(len(was), len(now)) > MOST_WORDS:
        yield TextPart(op=TextOp.REMOVE, text=old)
        yield TextPart(op=TextOp.ADD, text=new)
        return
    for tag, a0, a1, b0, b1 in _opcodes(_bare(was), _bare(now)):
        if tag == "equal":
            yield TextPart(op=TextOp.SAME, text="".join(now[b0:b1]))
        else:
            yield TextPart(op=TextOp.REMOVE, text="".join(was[a0:a1]))
            yield TextPart(op=TextOp.ADD, text="".join(now[b0:b1]))


def _joined(parts: Sequence[TextPart]) -> Iterator[TextPart]:
    told = [part for part in parts if part.text]
    for op, run in groupby(told, key=lambda part: part.op):
        yield TextPart(op=op, text="".join(part.text for part in run))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPlaces:
    """Of a later text: where words were put in, and before which place taken out."""

    added: list[tuple[int, int]]
    removed: list[tuple[int, str]]


def places_of(parts: Sequence[TextPart]) -> ChangedPlaces:
    """Return the places of the parts, in signs of the later text."""
    places = ChangedPlaces(added=[], removed=[])
    at = 0
    for part in parts:
        if part.op == TextOp.REMOVE:
            places.removed.append((at, part.text.strip()))
            continue
        if part.op == TextOp.ADD:
            places.added.append((at, at + len(part.text.rstrip())))
        at += len(part.text)
    return places
