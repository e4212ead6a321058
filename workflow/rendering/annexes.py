"""The lampiran of a letter, as pages need them: parted from the letter proper.

In the tree they stand in one row of blocks, as they were typed; on paper the signature
stands before them, each begins with a head of its own, and a wide one lies on its side.
"""

from collections.abc import Sequence
from typing import Any

MOST_UPRIGHT = 6  # columns that can be read on upright paper

Parts = dict[str, Any]


def with_annexes(content: Parts) -> Parts:
    """Return the content with the body up to the first lampiran, and each by itself.

    Each: `{"id", "title", "landscape", "body"}`.
    """
    heads = [n for n, block in enumerate(content["body"]) if block["type"] == "annex"]
    if not heads:
        return content
    ends = [*heads[1:], len(content["body"])]
    typed = [
        _annex(content["body"][begin], content["body"][begin + 1 : end])
        for begin, end in zip(heads, ends, strict=True)
    ]
    proper = content["body"][: heads[0]]
    return {**content, "body": proper, "annexes": [*content["annexes"], *typed]}


def _annex(head: Parts, body: Sequence[Parts]) -> Parts:
    value = head["value"]
    lies = value["orientation"]
    wide = lies == "landscape" or (lies is None and any(map(_is_wide, body)))
    return {
        "id": head["id"],
        "title": value["title"],
        "landscape": wide,
        "body": list(body),
    }


def _is_wide(block: Parts) -> bool:
    if block["type"] != "table":
        return False
    header = block["value"]["header"]
    # A merged cell is a mapping, every other one its runs.
    spans = ((isinstance(cell, dict) and cell["colspan"]) or 1 for cell in header)
    return sum(spans) > MOST_UPRIGHT
