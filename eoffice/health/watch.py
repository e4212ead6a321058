"""The watch: all parts looked at every few seconds, kept for the banner of pages.

Pages read one cached row, at most every few seconds per process; they never probe.
When nobody has looked for a minute, the one who looks (the relay) is what is down.
"""

import time
from datetime import UTC, datetime
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError

from eoffice.health.checks import State, parts, run_all
from eoffice.shell.health_banner import Trouble

EVERY_S = 15
STALE_S = 90
MEMORY_S = 5.0
KEY = "health.state"
KEPT_S = 24 * 3600

_memory: tuple[float, list[Trouble]] = (0.0, [])


def look() -> list[State]:
    """Ask all parts and keep what is down, since when."""
    states = run_all()
    before: dict[str, str] = (cache.get(KEY) or {}).get("down", {})
    now = datetime.now(UTC).isoformat()
    down = {s.name: before.get(s.name, now) for s in states if not s.is_up}
    cache.set(KEY, {"at": time.time(), "down": down}, KEPT_S)
    return states


def degraded_services() -> list[Trouble]:
    """Return what people should be told of now; cheap enough for every page."""
    global _memory  # noqa: PLW0603  one memory per process is the point
    read_at, troubles = _memory
    if time.monotonic() - read_at > MEMORY_S or not read_at:
        try:
            troubles = _troubles(cache.get(KEY))
        except DatabaseError:
            troubles = []  # the page itself will say more
        _memory = time.monotonic(), troubles
    return troubles


def forget() -> None:
    """Drop what this process remembers; the next page asks the cache."""
    global _memory  # noqa: PLW0603  the same
    _memory = 0.0, []


def _troubles(seen: dict[str, Any] | None) -> list[Trouble]:
    if seen is None:
        return []  # nobody has looked since the installation
    down = dict(seen["down"])
    if time.time() - seen["at"] > STALE_S:
        down["relay"] = datetime.fromtimestamp(seen["at"], UTC).isoformat()
    known = parts()
    return [
        Trouble(
            service=name,
            news=str(part.news),
            works=str(part.works),
            since=datetime.fromisoformat(since),
        )
        for name, since in sorted(down.items())
        if (part := known.get(name)) and part.news
    ]
