"""The process that stands ready to fork jobs.

Started once per application process, it loads the parsers and then only forks. For
each job a supervisor is forked, which gives up rights, forks the job itself and is
the only one to wait for it, time it and kill it. The server never touches a foreign
byte, so no file can take it down.
"""

import codecs
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from eoffice.sandbox.supervisor import supervise

LONGEST_PATH = 4096
#: Loaded before rights are given up: a job's user may not reach our own files.
CODECS = ("ascii", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp437")


def load(dotted_path: str) -> Callable[..., Any]:
    """The function `package.module:function`; `ImportError`, `AttributeError`."""
    module, _, function = dotted_path.partition(":")
    task: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return task


def _load_ahead(dotted_path: str) -> None:
    try:
        load(dotted_path)
    except Exception:  # noqa: BLE001 - the job that asks for it will answer the fault
        return


def serve(control: socket.socket) -> None:
    """Fork a supervisor per message until the application closes its end.

    A message is the dotted path of a task with two file descriptors: the wire to the
    waiting caller and the foreign file.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, handles, _, _ = socket.recv_fds(control, LONGEST_PATH, 2)
        if not message:
            return
        path = message.decode("ascii")
        _load_ahead(path)
        if os.fork() == 0:
            control.close()
            supervise(partial(load, path), *handles)
            os._exit(0)
        for handle in handles:
            os.close(handle)


def main(handle: int, paths: list[str]) -> None:
    """Load what is known and serve on inherited socket `handle`."""
    for name in CODECS:
        codecs.lookup(name)
    for path in paths:
        _load_ahead(path)
    gc.collect()
    gc.freeze()  # keeps pages shared between the jobs
    serve(socket.socket(fileno=handle))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
