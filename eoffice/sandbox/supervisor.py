"""The watchman of one job: starts it without rights, times it, ends it.

Whatever the job does, the caller gets one answer: the job's own, or a state.
"""

import contextlib
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eoffice.sandbox import isolation, kernel, wire
from eoffice.sandbox.errors import (
    SandboxCrashed,
    SandboxError,
    SandboxMemory,
    SandboxTimeout,
    SandboxUnavailable,
)
from eoffice.sandbox.job import SandboxJob, decode, encode
from eoffice.sandbox.limits import Limits

LONGEST_REQUEST = 4 * 1024 * 1024
REQUEST_SECONDS = 10.0
#: Died with this share of its memory resident: it died of memory.
MEMORY_SHARE = 0.6
#: The kernel's limit counts in ticks, the usage exactly: a busy machine kills early,
#: seen below four fifths. Who ended otherwise must have come nearer to the limit.
CPU_SHARE_KILLED, CPU_SHARE = 0.5, 0.8
KIBIBYTE = 1024

Loader = Callable[[], Callable[..., Any]]


def failure(error: SandboxError) -> bytes:
    """The message of a job that ended in a state."""
    return encode({"error": error.code, "detail": error.detail})


def _read_all(handle: int) -> bytes:
    with os.fdopen(handle, "rb") as source:
        return source.read()


def _encoded_outcome(
    task: Callable[..., Any], job: SandboxJob, args: dict[str, Any]
) -> bytes:
    try:
        return encode({"value": task(job, **args)})
    except SandboxError as error:
        return failure(error)
    except MemoryError:
        return failure(SandboxMemory())
    except Exception as error:  # noqa: BLE001 - any fault of a parser is a state
        return failure(SandboxCrashed(f"{type(error).__name__}: {error}"))


def _close_others(kept: set[int]) -> None:
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - bare numbers wanted
        if int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))


def _work(load: Loader, request: dict[str, Any], source: int, answer: int) -> None:
    """Inside the job: give up rights, do the task, answer, never return."""
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    limits = Limits(**request["limits"])
    scratch = Path(request["scratch"])
    os.chdir(scratch)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(scratch)
    os.umask(0o077)
    _close_others({0, 1, 2, source, answer})
    try:
        task = load()
    except Exception as error:  # noqa: BLE001 - said to the caller, who may mend it
        wire.send(answer, failure(SandboxUnavailable(f"{error!r}")))
        return
    walls = isolation.lock_down(limits, scratch, request["programs"], request["taken"])
    args = dict(request["args"])
    if request.get("with_walls"):
        args["walls"] = asdict(walls)
    elif request["needs_walls"] and not walls.are_enough:
        wire.send(answer, failure(SandboxUnavailable(f"walls are missing: {walls}")))
        return
    try:
        job = SandboxJob(data=_read_all(source), scratch=scratch, limits=limits)
    except MemoryError:
        wire.send(answer, failure(SandboxMemory()))
        return
    wire.send(answer, _encoded_outcome(task, job, args))


def _kill(job: int) -> tuple[int, resource.struct_rusage]:
    """End the job and all it started; its wait status and usage."""
    with contextlib.suppress(OSError):
        os.killpg(job, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(job, signal.SIGKILL)
    _, status, usage = os.wait4(job, 0)
    return status, usage


def _cause_of_death(
    status: int, usage: resource.struct_rusage, limits: Limits
) -> SandboxError:
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    share = CPU_SHARE_KILLED if was_killed else CPU_SHARE
    if usage.ru_utime + usage.ru_stime >= share * limits.cpu_seconds:
        return SandboxTimeout("CPU time used up")
    if usage.ru_maxrss * KIBIBYTE >= MEMORY_SHARE * limits.memory_bytes:
        return SandboxMemory("died close to its memory limit")
    return SandboxCrashed(f"wait status {status}")


def _fork(load: Loader, request: dict[str, Any], source: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    job = os.fork()
    if job == 0:
        try:
            _work(load, request, source, writing)
        finally:
            os._exit(0)
    os.close(writing)
    os.close(source)
    return job, reading


def _oversee(load: Loader, request: dict[str, Any], outside: int, source: int) -> bytes:
    limits = Limits(**request["limits"])
    deadline = time.monotonic() + limits.wall_seconds
    job, reading = _fork(load, request, source)
    try:
        answer = wire.receive(
            reading, deadline=deadline, longest=limits.result_bytes, watch=outside
        )
    except wire.WireTimeout:
        _kill(job)
        return failure(SandboxTimeout("wall clock"))
    except wire.WireTooLong:
        _kill(job)
        return failure(SandboxCrashed("answer too long"))
    except wire.WireClosed:
        # Ended by itself, or the caller is gone and nobody reads this.
        status, usage = _reap(job)
        return failure(_cause_of_death(status, usage, limits))
    _kill(job)
    return answer


def _reap(job: int) -> tuple[int, resource.struct_rusage]:
    """Status of a job that is ending by itself, else kill it."""
    pid, status, usage = os.wait4(job, os.WNOHANG)
    if pid:
        return status, usage
    return _kill(job)


def supervise(load: Loader, outside: int, source: int) -> None:
    """Run one job for the caller at the other end of `outside`."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    raw = wire.receive(
        outside,
        deadline=time.monotonic() + REQUEST_SECONDS,
        longest=LONGEST_REQUEST,
    )
    request = decode(raw)
    request["taken"] = {
        "own_user": isolation.leave_root(),
        "namespaces": isolation.enter_namespaces(),
    }
    # After the change of user, which clears it.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    with contextlib.suppress(BrokenPipeError, ConnectionError):
        wire.send(outside, _oversee(load, request, outside, source))
