"""The words of a letter, out of its body blocks or its frozen content tree.

What readers see and nothing else: search indexes them, the desk across the yard
reads them where it got the letter inside and nothing had to be recognised.
"""

import re
from collections.abc import Iterator
from typing import Any

from workflow.rendering.markup import unescaped

# Possessive: a text full of "<" must not make the match slow.
_TAG = re.compile(r"<[^<>]*+>")
# Keys of a block that hold marks for programs, not words for readers.
_NOT_WORDS = frozenset(
    {"id", "type", "kind", "link", "level", "widths", "align", "style", "format"}
    | {"orientation", "attachment", "sha256", "width"}
)
#: Parts of the content tree that are read aloud, in their order on the page.
_SPOKEN = (
    "title",
    "subject",
    "recipients",
    "sender",
    "body",
    "signature",
    "cc",
    "annexes",
)


def words_of(node: Any) -> Iterator[str]:
    """Every text of a block tree in order, inline HTML taken out."""
    if isinstance(node, str):
        text = unescaped(_TAG.sub(" ", node)).strip()
        if text:
            yield text
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in _NOT_WORDS:
                yield from words_of(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from words_of(value)


def tree_text(content: dict[str, Any]) -> str:
    """Body and annexes of a frozen version, one text a line."""
    parts = [content.get("body", []), content.get("annexes", [])]
    return "\n".join(words_of(parts))


def spoken_text(content: dict[str, Any]) -> str:
    """The whole page of a frozen version, a paragraph a line."""
    return "\n".join(_paragraphs(content))


def _paragraphs(content: dict[str, Any]) -> Iterator[str]:
    for name in _SPOKEN:
        part = content.get(name)
        for piece in part if isinstance(part, list | tuple) else [part]:
            text = " ".join(words_of(piece))
            if text:
                yield text
