"""Whether a record must stay in its file: a fact that the room of holds tells.

A hold may name a file, or words of its title; what it holds would go free by lying
elsewhere. Holds stand above this room, so they tell when the product starts.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

Teller = Callable[[Iterable[UUID]], set[UUID]]
_tellers: list[Teller] = []


def provide_held(teller: Teller) -> None:
    """Make `teller` the one that knows which of some records a hold keeps now."""
    _tellers[:] = [teller]


def kept_back_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these records must not leave their file now.

    Raises:
        RuntimeError: no room has provided the fact; nothing moves then.
    """
    if not _tellers:
        raise RuntimeError("no room tells what is held")
    [held_among] = _tellers
    return held_among(ids)
