"""Length-prefixed messages over a pipe: 4 bytes big endian, then the bytes."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">I")


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Write one message; the caller flushes."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)


def read_frame(stream: BinaryIO) -> bytes | None:
    """Read one message; None at the end of the stream.

    Raises:
        EOFError: the stream ends inside a message.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message
