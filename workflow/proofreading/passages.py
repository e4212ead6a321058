"""The running texts of a letter's body, each with its place, for those who read it.

One passage is what a reader takes in at once: a paragraph, a point, a cell, a value.
Blocks are walked by their shape, so that a new kind of block is read without a word
here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workflow.rendering.errors import BlockFault
from workflow.rendering.inline import Break, Run, plain_text
from workflow.rendering.tree import Block

# What a block says about itself, not to the reader.
UNREAD = frozenset({"id", "type", "level", "style", "align", "widths", "kind"})
UNREAD |= {"orientation", "attachment", "sha256"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of the body; `index` counts blocks from 0, `steady` leaves out italics."""

    index: int
    block_id: str
    text: str
    steady: str

    def fault(self, code: str, message: str, excerpt: str = "") -> BlockFault:
        """Return what is wrong in this passage, led to its block."""
        return BlockFault(
            field=f"body.{self.index}",
            code=code,
            message=message,
            block_id=self.block_id,
            index=self.index,
            excerpt=excerpt or None,
        )


def passages_of(body: Sequence[Block]) -> list[Passage]:
    """Return every text of the body from top to bottom."""
    found: list[Passage] = []
    for index, block in enumerate(body):
        found.extend(
            Passage(index=index, block_id=block.id, text=text, steady=steady)
            for text, steady in _texts(block)
            if text.strip()
        )
    return found


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield value, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in UNREAD:
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        yield from _texts_of_row(value)


def _texts_of_row(value: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    if value and all(isinstance(part, Run | Break) for part in value):
        upright = tuple(
            part for part in value if isinstance(part, Break) or not part.italic
        )
        yield plain_text(value), plain_text(upright)
        return
    for part in value:
        yield from _texts(part)
