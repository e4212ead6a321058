"""Acts that collide: of two that wait for each other PostgreSQL ends one.

Nothing of the one that was ended has happened, so it is done again, whole and a few
times at most, by what stands at the door: API, pages, tasks, and the acts
that keep short transactions of their own (`whole_act`). What cannot be taken back (a
committed act, a signing secret that was tried, a mail that was sent) says so by
`note_kept`; no door runs that twice. See docs/decisions/0025.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

TRIES = 4
PAUSE_S = 0.05  # doubled with each try: the other act needs moments to end
# PostgreSQL, appendix A: serialization_failure, deadlock_detected
COLLIDED = frozenset({"40001", "40P01"})


class Door:
    """One pass through a door: whether something of it stands already."""

    def __init__(self, outer: "Door | None") -> None:
        """Keep the door that was passed before, if any."""
        self.outer = outer
        self.is_kept = False

    def keep(self) -> None:
        """Note that running it again would do something twice."""
        self.is_kept = True
        if self.outer is not None:
            self.outer.keep()


_door: ContextVar[Door | None] = ContextVar("door", default=None)


def is_collision(error: BaseException) -> bool:
    """Tell whether PostgreSQL ended the transaction for the sake of another."""
    cause = getattr(error, "__cause__", None)
    return (
        isinstance(error, OperationalError)
        and getattr(cause, "sqlstate", "") in COLLIDED
    )


def note_kept() -> None:
    """Say that something was done that must not be done twice."""
    if door := _door.get():
        door.keep()


def note_act() -> None:
    """Say, inside an act's transaction, that the act stands once it commits."""
    if door := _door.get():
        transaction.on_commit(door.keep)


def is_kept() -> bool:
    """Tell whether something of the pass through the nearest door stands."""
    door = _door.get()
    return door is not None and door.is_kept


@contextmanager
def at_door() -> Iterator[Door]:
    """Watch over a pass, so that what it keeps is known."""
    door = Door(_door.get())
    token = _door.set(door)
    try:
        yield door
    finally:
        _door.reset(token)


def tried_again(
    act: Callable[[], T],
    *,
    tries: int = TRIES,
    before_again: Callable[[], object] = lambda: None,
) -> T:
    """Run `act`, which opens its own transactions; again when it collides.

    Inside a transaction it is simply run: who opened that one begins again.
    `before_again` puts right what a lost try may have left in memory.

    Raises:
        OperationalError: it collided each time, or something of it stands already.
    """
    if connection.in_atomic_block:
        return act()
    for number in range(1, tries + 1):
        with at_door() as door:
            try:
                return act()
            except OperationalError as error:
                if not is_collision(error):
                    raise
                if number == tries:
                    door.keep()  # no outer door multiplies the tries
                if door.is_kept:
                    raise
        _pause(number)
        before_again()
    raise AssertionError  # the last try returned or raised


def _pause(number: int) -> None:
    logger.warning("act_collided", extra={"try": number})
    longest = PAUSE_S * 2**number
    time.sleep(random.uniform(longest / 2, longest))  # noqa: S311  parts two hands


def whole_act(operation: Callable[P, T]) -> Callable[P, T]:
    """Make an operation one transaction that is done again when it collides.

    For acts that stand between slow work, which a door must not repeat.
    """
    one_transaction = transaction.atomic(operation)

    @wraps(operation)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return tried_again(lambda: one_transaction(*args, **kwargs))

    return run
