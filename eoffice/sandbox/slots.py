"""The memory that all jobs of a machine share, in units; kept by locks on files.

Every process of the installation sees the same folder. A job holds as many units as
its memory limit needs while it runs; the kernel drops its locks (flock(2)) when its
process ends, however it ends. Nobody holds more than half while others may come: all
strangers together count as one person, and so does all background work.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eoffice.sandbox.errors import SandboxBusy
from eoffice.sandbox.limits import MEBIBYTE

UNIT_BYTES = 256 * MEBIBYTE
LOOK_AGAIN_S = 0.03
LONGEST_NAME = 100


def units_of(memory_bytes: int) -> int:
    """Units that a job with this memory limit needs."""
    return -(-memory_bytes // UNIT_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """`units` of memory, counted in `folder`."""

    folder: Path
    units: int

    @contextlib.contextmanager
    def held(self, needed: int, who: str, patience_s: float) -> Iterator[None]:
        """Hold `needed` units for `who`, waiting at most `patience_s` for them.

        Raises:
            SandboxBusy: they did not come free in time.
        """
        deadline = time.monotonic() + patience_s
        while (handles := self._take(min(needed, self.units), who)) is None:
            if time.monotonic() > deadline:
                raise SandboxBusy
            time.sleep(LOOK_AGAIN_S)
        try:
            yield
        finally:
            _close(handles)

    def _take(self, needed: int, who: str) -> list[int] | None:
        """Lock `needed` units, or none."""
        with self._gate():
            free, mine = self._look(who)
            is_fair = mine == 0 or mine + needed <= self.units // 2
            if len(free) < needed or not is_fair:
                _close(free)
                return None
            _close(free[needed:])
            for handle in free[:needed]:
                os.ftruncate(handle, 0)
                os.pwrite(handle, who.encode()[:LONGEST_NAME], 0)
            return free[:needed]

    def _look(self, who: str) -> tuple[list[int], int]:
        """Lock all free units; count those that `who` holds."""
        free, mine = [], 0
        for number in range(self.units):
            handle = _opened(self.folder / f"unit-{number:03}")
            if _lock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB):
                free.append(handle)
                continue
            mine += os.pread(handle, LONGEST_NAME, 0) == who.encode()[:LONGEST_NAME]
            os.close(handle)
        return free, mine

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        """One looks at a time, else two would each take half of what they need."""
        handle = _opened(self.folder / "gate")
        try:
            _lock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    return True


def _close(handles: list[int]) -> None:
    for handle in handles:
        os.close(handle)
