"""The folder of the embedded index: generations, the pointer, the writer's lock.

``CURRENT`` names the generation in use, ``BUILDING`` the one being filled; both
change by an atomic rename. One writer at a time across processes (``flock``).
"""

import fcntl
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.embedded.schema import stamp
from search.engines.contract import SearchUnavailable

SHELVES = ("open", "restricted")
LOCK_TIMEOUT_S = 30.0
_CURRENT, _BUILDING, _LOCK = "CURRENT", "BUILDING", "write.lock"


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index: a folder for each shelf, made under one stamp."""

    path: Path
    stamp: str

    def shelf(self, name: str) -> str:
        """Folder of ``open`` or ``restricted``."""
        return str(self.path / name)


class IndexFolder:
    """Generations of the index below one folder."""

    def __init__(self, root: Path) -> None:
        """Nothing is read or made yet."""
        self.root = root
        self._thread_lock = threading.Lock()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's lock; raises SearchUnavailable after 30 seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + LOCK_TIMEOUT_S
        if not self._thread_lock.acquire(timeout=LOCK_TIMEOUT_S):
            raise SearchUnavailable("another thread is writing")
        try:
            with (self.root / _LOCK).open("a") as lock_file:
                _lock(lock_file.fileno(), deadline)
                yield
        finally:
            self._thread_lock.release()

    def current(self) -> Generation | None:
        """The generation in use."""
        return self._read(_CURRENT)

    def building(self) -> Generation | None:
        """The generation being filled."""
        return self._read(_BUILDING)

    def create(self) -> Generation:
        """A new, empty generation; call under the lock."""
        path = self.root / f"g-{time.time_ns()}"
        for name in SHELVES:
            (path / name).mkdir(parents=True)
        return Generation(path, stamp())

    def begin_building(self, generation: Generation) -> None:
        """From now on writes reach it too."""
        self._point(_BUILDING, generation)

    def put_in_use(self, generation: Generation) -> None:
        """Swap it in and drop every other; call under the lock."""
        self._point(_CURRENT, generation)
        self.stop_building()
        for other in self.root.glob("g-*"):
            if other != generation.path:
                # readers that hold its files open read on to their end
                shutil.rmtree(other, ignore_errors=True)

    def stop_building(self) -> None:
        """Forget the generation being filled, if any, and drop its files."""
        left = self.building()
        (self.root / _BUILDING).unlink(missing_ok=True)
        current = self.current()
        if left and (current is None or left.path != current.path):
            shutil.rmtree(left.path, ignore_errors=True)

    def _read(self, pointer: str) -> Generation | None:
        try:
            data = json.loads((self.root / pointer).read_text("utf-8"))
            generation = Generation(self.root / data["path"], data["stamp"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        # a generation whose folders were removed counts as none: a rebuild is due
        whole = all(Path(generation.shelf(name)).is_dir() for name in SHELVES)
        return generation if whole else None

    def _point(self, pointer: str, generation: Generation) -> None:
        data = {"path": generation.path.name, "stamp": generation.stamp}
        fresh = self.root / f"{pointer}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(data, file)
            # on disk before the rename: a power cut must not leave an empty pointer
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / pointer)


def _lock(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise SearchUnavailable("another process is writing") from None
            time.sleep(0.02)
        else:
            return
