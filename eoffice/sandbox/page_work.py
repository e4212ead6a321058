"""Typed calls of the page work: splitting, turning, reading copies.

Everything that comes back is a new file; nothing of the one given is changed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from eoffice.sandbox.documents import checked_answer
from eoffice.sandbox.limits import MEBIBYTE, Limits
from eoffice.sandbox.runner import run

#: The largest upload comes back whole and in base64, and is held twice meanwhile.
ROOMY = Limits(
    wall_seconds=60.0,
    cpu_seconds=60,
    memory_bytes=2048 * MEBIBYTE,
    result_bytes=192 * MEBIBYTE,
)


def _bytes(answer: object) -> bytes:
    if not isinstance(answer, bytes):
        raise TypeError
    return answer


def split_pages(data: bytes | Path, parts: Sequence[tuple[int, int]]) -> list[bytes]:
    """One new PDF for each `(first, last)` page of `parts`, counted from 1.

    Raises:
        FileSigned, PagesUnfit, other `SandboxError`.
    """
    wanted = [list(part) for part in parts]
    answer = run("split_pages", data, limits=ROOMY, parts=wanted)
    with checked_answer():
        made = [_bytes(one) for one in answer]
        if len(made) != len(parts):
            raise ValueError
        return made


def turn_pages(data: bytes | Path, turns: Mapping[int, int]) -> bytes:
    """A new PDF with pages turned clockwise: `{page from 1: 90, 180 or 270}`.

    Raises:
        FileSigned, PagesUnfit, other `SandboxError`.
    """
    wanted = {str(page): turn for page, turn in turns.items()}
    answer = run("turn_pages", data, limits=ROOMY, turns=wanted)
    with checked_answer():
        return _bytes(answer)


def reading_copy(data: bytes | Path, *, title: str, lines: Sequence[str]) -> bytes:
    """A new PDF of all pages with `title` across and `lines` at the foot of each.

    Pictures become pages; office files have none.

    Raises:
        PagesUnfit, other `SandboxError`.
    """
    answer = run("reading_copy", data, limits=ROOMY, title=title, lines=list(lines))
    with checked_answer():
        return _bytes(answer)
