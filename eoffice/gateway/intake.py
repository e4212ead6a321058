"""One request on its way in: what has come, what is missing, whether it is late.

Knows just enough of HTTP to tell when a request is whole (RFC 9112 section 6). The
server's own parser reads the same bytes afterwards and decides what they mean.
"""

import re
import tempfile
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote, urlsplit

from eoffice.errors import OfficeError, TooLarge
from eoffice.gateway.errors import HeadTooLarge, LengthMissing

END_OF_HEAD = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024
IN_MEMORY = 128 * 1024
LENGTH = re.compile(
    rb"\r\ncontent-length:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", re.IGNORECASE
)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
DIGITS = re.compile(rb"\d{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeBounds:
    """How fast and how large a request must come in."""

    body_bytes: int
    #: From the first byte to the end of the header.
    head_s: float = 10.0
    #: A body may lag this long behind `bytes_per_s`: a hand-over between masts.
    grace_s: float = 15.0
    #: 128 kbit/s: less is no line on which a scan can be sent.
    bytes_per_s: int = 16 * 1024
    longest_s: float = 900.0


class Intake:
    """Bytes of one request as they come; `bounds` say when it is given up."""

    def __init__(self, bounds: IntakeBounds, now: float) -> None:
        """Start waiting at monotonic time `now`."""
        self.bounds, self.began = bounds, now
        self.content: IO[bytes] = _spool()
        self.size = 0
        self.path = ""
        self.refusal: type[OfficeError] | None = None
        self.wants_go_ahead = False
        self._head = b""
        self._needed: int | None = None  # bytes of head and body together

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the request has come."""
        return self._needed is not None and self.size >= self._needed

    def feed(self, data: bytes) -> None:
        """Take the next bytes; sets `refusal` when it can be told already."""
        self.content.write(data)
        self.size += len(data)
        if self._needed is None:
            self._head += data
            self._look_at_head()

    def is_late(self, now: float) -> bool:
        """Tell whether less has come by `now` than must have."""
        waited = now - self.began
        if self._needed is None:
            return waited > self.bounds.head_s
        earned = self.bounds.grace_s + self.size / self.bounds.bytes_per_s
        return waited > min(earned, self.bounds.longest_s)

    def _look_at_head(self) -> None:
        end = self._head.find(END_OF_HEAD)
        if end > LONGEST_HEAD or (end < 0 and len(self._head) > LONGEST_HEAD):
            self.refusal = HeadTooLarge
        if end < 0 or self.refusal:
            return
        head, self._head = self._head[: end + 2], b""
        self.path = _path_of(head)
        self._needed = end + len(END_OF_HEAD) + self._body_length(head)
        self.wants_go_ahead = bool(EXPECTS.search(head)) and not self.is_whole

    def _body_length(self, head: bytes) -> int:
        """Length of the body; what makes no sense is left to the parser to refuse."""
        if CHUNKED.search(head):
            self.refusal = LengthMissing
            return 0
        lengths = set(LENGTH.findall(head))
        if len(lengths) != 1 or not DIGITS.fullmatch(one := lengths.pop()):
            return 0
        if int(one) > self.bounds.body_bytes:
            self.refusal = TooLarge
        return int(one)


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


def _path_of(head: bytes) -> str:
    """Path that the request line asks for, decoded as the application decodes it.

    One empty line may stand before it (RFC 9112 section 2.2).
    """
    parts = head.removeprefix(b"\r\n").split(b"\r\n", 1)[0].split(b" ")
    target = parts[1].decode("latin-1") if len(parts) > 1 else ""
    try:
        path = target if target.startswith("/") else urlsplit(target).path
    except ValueError:
        return ""
    return unquote(path.partition("?")[0])
