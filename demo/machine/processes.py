"""Processes of the demo, known by process id and start time.

Both are kept in `var/demo/run/`: a reused process id is not ours, so nothing foreign
is ever stopped, and a start after `kill -9` finds what is still alive.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from demo.machine.folder import DemoError, DemoFolder

POLL_S = 0.05
# Fields of /proc/PID/stat after the name in brackets: state first, start time 20th.
STATE, START_TIME = 0, 19
LOG_TAIL_LINES = 25
_children: list[subprocess.Popen[bytes]] = []


def start_time(pid: int) -> str:
    """Return when a process started (clock ticks); empty when dead or a zombie."""
    try:
        # the name in the brackets may itself hold spaces and brackets
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return ""
    return "" if fields[STATE] in {"Z", "X"} else fields[START_TIME]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One kind of process of the demo; at most one of each runs per folder."""

    folder: DemoFolder
    name: str
    command: Sequence[str | Path] = ()
    environment: Mapping[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience_s: float = 10.0

    @property
    def log(self) -> Path:
        """File with everything that the process wrote since its start."""
        return self.folder.path("log", f"{self.name}.log")

    def pid(self) -> int | None:
        """Return the process id when it runs, else None."""
        known = self.folder.read(f"run/{self.name}.json")
        pid = int(known.get("pid", 0))
        return pid if pid and start_time(pid) == known.get("started") else None

    def record(self, pid: int) -> None:
        """Remember a process as this one."""
        known = {"pid": pid, "started": start_time(pid)}
        self.folder.write(f"run/{self.name}.json", known)

    def launch(self) -> None:
        """Start it in a session of its own, with its output in its log."""
        with self.log.open("wb") as log:
            child = subprocess.Popen(
                [str(part) for part in self.command],
                env=None if self.environment is None else dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # so Ctrl-C reaches the supervisor alone, and `killpg` all of this one
                start_new_session=True,
            )
        _children.append(child)
        self.record(child.pid)

    def stop(self) -> None:
        """Ask it to end, wait `patience_s`, then end it and what it left behind."""
        pid = self.pid()
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, self.stop_signal)
        deadline = time.monotonic() + self.patience_s
        while self.pid() and time.monotonic() < deadline:
            reap()
            time.sleep(POLL_S)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        self.folder.path("run", f"{self.name}.json").unlink(missing_ok=True)

    def tail(self) -> str:
        """Return the end of its log."""
        try:
            lines = self.log.read_text(errors="replace").splitlines()
        except FileNotFoundError:
            return ""
        return "\n".join(lines[-LOG_TAIL_LINES:])

    def fail(self, what: str) -> DemoError:
        """Return the error that says what went wrong, with the log's end."""
        return DemoError(f"{self.name} {what}; the end of {self.log}:\n{self.tail()}")


def reap() -> None:
    """Take leave of children that have ended, so that they do not stay zombies."""
    _children[:] = [child for child in _children if child.poll() is None]
