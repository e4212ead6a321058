"""Rounds of timed tasks over many things: each by itself, in slices, none in the way.

A thing that fails is counted and passed over; the next lap comes back to it. A service
that is away fails for all alike: after a few in a row the round ends, and the clock
begins it again within minutes. A long round stops when its time is over and goes on
later where it stopped (`TimedTask.cursor`), so neither its length nor its first things
decide whether the last are ever reached.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from eoffice.database.collisions import tried_again
from eoffice.errors import ServiceDown
from eoffice.outbox.claims import renew_connection
from eoffice.outbox.models import TimedTask

T = TypeVar("T")

logger = logging.getLogger(__name__)

AWAY = (ServiceDown, OperationalError, InterfaceError)
AWAY_IN_A_ROW = 3  # one alone may be the thing's own fault
SLICE_S = 20.0  # the clock has other tasks; health is looked at every 15 s


@dataclass(slots=True, kw_only=True)
class Round:
    """What a round did: things `done` and `failed`; `is_over` when none is left."""

    done: int = 0
    failed: int = 0
    is_over: bool = True


class _Run:
    """One thing after the other; knows how many in a row met a service away."""

    def __init__(self, task: str) -> None:
        self.task, self.round, self._away = task, Round(), 0

    def take(self, thing: T, act: Callable[[T], object]) -> None:
        try:
            self.round.done += bool(tried_again(partial(act, thing)))
            self._away = 0
        except Exception as error:  # whatever it is, it is this thing's alone
            self.round.failed += 1
            self._log(thing, error)
            self._away = self._away + 1 if isinstance(error, AWAY) else 0
            renew_connection()
            if self._away >= AWAY_IN_A_ROW:
                raise

    def _log(self, thing: object, error: Exception) -> None:
        told = {
            "task": self.task,
            "thing": str(getattr(thing, "pk", thing)),
            "reason": getattr(error, "code", "") or type(error).__name__,
        }
        logger.warning("timed_item_failed", extra=told)


def each(task: str, things: Iterable[T], act: Callable[[T], object]) -> Round:
    """Do `act` to each of a bounded number of things; a true answer counts as done.

    Raises:
        ServiceDown, OperationalError: several in a row met a service away.
    """
    run = _Run(task)
    for thing in things:
        run.take(thing, act)
    return run.round


def walk(
    task: str,
    page: Callable[[str], Sequence[tuple[str, T]]],
    act: Callable[[T], object],
    *,
    slice_s: float = SLICE_S,
) -> Round:
    """Do `act` to things page by page, going on where the last slice stopped.

    `page` returns the next few things after a cursor ("" is the beginning), each with
    the cursor that stands behind it; an empty page ends the lap.

    Raises:
        ServiceDown, OperationalError: several in a row met a service away.
    """
    run, ends = _Run(task), time.monotonic() + slice_s
    after = kept_cursor(task)
    while things := page(after):
        try:
            for behind, thing in things:
                after = behind
                run.take(thing, act)
                if time.monotonic() > ends:
                    run.round.is_over = False
                    return run.round
        finally:  # what failed is behind us too: a few such things block nobody
            keep_cursor(task, after)
    keep_cursor(task, "")
    return run.round


def kept_cursor(task: str) -> str:
    """Return where the task goes on; "" at the beginning."""
    rows = TimedTask.objects.filter(name=task).values_list("cursor", flat=True)
    return rows.first() or ""


def keep_cursor(task: str, cursor: str) -> None:
    """Keep where the task goes on."""
    rows = TimedTask.objects.filter(name=task)
    if not rows.update(cursor=cursor):
        TimedTask.objects.create(name=task, cursor=cursor)
