"""What people are told while a service is down: one sentence above every page.

The person who watches the services registers a reader; it must be cheap (a cached
state, no probe), because every page asks it:

    register_health_reader(current_troubles)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A service that does not answer, and what still works meanwhile."""

    service: str  # stable name: signing, search, objects, mail
    news: str  # the bold first clause
    works: str  # what goes on, and what we do about it
    since: datetime | None = None


HealthReader = Callable[[], Sequence[Trouble]]
_readers: list[HealthReader] = []


def register_health_reader(reader: HealthReader) -> None:
    """Add a reader once."""
    if reader not in _readers:
        _readers.append(reader)


def troubles() -> list[Trouble]:
    """Return the troubles of now; none when no reader is registered."""
    return [trouble for reader in _readers for trouble in reader()]
