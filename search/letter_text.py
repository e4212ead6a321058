"""The words of a letter, out of its body blocks or its frozen content tree."""

import html
import re
from collections.abc import Iterator
from typing import Any

_TAG = re.compile(r"<[^>]*>")
# Keys of a block that hold marks for programs, not words for readers.
_NOT_WORDS = frozenset({"id", "type", "kind", "link", "level", "widths", "format"})


def words_of(node: Any) -> Iterator[str]:
    """Every text of a block tree in order, inline HTML taken out."""
    if isinstance(node, str):
        text = html.unescape(_TAG.sub(" ", node)).strip()
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
