"""What an index holds, for those who keep it: numbers and names, no content."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Version of the engine, bytes on disk (None: not told), documents by kind."""

    version: str
    size_bytes: int | None = None
    documents: Mapping[str, int] = field(default_factory=dict)
