"""Hash and length: found while a stream is taken in, held against the row later."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Protocol

from eoffice.objects.errors import ObjectAltered, UploadTooLarge
from eoffice.objects.models import StoredObject

CHUNK = 1024 * 1024
IN_MEMORY = 8 * CHUNK  # larger streams are spooled to disk while they are hashed


class Readable(Protocol):
    """A source of bytes: a file, a request, an uploaded file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; empty at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A copy, at its beginning, with what was found; who takes it closes it."""

    file: IO[bytes]
    sha256: str
    size: int


def measure(stream: Readable, limit_bytes: int | None) -> Measured:
    """Copy `stream` aside while hashing and counting it.

    Raises:
        UploadTooLarge: it has more than `limit_bytes`.
    """
    digest, size = hashlib.sha256(), 0
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  given out
    for chunk in iter(partial(stream.read, CHUNK), b""):
        size += len(chunk)
        # counted, not believed: a length in a header is only what the sender says
        if limit_bytes is not None and size > limit_bytes:
            spool.close()
            raise UploadTooLarge
        digest.update(chunk)
        spool.write(chunk)
    spool.seek(0)
    return Measured(file=spool, sha256=digest.hexdigest(), size=size)


def proven(chunks: Iterator[bytes], stored: StoredObject) -> Iterator[bytes]:
    """Yield the whole plaintext; its last chunk only once hash and length agree.

    Raises:
        ObjectAltered: they are not those of the row.
    """
    digest, size, held = hashlib.sha256(), 0, b""
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if held:
            yield held
        held = chunk
    if size != stored.size or digest.hexdigest() != stored.sha256:
        raise ObjectAltered
    if held:
        yield held
