"""Encrypted bytes: what a confidential object looks like to the store.

AES-256-GCM in segments of 64 KiB, under a key that is this object's own and is kept
wrapped in its row (FIELD_KEYS, see `eoffice.crypto_fields`). Every segment is bound to
the object's key, its place and whether it is the last (the STREAM construction), so
bytes that were cut, moved, exchanged or brought from another object do not open, and a
part is read without the rest. Without the wrapped key nothing can be read again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from eoffice.crypto_fields import cipher
from eoffice.objects.errors import ContentKeyGone, ObjectAltered
from eoffice.objects.models import StoredObject

SCHEME = "aes-256-gcm-64k-1"  # written beside the bytes: how they were encrypted
KEY_BITS = 256
SEGMENT = 64 * 1024  # plaintext bytes; a part read costs at most two of these more
TAG = 16
STEP = SEGMENT + TAG
COUNTER_BYTES = 11  # with the flag of the last segment: the 12 bytes of a nonce


def new_wrapped_key() -> bytes:
    """Return a fresh data key as its row keeps it."""
    return cipher().encrypt(AESGCM.generate_key(KEY_BITS))


def segments_of(size: int) -> int:
    """Return how many segments `size` bytes of plaintext make; nothing makes one."""
    return max(1, -(-size // SEGMENT))


def stored_size(stored: StoredObject) -> int:
    """Return how many bytes the store has of an object (the row tells plaintext)."""
    if not stored.is_sealed:
        return stored.size
    return stored.size + segments_of(stored.size) * TAG


class ContentEncryption:
    """Closes and opens the segments of one object."""

    def __init__(self, stored: StoredObject) -> None:
        """Unwrap the object's data key.

        Raises:
            ContentKeyGone: the row has none, or no present FIELD_KEYS opens it.
        """
        if not stored.wrapped_key:
            raise ContentKeyGone
        try:
            self._aead = AESGCM(cipher().decrypt(bytes(stored.wrapped_key)))
        except InvalidToken as error:
            raise ContentKeyGone from error
        self._name = stored.key.encode()
        self.size = stored.size
        self.segments = segments_of(stored.size)

    def _bound_to(self, index: int) -> tuple[bytes, bytes]:
        # A nonce never returns under a key: the key writes one object, once.
        last = int(index == self.segments - 1)
        nonce = index.to_bytes(COUNTER_BYTES, "big") + bytes([last])
        return nonce, b"%s:%s:%d:%d" % (SCHEME.encode(), self._name, index, last)

    def close(self, index: int, plain: bytes) -> bytes:
        """Return segment `index` as the store keeps it."""
        nonce, bound = self._bound_to(index)
        return self._aead.encrypt(nonce, plain, bound)

    def open(self, index: int, sealed: bytes) -> bytes:
        """Return the plaintext of segment `index`.

        Raises:
            ObjectAltered: these are not the bytes that were closed there.
        """
        nonce, bound = self._bound_to(index)
        try:
            return self._aead.decrypt(nonce, sealed, bound)
        except InvalidTag as error:
            raise ObjectAltered from error


class EncryptingStream:
    """A file of plaintext, read as what the store keeps; holds what is asked for."""

    def __init__(self, file: IO[bytes], seal: ContentEncryption) -> None:
        """Read from `file`, which stands at its beginning."""
        self._file, self._seal = file, seal
        self._next, self._held = 0, bytearray()

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes of ciphertext; empty at the end."""
        while self._next < self._seal.segments and not 0 <= size <= len(self._held):
            plain = self._file.read(SEGMENT)
            self._held += self._seal.close(self._next, plain)
            self._next += 1
        end = len(self._held) if size < 0 else size
        part = bytes(self._held[:end])
        del self._held[:end]
        return part


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The segments that hold a part: `first` up to before `end`, and what to cut."""

    first: int
    end: int
    skip: int
    length: int

    @property
    def offset(self) -> int:
        """Return where the first segment begins in the store."""
        return self.first * STEP

    @property
    def sealed_length(self) -> int:
        """Return the most bytes these segments take in the store."""
        return (self.end - self.first) * STEP


def span_of(size: int, start: int, length: int | None) -> Span:
    """Return the segments that `length` bytes from `start` lie in, within `size`.

    All of it has one segment at least, so that an empty object is proven too.
    """
    if start == 0 and length is None:
        return Span(first=0, end=segments_of(size), skip=0, length=size)
    start = min(start, size)
    rest = size - start
    length = rest if length is None else min(length, rest)
    first = start // SEGMENT
    end = segments_of(start + length) if length else first
    return Span(first=first, end=end, skip=start - first * SEGMENT, length=length)


Fetch = Callable[[int, int | None], Iterator[bytes]]


def decrypted(
    stored: StoredObject, start: int, length: int | None, fetch: Fetch
) -> Iterator[bytes]:
    """Yield `length` bytes of plaintext from `start`; by default all to the end.

    `fetch` gives the store's bytes from an offset: so many, or all that are left.

    Raises:
        ContentKeyGone, ObjectAltered.
    """
    seal = ContentEncryption(stored)
    span = span_of(stored.size, start, length)
    if span.first == span.end:
        return
    is_whole = start == 0 and length is None  # then what follows the end is seen too
    skip, left = span.skip, span.length
    raw = fetch(span.offset, None if is_whole else span.sealed_length)
    for plain in _opened(raw, seal, span):
        part = plain[skip : skip + left]
        skip, left = 0, left - len(part)
        if part:
            yield part


def _opened(
    raw: Iterable[bytes], seal: ContentEncryption, span: Span
) -> Iterator[bytes]:
    """Yield the plaintext of the segments of `span`; nothing before its tag agrees.

    Raises:
        ObjectAltered: a segment is wrong or missing, or something follows the last.
    """
    index = span.first
    for sealed in _regrouped(raw):
        if index >= span.end:
            raise ObjectAltered
        yield seal.open(index, sealed)
        index += 1
    if index != span.end:
        raise ObjectAltered


def _regrouped(raw: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the stream segment by segment, whatever pieces it comes in."""
    held = bytearray()
    for piece in raw:
        held += piece
        while len(held) >= STEP:
            yield bytes(held[:STEP])
            del held[:STEP]
    if held:
        yield bytes(held)
