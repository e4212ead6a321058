"""What a forger has at hand: our letter, another one, and authorities."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.workflow.signing.world import World

LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """`letter` is signed and issued by us; `other` is another signed letter."""

    letter: bytes
    other: bytes
    world: World
    stranger: World


Recipe = Callable[[Workshop], bytes]


def table_of(pdf: bytes) -> bytes:
    """Return where the last cross-reference table stands, as digits."""
    return LAST_TABLE.search(pdf)[1]
