"""The stored body of a letter: API body blocks as they were typed.

A block is `{"id", "type", "value"}` as `workflow.rendering.body.parse_body` reads it;
a draft may have gaps. What an import or a fault left in another shape comes out as a
block that `parse_body` refuses by name, with all its words (`broken_parts`).
"""

from collections.abc import Sequence
from typing import Any

from eoffice.identifiers import uuid7

Raw = dict[str, Any]
NAMES = frozenset({"id", "type", "value"})


def body_blocks(stored: Any) -> list[Raw]:
    """Return the stored body as API body blocks."""
    if isinstance(stored, list):
        return [_block_of(entry) for entry in stored]
    return [_block_of(stored)] if stored else []


def _block_of(entry: Any) -> Raw:
    if isinstance(entry, dict) and "type" in entry and set(entry) <= NAMES:
        return {"id": entry.get("id"), "value": None, **entry}
    return {"id": None, "type": "", "value": entry}


def kept_blocks(blocks: Sequence[Raw]) -> list[Raw]:
    """Return API body blocks, already judged by `parse_body`, as they are stored.

    Versions are compared and notes are anchored by block id, so each has one.
    """
    return [
        {
            "id": str(block.get("id") or uuid7()),
            "type": block["type"],
            "value": block.get("value"),
        }
        for block in blocks
    ]
