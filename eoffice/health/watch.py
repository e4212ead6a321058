"""The watch: all parts looked at every few seconds, kept for pages and probers.

Pages read one cached row, at most every few seconds per process; they never probe.
When nobody has looked for a minute, the one who looks (the relay) is what is down.
Probers get the same row; only where it is old, away or bad the process looks itself,
one hand at a time and as seldom, so that no crowd of probers keeps services busy.
"""

import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError

from eoffice.health.banner import Trouble
from eoffice.health.checks import State, parts, run_all
from eoffice.outbox.waking import wake_waiting

EVERY_S = 15
STALE_S = 90
FRESH_S = 40  # two looks and a half: the relay may miss one
MEMORY_S = 5.0
KEY = "health.state"
KEPT_S = 24 * 3600
WAKE_EVERY_S = 45  # a service that comes and goes must not use up the tries

_memory: tuple[float, list[Trouble]] = (0.0, [])
_known: tuple[float, list[State]] = (0.0, [])
_asking = threading.Lock()


def look() -> list[State]:
    """Ask all parts and keep what is down, since when; wake what waited for one."""
    states = run_all()
    known: dict[str, Any] = cache.get(KEY) or {}
    before: dict[str, str] = known.get("down", {})
    now = datetime.now(UTC).isoformat()
    down = {s.name: before.get(s.name, now) for s in states if not s.is_up}
    found = [asdict(state) for state in states]
    woken_at = float(known.get("woken_at", 0))
    if before.keys() - down.keys() and time.time() - woken_at > WAKE_EVERY_S:
        wake_waiting()
        woken_at = time.time()
    kept = {"at": time.time(), "down": down, "states": found, "woken_at": woken_at}
    cache.set(KEY, kept, KEPT_S)
    return states


def known_states() -> list[State]:
    """Return how the parts were found, a few seconds ago at most per process."""
    global _known  # noqa: PLW0603  one memory per process is the point
    with _asking:
        known_at, states = _known
        if not states or time.monotonic() - known_at > MEMORY_S:
            states = _good_states() or run_all()
            _known = time.monotonic(), states
    return states


def _good_states() -> list[State]:
    """Return what the relay saw, if it looked lately and the office can work."""
    try:
        seen = cache.get(KEY) or {}
    except DatabaseError:
        return []
    if time.time() - seen.get("at", 0) > FRESH_S:
        return []
    states = [State(**facts) for facts in seen.get("states", [])]
    return [] if any(s.required and not s.is_up for s in states) else states


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
    global _memory, _known
    _memory, _known = (0.0, []), (0.0, [])


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
