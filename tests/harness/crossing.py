"""Two hands that wait for each other, each time: the deadlock of a race test."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import connections

from eoffice.organisation.models import Unit

MEETING_S = 5.0


class Crossing:
    """Locks two rows in the order of the hand, until both hands met once."""

    def __init__(self, first: Unit, second: Unit, *, meets_for: int = 1) -> None:
        """Let the hands meet `meets_for` times."""
        self._rows = first.pk, second.pk
        self._meeting = threading.Barrier(2)
        self._left = {0: meets_for, 1: meets_for}
        self.passes = {0: 0, 1: 0}

    def lock(self, hand: int) -> None:
        """Lock both rows inside the caller's transaction; the hands go crosswise."""
        self.passes[hand] += 1
        here, there = self._rows if hand == 0 else self._rows[::-1]
        Unit.objects.select_for_update(no_key=True).get(pk=here)
        if self._left[hand]:
            self._left[hand] -= 1
            with suppress(threading.BrokenBarrierError):
                self._meeting.wait(MEETING_S)
        Unit.objects.select_for_update(no_key=True).get(pk=there)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run each act in a thread of its own; answer what came of it, errors too."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except Exception as error:  # noqa: BLE001  the test judges it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]
