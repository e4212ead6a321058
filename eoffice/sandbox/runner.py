"""The application's side of the sandbox: one ready server per process, one call."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eoffice.environment import environment
from eoffice.sandbox import registry, wire
from eoffice.sandbox.asking import current_asker
from eoffice.sandbox.errors import BY_CODE, SandboxCrashed, SandboxUnavailable
from eoffice.sandbox.isolation import NOBODY, Walls
from eoffice.sandbox.job import decode, encode
from eoffice.sandbox.limits import MEBIBYTE, Limits
from eoffice.sandbox.slots import UNIT_BYTES, Slots, units_of

#: For starting, killing and answering, beyond the job's own wall clock.
GRACE_SECONDS = 5.0
#: A fresh server loads the parsers first, on a busy machine so long.
START_SECONDS = 25.0
ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from eoffice.sandbox.server import main; main(int(sys.argv[2]), sys.argv[3:])"
)
#: All a parser may see of our environment: no address, no secret.
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SandboxServer:
    owner: int
    began: float
    process: "subprocess.Popen[bytes]"
    control: socket.socket


_lock = threading.Lock()
_server: _SandboxServer | None = None


def _start() -> _SandboxServer:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-I", "-c", START, str(ROOT), str(theirs.fileno())]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [*command, *registry.known_paths()],
            pass_fds=[theirs.fileno()],
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return _SandboxServer(
        owner=os.getpid(), began=time.monotonic(), process=process, control=ours
    )


def _stop(server: _SandboxServer) -> None:
    """Close our end; the server leaves when it sees that. Never another's child."""
    server.control.close()
    if server.owner == os.getpid():
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(GRACE_SECONDS)


def _current(*, fresh: bool) -> _SandboxServer:
    """The server of this process; after a fork the child starts its own."""
    global _server  # noqa: PLW0603 - one server per process is the point
    with _lock:
        if _server and (fresh or _server.owner != os.getpid()):
            _stop(_server)
            _server = None
        if _server is None:
            _server = _start()
        return _server


@atexit.register
def shut_down() -> None:
    """End the server of this process; the next job starts another."""
    global _server  # noqa: PLW0603 - the same
    with _lock:
        if _server is not None:
            _stop(_server)
        _server = None


def _renew_lock() -> None:
    """A forked child must not wait for a lock some other thread held."""
    global _lock  # noqa: PLW0603 - the same
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_renew_lock)


@contextlib.contextmanager
def _opened(data: bytes | Path) -> Iterator[int]:
    if isinstance(data, Path):
        with data.open("rb") as source:
            yield source.fileno()
        return
    handle = os.memfd_create("file")
    try:
        with os.fdopen(os.dup(handle), "wb") as copy:
            copy.write(data)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _scratch() -> Iterator[str]:
    with tempfile.TemporaryDirectory(
        prefix="eo-sandbox-", ignore_cleanup_errors=True
    ) as place:
        if os.geteuid() == 0:
            os.chown(place, NOBODY, NOBODY)
        yield place


def _slots() -> Slots:
    env = environment()
    folder = Path(env.SANDBOX_DIR) / "slots"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        message = f"no folder to count jobs in: {fault}"
        raise SandboxUnavailable(message) from fault
    units = max(1, env.SANDBOX_MEMORY_MB * MEBIBYTE // UNIT_BYTES)
    return Slots(folder=folder, units=units)


@contextlib.contextmanager
def _place_for(limits: Limits) -> Iterator[None]:
    """Hold the memory of a job, out of what all jobs of the machine may have."""
    asker = current_asker()
    needed = units_of(limits.memory_bytes)
    with _slots().held(needed, asker.name, asker.patience_s):
        yield


def _submit(path: str, source: int) -> socket.socket:
    """Hand the job to the server; start the server again once if it is gone."""
    for fresh in (False, True):
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                control = _current(fresh=fresh).control
                handles = [theirs.fileno(), source]
                socket.send_fds(control, [path.encode("ascii")], handles)
            except OSError:
                ours.close()
                continue
        return ours
    message = "the sandbox server cannot be reached"
    raise SandboxUnavailable(message)


def _result(raw: bytes) -> Any:
    try:
        answer = decode(raw)
        if "value" in answer:
            return answer["value"]
        error = BY_CODE[answer["error"]](str(answer["detail"]))
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        message = "the answer cannot be read"
        raise SandboxCrashed(message) from fault
    raise error


def _grace_s() -> float:
    """Seconds beyond the job's own wall clock."""
    is_fresh = _server and time.monotonic() - _server.began < START_SECONDS
    return GRACE_SECONDS + (START_SECONDS if is_fresh else 0)


def _ask(path: str, source: int, request: dict[str, Any], limits: Limits) -> Any:
    longest = limits.result_bytes + MEBIBYTE
    with _submit(path, source) as connection:
        deadline = time.monotonic() + limits.wall_seconds + _grace_s()
        try:
            wire.send(connection.fileno(), encode(request))
            raw = wire.receive(connection.fileno(), deadline=deadline, longest=longest)
        except wire.WireTimeout as fault:  # the watchman would have told of the job's
            message = "the machine is too busy for the sandbox"
            raise SandboxUnavailable(message) from fault
        except (wire.WireClosed, OSError) as fault:
            message = "the job ended without an answer"
            raise SandboxCrashed(message) from fault
    return _result(raw)


def run(
    task: str, data: bytes | Path, *, limits: Limits | None = None, **args: Any
) -> Any:
    """Do `task` on the file `data` in the sandbox and return its plain answer.

    Thread-safe; jobs do not know of each other. `args` are plain JSON values.

    Raises:
        KeyError: nobody registered `task`.
        SandboxBusy: no place came free in time.
        SandboxError: one of its states; the file is then to be treated as such.
    """
    known, limits = registry.task_of(task), limits or Limits()
    with _place_for(limits):
        return _do(known, data, limits, args)


def _do(
    task: registry.Task,
    data: bytes | Path,
    limits: Limits,
    args: dict[str, Any],
    **more: bool,
) -> Any:
    with _scratch() as scratch, _opened(data) as source:
        request = {
            "args": args,
            "limits": limits.as_dict(),
            "scratch": scratch,
            "programs": task.programs,
            "needs_walls": environment().SANDBOX_WALLS == "required",
            **more,
        }
        return _ask(task.path, source, request, limits)


def describe() -> Walls:
    """Which walls this machine allows."""
    task = registry.Task(path="eoffice.sandbox.tasks.walls:walls_of_job")
    return Walls(**_do(task, b"", Limits(), {}, with_walls=True))
