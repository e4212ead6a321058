"""One line of a paragraph as pieces of text by their look, in one form only.

A space between two looks has the marks that both share: `<b>a </b>c` and `<b>a</b> c`
are the same page, become the same tree, and come back from the editor as they went.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Look(NamedTuple):
    """How a run is drawn; outermost mark first, as it is written.

    `gap`: which gap of the text it names, counted from 1; 0: it is text. Two gaps
    beside each other are never one.
    """

    link: str | None = None
    underline: bool = False
    italic: bool = False
    bold: bool = False
    gap: int = 0

    @property
    def marks(self) -> tuple[tuple[str, str | bool | int], ...]:
        """The marks it has, as (name, value), outermost first."""
        return tuple((name, value) for name, value in self._asdict().items() if value)


Piece = tuple[Look, list[str]]


def shared(before: Look, after: Look) -> Look:
    """The marks that need not be closed between the two."""
    kept = 0
    for mine, theirs in zip(before.marks, after.marks, strict=False):
        if mine != theirs:
            break
        kept += 1
    names = {name for name, _value in before.marks[:kept]}
    return Look(
        link=before.link if "link" in names else None,
        underline="underline" in names,
        italic="italic" in names,
        bold="bold" in names,
    )


def line_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line without space at its ends, each space in its one place."""
    line: list[Piece] = []
    space = False
    for look, text in _without_ends(pieces):
        before, core, after = _parted(text)
        space = space or before
        if not core:
            continue
        if space and line:
            _add(line, shared(line[-1][0], look), " ")
        _add(line, look, core)
        space = after
    return line


def _without_ends(pieces: Sequence[Piece]) -> list[tuple[Look, str]]:
    texts = [(look, "".join(parts)) for look, parts in pieces]
    filled = [at for at, (_look, text) in enumerate(texts) if text.strip()]
    if not filled:
        return []
    first, last = filled[0], filled[-1]
    texts[first] = (texts[first][0], texts[first][1].lstrip())
    texts[last] = (texts[last][0], texts[last][1].rstrip())
    return texts[first : last + 1]


def _add(line: list[Piece], look: Look, text: str) -> None:
    if line and line[-1][0] == look:
        line[-1][1].append(text)
    else:
        line.append((look, [text]))


def _parted(text: str) -> tuple[bool, str, bool]:
    """Whether there is a space before, what stands between, whether one is after.

    Spaces that never break (U+00A0) stay with their word, unless a common one is among
    them.
    """
    core = text.lstrip()
    before = " " in text[: len(text) - len(core)]
    core = core if before else text
    kept = core.rstrip()
    after = " " in core[len(kept) :]
    return before, kept if after else core, after and bool(kept)
