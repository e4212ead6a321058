"""Framed messages between application, supervisor and job: length, then bytes."""

import os
import select
import struct
import time

HEADER = struct.Struct("!I")
PIECE = 1 << 16


class WireClosed(Exception):
    """The other side ended before a whole message came."""


class WireTimeout(Exception):
    """The message did not come in time."""


class WireTooLong(Exception):
    """The other side announced more than we take."""


def send(handle: int, payload: bytes) -> None:
    """Write one message to file descriptor `handle`."""
    rest = memoryview(HEADER.pack(len(payload)) + payload)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _read_exactly(
    handle: int, length: int, deadline: float, watch: int | None
) -> bytes:
    poller = select.poll()
    poller.register(handle, select.POLLIN)
    if watch is not None:
        poller.register(watch, 0)  # only hang-up
    pieces: list[bytes] = []
    while length:
        left = deadline - time.monotonic()
        ready = dict(poller.poll(max(0.0, left) * 1000))
        if not ready:
            raise WireTimeout
        if watch in ready:
            raise WireClosed
        piece = os.read(handle, min(length, PIECE))
        if not piece:
            raise WireClosed
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def receive(
    handle: int, *, deadline: float, longest: int, watch: int | None = None
) -> bytes:
    """Read one message before monotonic time `deadline`.

    `watch` is a second descriptor; if its other end closes, `WireClosed` is raised.
    """
    (length,) = HEADER.unpack(_read_exactly(handle, HEADER.size, deadline, watch))
    if length > longest:
        raise WireTooLong
    return _read_exactly(handle, length, deadline, watch)
