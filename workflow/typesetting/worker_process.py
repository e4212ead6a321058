"""The parent's side of one worker: start, ask with a time limit, stop."""

import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
import time
from typing import Any

from workflow.typesetting.typst_compiler import ROOT

STOP_SECONDS = 2
_LENGTH = struct.Struct(">I")
_CHUNK = 1 << 16


class WorkerDied(Exception):
    """The worker ended, or answered nonsense, before the letter was drawn."""


class TimedOut(Exception):
    """The letter took longer than its limit; the worker is killed."""


# A letter may be hostile: what reads it holds nothing worth stealing.
def _environment() -> dict[str, str]:
    """No secrets of the parent: only what Python needs, and small memory arenas."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(ROOT.parents[2]), *filter(None, sys.path)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",
        "RAYON_NUM_THREADS": "1",
    }


class WorkerProcess:
    """One running worker; used by one thread at a time."""

    def __init__(self) -> None:
        self.letters = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "workflow.typesetting.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            bufsize=0,
            start_new_session=True,
        )
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None  # noqa: S101 - both were asked for above
            # Else a worker that hangs would hold our thread as well, past every limit.
            os.set_blocking(pipe.fileno(), False)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, order: bytes, *, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Header and file for one order.

        Raises:
            WorkerDied: it ended or broke the protocol.
            TimedOut: no whole answer within `seconds`.
        """
        deadline = time.monotonic() + seconds
        self.letters += 1
        try:
            self._write(_LENGTH.pack(len(order)) + order, deadline)
            header = json.loads(self._read_frame(deadline))
            return header, self._read_frame(deadline)
        except (OSError, ValueError) as broken:
            raise WorkerDied from broken

    def stop(self) -> None:
        """Kill it and collect it; safe to call twice."""
        self.let_go()
        if self.alive():
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=STOP_SECONDS)

    def let_go(self) -> None:
        """Close our ends of the pipes."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _wait(self, fd: int, event: int, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(fd, event)
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimedOut

    def _write(self, message: bytes, deadline: float) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101 - opened in __init__
        left = memoryview(message)
        while left:
            self._wait(pipe.fileno(), selectors.EVENT_WRITE, deadline)
            left = left[os.write(pipe.fileno(), left) :]

    def _read_frame(self, deadline: float) -> bytes:
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        return self._read(length, deadline)

    def _read(self, length: int, deadline: float) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None  # noqa: S101 - opened in __init__
        whole = bytearray()
        while len(whole) < length:
            self._wait(pipe.fileno(), selectors.EVENT_READ, deadline)
            part = os.read(pipe.fileno(), min(length - len(whole), _CHUNK))
            if not part:
                raise WorkerDied
            whole += part
        return bytes(whole)
