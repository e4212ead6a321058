"""A connection that reads only what has been received already, and writes in time."""

import socket
from typing import IO, Any

#: A reader who does not take this much in this time is gone or means harm.
PIECE = 256 * 1024
PIECE_S = 30.0


class BufferedSocket:
    """Stands for `raw` before the server's parser; it never waits for the other side.

    Reading beyond what was offered is the end of the stream. Every other property is
    the connection's own.
    """

    def __init__(self, raw: socket.socket) -> None:
        """Wrap a connection; nothing was offered yet."""
        self.raw = raw
        self._offered: IO[bytes] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)

    def offer(self, content: IO[bytes]) -> None:
        """Give the parser a request to read, from its beginning."""
        self.drop()
        content.seek(0)
        self._offered = content

    def recv(self, size: int, _flags: int = 0) -> bytes:
        """Next bytes of what was offered; none at its end."""
        return self._offered.read(size) if self._offered else b""

    def has_rest(self) -> bool:
        """Tell whether more was offered than was read: another request's beginning."""
        return bool(self._offered and self._offered.read(1))

    def setblocking(self, flag: bool) -> None:  # noqa: FBT001 - as a socket has it
        """Blocking here means patient, not for ever."""
        self.raw.settimeout(PIECE_S if flag else 0.0)

    def sendall(self, data: bytes) -> None:
        """Send all; `TimeoutError` when the other side takes too little."""
        rest = memoryview(data)
        while rest:
            self.raw.sendall(rest[:PIECE])
            rest = rest[PIECE:]

    def drop(self) -> None:
        """Forget what was offered."""
        if self._offered is not None:
            self._offered.close()
        self._offered = None

    def close(self) -> None:
        """Close the connection and forget what came over it."""
        self.drop()
        self.raw.close()
