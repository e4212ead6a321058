"""Are these bytes ours? Asked by hash, of the file and of its beginnings.

Ours is what is byte for byte a version we hold. Bytes we hold with anything after
them are a letter of ours that somebody added to: what was added is not judged, since
no two viewers agree on what it shows. Runs beside the database (not in the sandbox):
it looks for `%%EOF` marks and parses nothing.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self

MARK = re.compile(rb"%%EOF[\r\n]{0,2}")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAct:
    """What no copy can change of a signature: whose certificate, at which second.

    `claimed_at` is /M of the signature, under the signature itself.
    """

    certificate_sha256: str
    claimed_at: datetime


class IssuedLetters(Protocol):
    """The database's answers about what this office issued."""

    def by_sha256(self, digests: Sequence[str]) -> Mapping[str, Issued]:
        """Return the known ones among `digests` (lower-case hex), in one query."""
        ...

    def by_acts(self, acts: Sequence[SigningAct]) -> Issued | None:
        """Return the letter one of these acts signed, if it is one of ours.

        Acts that could be of more than one letter: an `Issued` that tells of none.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The longest version we hold: its length in bytes, and whether it is all."""

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
    """Find the longest version of ours that `pdf` is or begins with, if any."""
    digests = revision_digests(pdf)
    known = issued.by_sha256(list(digests))
    found = [(digests[digest], one) for digest, one in known.items()]
    if not found:
        return None
    # The longest: a version with more evidence begins with the one before it.
    length, one = max(found, key=lambda pair: pair[0])
    return Recognition(issued=one, length=length, is_whole=length == len(pdf))


def revision_digests(pdf: bytes) -> dict[str, int]:
    """Hash the file and each revision end in it: SHA-256 hex -> length."""
    ends = sorted(_revision_ends(pdf) | {len(pdf)})
    # One walk over the file for all its beginnings, not one for each of them.
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
    """Return where a version of ours may end: a mark, and up to two line ends."""
    ends: set[int] = set()
    for count, mark in enumerate(MARK.finditer(pdf)):
        if count >= MOST_REVISIONS:
            break
        ends.update(range(mark.start() + len(b"%%EOF"), mark.end() + 1))
    return ends
