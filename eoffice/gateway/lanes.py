"""Lanes of a server process: what strangers ask never takes the office's threads.

The office has all threads but those in which public work is under way, and public
work may take half of them at most. Probers have a thread that nobody else uses.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

#: Paths that anybody may ask for and that cost work; tests/guard names them as well.
PUBLIC = ("/v/", "/api/v1/verify")  # address: asked before Django knows of any
PROBED = ("/healthz", "/readyz")
MOST_WAITING = 32
PATIENCE_S = 20.0

Request = TypeVar("Request")


def is_public(path: str) -> bool:
    """Tell whether a path belongs to the strangers' lane."""
    return path.startswith(PUBLIC)


@dataclass(slots=True, kw_only=True)
class RequestLane(Generic[Request]):
    """At most `places` requests under way; the rest waits in order, bounded."""

    places: int
    under_way: int = 0
    waiting: deque[tuple[float, Request]] = field(default_factory=deque)

    def enter(self, request: Request, now: float) -> bool | None:
        """True: go on. False: it waits its turn. None: refused, too many wait."""
        if self.under_way < self.places:
            self.under_way += 1
            return True
        if len(self.waiting) >= MOST_WAITING:
            return None
        self.waiting.append((now + PATIENCE_S, request))
        return False

    def leave(self) -> Request | None:
        """One has ended: return the next that may go on."""
        if self.waiting:
            return self.waiting.popleft()[1]
        self.under_way -= 1
        return None

    def impatient(self, now: float) -> list[Request]:
        """Take out and return those who have waited too long."""
        gone = []
        while self.waiting and self.waiting[0][0] < now:
            gone.append(self.waiting.popleft()[1])
        return gone
