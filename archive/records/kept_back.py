"""What a hold keeps as it is: a fact that the room of holds tells.

A hold may name a file, or words and a code that a record bears; what it holds would go
free by lying elsewhere, or by saying something else of itself. Holds stand above this
room, so they tell when the product starts.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

Among = Callable[[Iterable[UUID]], set[UUID]]
Holds = Callable[[UUID], set[UUID]]
KeepOn = Callable[[UUID, set[UUID]], None]
_tellers: list[tuple[Among, Holds, KeepOn]] = []


def provide_held(among: Among, holds: Holds, keep_on: KeepOn) -> None:
    """Make these the ones that know which records holds keep now, and which holds."""
    _tellers[:] = [(among, holds, keep_on)]


def kept_back_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these records must not leave their file now.

    Raises:
        RuntimeError: no room has provided the fact; nothing moves then.
    """
    return _teller()[0](ids)


def holds_on(record_id: UUID) -> set[UUID]:
    """Return the holds that keep the record now, as it stands in the database.

    Raises:
        RuntimeError: no room has provided the fact; nothing changes then.
    """
    return _teller()[1](record_id)


def keep_held(record_id: UUID, holds: set[UUID]) -> None:
    """Have these holds keep the record itself, whatever it says from now on.

    Raises:
        RuntimeError: no room has provided the fact; nothing changes then.
    """
    _teller()[2](record_id, holds)


def _teller() -> tuple[Among, Holds, KeepOn]:
    if not _tellers:
        raise RuntimeError("no room tells what is held")
    [found] = _tellers
    return found
