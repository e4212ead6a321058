"""Parts of a stored body that no letter can have, and their plain words.

The doors refuse them, so there should be none; what an import, an older release or a
fault has left is shown to the drafter and corrected by her word
(`workflow.letters.operations.mending`), instead of a page that never opens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape

from eoffice.identifiers import uuid7
from workflow.letters.body import Raw, body_blocks
from workflow.letters.part_labels import part_label
from workflow.rendering.body import GAPS, MAX_ID, parse_block
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.inline import MAX_TEXT, clean_line
from workflow.rendering.markup import InlineFaulty, scan

_NAMES = frozenset({"id", "type"})
# JSON nested deeper than this was written by no editor; its words stand as JSON.
_DEEPEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPart:
    """One part: its place from 0, what it is called in the editor, its words."""

    index: int
    label: str
    words: str


def broken_parts(stored: Any) -> list[BrokenPart]:
    """Return the parts that the editor cannot show, in order."""
    return [
        BrokenPart(
            index=index,
            label=part_label(str(block["type"])),
            words=plain_words(block["value"]),
        )
        for index, block in enumerate(body_blocks(stored))
        if not may_stand(block)
    ]


def mended_blocks(stored: Any) -> list[Raw]:
    """Return the body with each broken part as a paragraph of its words."""
    return [
        block if may_stand(block) else _words_alone(block)
        for block in body_blocks(stored)
    ]


def copied_blocks(stored: Any) -> list[Raw]:
    """Return body blocks for a copy, without ids.

    What may not stand in a letter today is copied as a paragraph of its words.
    """
    return [{**block, "id": None} for block in mended_blocks(stored)]


def may_stand(block: Raw) -> bool:
    """Tell whether a block may stand in a draft: gaps are no fault."""
    try:
        parse_block(block)
    except BodyFaulty as refusal:
        return all(fault.code in GAPS for fault in refusal.faults)
    return True


def _words_alone(block: Raw) -> Raw:
    inline = str(escape(plain_words(block["value"])))[:MAX_TEXT]
    return {"id": _good_id(block["id"]), "type": "paragraph", "value": inline}


def _good_id(given: Any) -> str:
    good = isinstance(given, str) and len(given) <= MAX_ID
    kept = good and given and all(s.isalnum() or s in "_.:-" for s in given)
    return given if kept else str(uuid7())


def plain_words(value: Any) -> str:
    """Return all text of a stored value without marks, in one line."""
    return clean_line(" ".join(_words(value, 1)))


def _words(value: Any, level: int) -> Iterator[str]:
    if level > _DEEPEST:
        yield "…"
    elif isinstance(value, dict | list):
        for part in _inside(value):
            yield from _words(part, level + 1)
    elif isinstance(value, str):
        yield from _text_of(value)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _inside(value: Raw | list[Any]) -> list[Any]:
    if isinstance(value, list):
        return value
    return [part for name, part in value.items() if name not in _NAMES]


def _text_of(rich: str) -> Iterator[str]:
    try:
        yield "".join(
            token.text if token.kind == "text" else " " for token in scan(rich)
        )
    except InlineFaulty:
        yield rich
