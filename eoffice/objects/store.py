"""The object-storage port: bytes under random keys, never rewritten.

Three places, one bucket each: `quarantine` (what somebody brought, unchecked),
`drafts` (checked, may go), `records` (object lock). Every version is known by bucket,
key and version id and is checked against its SHA-256. Nothing here runs inside a
database transaction; `put` and `promote` return an unsaved row that the caller saves
in the transaction that decides. What was stored but never saved is an orphan, found
by `eoffice check-integrity`.
"""

import hashlib
import io
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import IO, Any, BinaryIO, Protocol

from django.db import connection
from minio import Minio
from minio.commonconfig import COMPLIANCE, ENABLED
from minio.error import S3Error
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from eoffice.environment import environment
from eoffice.objects.client import default_client, faults_translated
from eoffice.objects.errors import (
    LockHolds,
    ObjectAltered,
    ObjectMissing,
    UploadTooLarge,
)
from eoffice.objects.models import StoredObject

CHUNK = 1024 * 1024
IN_MEMORY = 8 * CHUNK  # larger streams are spooled to disk while they are hashed
PART = 16 * CHUNK  # larger objects go in parts
KEY_BYTES = 20  # 160 random bits: a key says nothing and is never met twice


class Area(StrEnum):
    """Where bytes lie."""

    QUARANTINE = "quarantine"
    DRAFTS = "drafts"
    RECORDS = "records"


class Readable(Protocol):
    """A source of bytes: a file, a request, an uploaded file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; empty at the end."""


def require_no_transaction() -> None:
    """Refuse to talk to the store while a transaction holds its locks.

    A transaction opened by Django's own test case around a test does not count.

    Raises:
        RuntimeError: inside a transaction.
    """
    blocks: list[Any] = connection.atomic_blocks
    if any(not block._from_testcase for block in blocks):
        message = "the object store must not be called inside a transaction"
        raise RuntimeError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    file: IO[bytes]
    sha256: str
    size: int


def _measure(stream: Readable, limit_bytes: int | None) -> _Measured:
    """Copy `stream` aside while hashing and counting it."""
    digest, size = hashlib.sha256(), 0
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by put
    for chunk in iter(partial(stream.read, CHUNK), b""):
        size += len(chunk)
        if limit_bytes is not None and size > limit_bytes:
            spool.close()
            raise UploadTooLarge
        digest.update(chunk)
        spool.write(chunk)
    spool.seek(0)
    return _Measured(file=spool, sha256=digest.hexdigest(), size=size)


class Store:
    """One object store: a client and the start of our buckets' names."""

    def __init__(self, client: Minio, prefix: str) -> None:
        """Keep both; nothing is asked of the store yet."""
        self.client = client
        self.prefix = prefix

    def bucket(self, area: Area) -> str:
        """Return the bucket's name of an area."""
        return f"{self.prefix.rstrip('-')}-{area}"

    def prepare(self) -> None:
        """Make the buckets that are missing: versioned, `records` with object lock."""
        for area in Area:
            with faults_translated():
                self._prepare(self.bucket(area), lock=area is Area.RECORDS)

    def _prepare(self, bucket: str, *, lock: bool) -> None:
        if not self.client.bucket_exists(bucket):
            try:
                self.client.make_bucket(bucket, object_lock=lock)
            except S3Error as error:  # another process was faster
                if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                    raise
        if not lock:  # object lock brings versioning with it
            self.client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))

    def put(
        self,
        stream: Readable,
        *,
        area: Area,
        media_type: str,
        limit_bytes: int | None = None,
        lock_until: datetime | None = None,
    ) -> StoredObject:
        """Store a stream as a new object; return its row, not yet saved.

        `limit_bytes` is enforced while reading; `lock_until` (aware, `records` only)
        locks the version in COMPLIANCE mode from its first moment.

        Raises:
            UploadTooLarge, StoreUnavailable.
        """
        require_no_transaction()
        key = secrets.token_hex(KEY_BYTES)
        measured = _measure(stream, limit_bytes)
        with measured.file:
            version = self._write(key, measured, area, media_type, lock_until)
        return StoredObject(
            bucket=self.bucket(area),
            key=key,
            version_id=version,
            sha256=measured.sha256,
            size=measured.size,
            media_type=media_type,
            locked_until=lock_until,
        )

    def _write(
        self,
        key: str,
        measured: _Measured,
        area: Area,
        media_type: str,
        lock_until: datetime | None,
    ) -> str:
        write = partial(
            self.client.put_object,
            self.bucket(area),
            key,
            length=measured.size,
            content_type=media_type,
            metadata={"sha256": measured.sha256},
            part_size=PART,
            retention=Retention(COMPLIANCE, lock_until) if lock_until else None,
        )
        with faults_translated():
            try:
                result = write(data=_binary(measured.file))
            except S3Error as error:
                if error.code != "NoSuchBucket":
                    raise
                self.prepare()  # a store's first use
                measured.file.seek(0)
                result = write(data=_binary(measured.file))
        return result.version_id or ""

    def chunks(
        self, stored: StoredObject, *, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """Yield the bytes of a version, or of a part of it.

        A whole read is checked against the hash: its last chunk is withheld until the
        hash agrees, so a reader never takes an altered file for complete.

        Raises:
            ObjectMissing, ObjectAltered, StoreUnavailable.
        """
        require_no_transaction()
        whole = start == 0 and (length is None or length >= stored.size)
        raw = self._raw_chunks(stored, 0 if whole else start, None if whole else length)
        return _checked(raw, stored) if whole else raw

    def _raw_chunks(
        self, stored: StoredObject, start: int, length: int | None
    ) -> Iterator[bytes]:
        with faults_translated():
            answer = self.client.get_object(
                stored.bucket,
                stored.key,
                offset=start,
                length=length or 0,
                version_id=stored.version_id or None,
            )
            try:
                yield from answer.stream(CHUNK)
            finally:
                answer.close()
                answer.release_conn()

    def get_bytes(self, stored: StoredObject) -> bytes:
        """Return the whole content, checked against its hash."""
        with closing(self.chunks(stored)) as chunks:  # type: ignore[type-var]
            return b"".join(chunks)

    def promote(
        self,
        stored: StoredObject,
        *,
        area: Area,
        media_type: str | None = None,
        lock_until: datetime | None = None,
    ) -> StoredObject:
        """Copy a version to another place as a new object; return its unsaved row.

        Raises:
            ObjectAltered: the source is not what its row says.
        """
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
            copy.writelines(self.chunks(stored))
            copy.seek(0)
            placed = self.put(
                copy,
                area=area,
                media_type=media_type or stored.media_type,
                lock_until=lock_until,
            )
        if placed.sha256 != stored.sha256:
            raise ObjectAltered
        return placed

    def exists(self, stored: StoredObject) -> bool:
        """Tell whether the version is there with the length the row says."""
        require_no_transaction()
        try:
            with faults_translated():
                found = self.client.stat_object(
                    stored.bucket, stored.key, version_id=stored.version_id or None
                )
        except ObjectMissing:
            return False
        return found.size == stored.size

    def verify(self, stored: StoredObject) -> None:
        """Read the whole version and compare its hash (fixity).

        Raises:
            ObjectMissing, ObjectAltered, StoreUnavailable.
        """
        for _chunk in self.chunks(stored):
            pass

    def delete_unkept(self, *, bucket: str, key: str, version_id: str) -> None:
        """Delete a version of `quarantine` or `drafts` that no row needs any more.

        Raises:
            LockHolds: asked for a version in `records`, or the store refused.
        """
        require_no_transaction()
        if bucket == self.bucket(Area.RECORDS):
            raise LockHolds
        with faults_translated():
            try:
                self.client.remove_object(bucket, key, version_id=version_id or None)
            except S3Error as error:
                if error.code in {"AccessDenied", "InvalidRequest"}:
                    raise LockHolds from error
                raise


def _binary(file: IO[bytes]) -> BinaryIO:
    return file  # type: ignore[return-value]


def _checked(chunks: Iterator[bytes], stored: StoredObject) -> Iterator[bytes]:
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


def default_store() -> Store:
    """Return the store of the settings."""
    return Store(default_client(), environment().S3_BUCKET_PREFIX)


def put(
    stream: Readable,
    *,
    area: Area,
    media_type: str,
    limit_bytes: int | None = None,
    lock_until: datetime | None = None,
) -> StoredObject:
    """Store a stream in the default store; see `Store.put`."""
    return default_store().put(
        stream,
        area=area,
        media_type=media_type,
        limit_bytes=limit_bytes,
        lock_until=lock_until,
    )


def put_bytes(
    content: bytes, *, area: Area, media_type: str, lock_until: datetime | None = None
) -> StoredObject:
    """Store bytes in the default store; see `Store.put`."""
    return put(
        io.BytesIO(content), area=area, media_type=media_type, lock_until=lock_until
    )


def get_bytes(stored: StoredObject) -> bytes:
    """Return the whole content from the default store; see `Store.get_bytes`."""
    return default_store().get_bytes(stored)


def open_stream(
    stored: StoredObject, *, start: int = 0, length: int | None = None
) -> Iterator[bytes]:
    """Yield content from the default store; see `Store.chunks`."""
    return default_store().chunks(stored, start=start, length=length)


def promote(
    stored: StoredObject, *, area: Area, lock_until: datetime | None = None
) -> StoredObject:
    """Copy to another place of the default store; see `Store.promote`."""
    return default_store().promote(stored, area=area, lock_until=lock_until)
