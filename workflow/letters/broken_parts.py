"""Parts of a stored body that the editor cannot show, and their plain words.

The editor writes what it can read again, so there should be none; what an import, an
older release or a fault has left is shown to the drafter and corrected by her word
(`workflow.letters.operations.mending`), instead of a page that never opens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from wagtail.blocks import StreamValue

from workflow.letters.body import UNREADABLE, Raw, body_blocks
from workflow.rendering.body import GAPS, parse_block
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.inline import MAX_TEXT, clean_line
from workflow.rendering.markup import InlineFaulty, scan
from workflow.rendering.rich_text import rich_text_of

# Wagtail's reader of rich text asserts what it expects.
_UNSHOWABLE = (AssertionError, RecursionError, *UNREADABLE)
_NAMES = frozenset({"id", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPart:
    """One part: its place from 0, what it is called in the editor, its words."""

    index: int
    label: str
    words: str


def broken_parts(stream: StreamValue) -> list[BrokenPart]:
    """Return the parts that the editor cannot show, in order."""
    stored = list(stream.get_prep_value())
    return [
        BrokenPart(
            index=index,
            label=str(stream.stream_block.child_blocks[part["type"]].label),
            words=plain_words(part["value"]),
        )
        for index, part in enumerate(stored)
        if not _opens(stream, index)
    ]


def _opens(stream: StreamValue, index: int) -> bool:
    try:
        child = stream[index]
        child.block.get_form_state(child.value)
    except _UNSHOWABLE:
        return False
    return True


def copied_blocks(stream: StreamValue) -> list[Raw]:
    """Return body blocks for a copy, without ids.

    What may not stand in a letter today is copied as a paragraph of its words.
    """
    stored = list(stream.get_prep_value())
    blocks = body_blocks(stream)
    return [
        {**(block if _may_stand(block) else _words_alone(part)), "id": None}
        for block, part in zip(blocks, stored, strict=True)
    ]


def _may_stand(block: Raw) -> bool:
    try:
        parse_block(block)
    except BodyFaulty as refusal:
        return all(fault.code in GAPS for fault in refusal.faults)
    return True


def _words_alone(part: Raw) -> Raw:
    inline = str(escape(plain_words(part["value"])))[:MAX_TEXT]
    return {"type": "paragraph", "value": inline}


def plain_words(value: Any) -> str:
    """Return all text of a stored value without marks, in one line."""
    return clean_line(" ".join(_words(value)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in _NAMES:
                yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    elif isinstance(value, str):
        yield from _text_of(value)


def _text_of(rich: str) -> Iterator[str]:
    try:
        yield "".join(
            token.text if token.kind == "text" else " " for token in scan(rich)
        )
    except InlineFaulty:
        yield rich


def as_paragraph(part: Raw) -> Raw:
    """Return a stored paragraph with the words of a stored part, cut to what fits."""
    alone = _words_alone(part)
    return {**part, "type": "paragraph", "value": rich_text_of(alone["value"])}
