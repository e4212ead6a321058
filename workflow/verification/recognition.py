"""Are these bytes ours? Asked by hash, of the file and of its earlier revisions.

A stored revision that is a prefix of the file means: ours, with something added.
Runs beside the database (not in the sandbox): it looks for `%%EOF` marks and
parses nothing.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self

MARK = re.compile(rb"%%EOF(\r\n|\n|\r)?")
MOST_REVISIONS = 64
"""A letter has a handful of revisions; the rest of a hostile file is not hashed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A revision this office issued and keeps.

    `letter` holds what may be shown of the letter (the caller decides by its
    security class); `superseded_by` says by what it was revoked or corrected,
    empty while in force; `stored_at` (aware) proves the bytes existed then.
    """

    letter: dict[str, Any] = field(default_factory=dict)
    superseded_by: str = ""
    stored_at: datetime | None = None


class IssuedLetters(Protocol):
    """The database's answer to: which of these hashes did we issue?"""

    def by_sha256(self, digests: Sequence[str]) -> Mapping[str, Issued]:
        """Return the known ones among `digests` (lower-case hex), in one query."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The longest known revision: its length in bytes, and whether it is all."""

    issued: Issued
    length: int
    is_whole: bool

    def to_json(self) -> dict[str, Any]:
        """Return JSON-able values for the sandbox."""
        stored = self.issued.stored_at
        return {
            "letter": self.issued.letter,
            "superseded_by": self.issued.superseded_by,
            "stored_at": stored.isoformat() if stored else None,
            "length": self.length,
            "is_whole": self.is_whole,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        stored = values["stored_at"]
        issued = Issued(
            letter=values["letter"],
            superseded_by=values["superseded_by"],
            stored_at=datetime.fromisoformat(stored) if stored else None,
        )
        return cls(issued=issued, length=values["length"], is_whole=values["is_whole"])


def recognise(pdf: bytes, issued: IssuedLetters) -> Recognition | None:
    """Find the longest revision in `pdf` that this office issued, if any."""
    digests = revision_digests(pdf)
    known = issued.by_sha256(list(digests))
    found = [(digests[digest], one) for digest, one in known.items()]
    if not found:
        return None
    length, one = max(found, key=lambda pair: pair[0])
    return Recognition(issued=one, length=length, is_whole=length == len(pdf))


def revision_digests(pdf: bytes) -> dict[str, int]:
    """Hash the file and each revision end in it: SHA-256 hex -> length."""
    ends = sorted(_revision_ends(pdf) | {len(pdf)})
    running = hashlib.sha256()
    digests: dict[str, int] = {}
    start = 0
    view = memoryview(pdf)
    for end in ends:
        running.update(view[start:end])
        digests[running.copy().hexdigest()] = end
        start = end
    return digests


def _revision_ends(pdf: bytes) -> set[int]:
    ends: set[int] = set()
    for count, mark in enumerate(MARK.finditer(pdf)):
        if count >= MOST_REVISIONS:
            break
        ends |= {mark.start() + len(b"%%EOF"), mark.end()}
    return ends
