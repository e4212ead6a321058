"""Tasks that do what a file that took over its parser would try."""

import asyncio
import contextlib
import os
import signal
import socket
import time
from pathlib import Path


def echo(job, **args):
    return {"size": len(job.data), "first": job.data[:4], **args}


def loop(job):
    while True:
        pass


def sleep(job):
    time.sleep(600)


def event_loop(job):
    """No attack: what a library that works by events needs."""

    async def wait():
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(lambda: None)
        await asyncio.sleep(0.01)
        return "done"

    return asyncio.run(wait())


def sleep_briefly(job):
    time.sleep(0.5)


def hog(job):
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def connect(job):
    with socket.socket() as tcp:
        tcp.connect(("127.0.0.1", 22681))
    return "connected"


def fork_bomb(job):
    started = 0
    with contextlib.suppress(OSError):
        for _ in range(200):
            if os.fork() == 0:
                time.sleep(600)
            started += 1
    return started


def daemon(job):
    """Leave the process group, then go on for ever."""
    if os.fork() == 0:
        with contextlib.suppress(OSError):
            os.setsid()
        (job.scratch / "alive").touch()
        time.sleep(600)
    return os.getpid()


def write_far_too_much(job):
    with (job.scratch / "big").open("wb") as big:
        for _ in range(10_000):
            big.write(b"\0" * 1024 * 1024)


def open_many(job):
    return len([os.open("/dev/null", os.O_RDONLY) for _ in range(10_000)])


def environment(job):
    return {
        "names": sorted(os.environ),
        "user": os.getuid(),
        "cwd": str(Path.cwd()),
        "files": [handle for handle in range(64) if _is_open(handle)],
    }


def _is_open(handle):
    with contextlib.suppress(OSError):
        return bool(os.fstat(handle))
    return False


def kill_neighbours(job):
    reached = []
    for pid in range(2, 40_000):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            reached.append(pid)
    return reached


def crash(job):
    os.abort()


def raise_something(job):
    raise ZeroDivisionError("\n\x1b[31mforged log line")


def answer_garbage(job):
    return object()


def answer_too_much(job):
    return b"\0" * 4_000_000


def kill_supervisor(job):
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
