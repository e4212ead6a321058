"""The object-storage port: bytes under random keys, never rewritten.

Three places, one bucket each: `quarantine` (what somebody brought, unchecked),
`drafts` (checked, may go), `records` (object lock). Every version is known by bucket,
key and version id and is checked against its SHA-256. Nothing here runs inside a
database transaction; `put` and `promote` return an unsaved row that the caller saves
in the transaction that decides. What was stored but never saved is an orphan, found
by `eoffice check-integrity`. What is put `sealed` lies there as ciphertext
(`objects.encryption`); what reads through this port need not know.
"""

import io
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import IO, Any, BinaryIO, TypedDict, Unpack, cast

from django.db import connection
from minio import Minio
from minio.commonconfig import COMPLIANCE, ENABLED
from minio.error import S3Error
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from eoffice.database.collisions import note_kept
from eoffice.environment import environment
from eoffice.objects import encryption
from eoffice.objects.client import default_client, faults_translated
from eoffice.objects.errors import (
    LockHolds,
    ObjectAltered,
    ObjectMissing,
)
from eoffice.objects.measuring import (
    CHUNK,
    IN_MEMORY,
    Readable,
    measure,
    proven,
)
from eoffice.objects.models import StoredObject

PART = 16 * CHUNK  # larger objects go in parts
KEY_BYTES = 20  # 160 random bits: a key says nothing and is never met twice


class Area(StrEnum):
    """Where bytes lie."""

    QUARANTINE = "quarantine"
    DRAFTS = "drafts"
    RECORDS = "records"


class Keeping(TypedDict, total=False):
    """How bytes are kept.

    `lock_until` (aware, `records` only) locks the version in COMPLIANCE mode from its
    first moment. `sealed` keeps it as ciphertext under a key of its own. `name` is a
    `new_key` that the caller noted before, so that bytes of a process that was killed
    are found again.
    """

    lock_until: datetime | None
    sealed: bool
    name: str


def new_key() -> str:
    """Return a key that no object has."""
    return secrets.token_hex(KEY_BYTES)


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

    def area(self, stored: StoredObject) -> Area:
        """Return where an object lies."""
        return next(area for area in Area if self.bucket(area) == stored.bucket)

    def put(
        self,
        stream: Readable,
        *,
        area: Area,
        media_type: str,
        limit_bytes: int | None = None,
        **keeping: Unpack[Keeping],
    ) -> StoredObject:
        """Store a stream as a new object; return its row, not yet saved.

        `limit_bytes` is enforced while reading; `keeping`: see `Keeping`.

        Raises:
            UploadTooLarge, StoreUnavailable.
        """
        require_no_transaction()
        stored = StoredObject(
            bucket=self.bucket(area),
            key=keeping.get("name") or new_key(),
            media_type=media_type,
            locked_until=keeping.get("lock_until"),
            is_sealed=keeping.get("sealed", False),
        )
        if stored.is_sealed:
            stored.wrapped_key = encryption.new_wrapped_key()
        # measured first: S3 wants the length, and what is too large never reaches it
        measured = measure(stream, limit_bytes)
        with measured.file:
            stored.sha256, stored.size = measured.sha256, measured.size
            stored.version_id = self._write(stored, measured.file)
        return stored

    def _write(self, stored: StoredObject, file: IO[bytes]) -> str:
        # a version in the store is not taken back, so no door may write it twice
        note_kept()
        until = stored.locked_until
        write = partial(
            self.client.put_object,
            stored.bucket,
            stored.key,
            length=encryption.stored_size(stored),
            part_size=PART,
            retention=Retention(COMPLIANCE, until) if until else None,
            **label(stored),
        )
        with faults_translated():
            try:
                result = write(data=_source(stored, file))
            except S3Error as error:
                if error.code != "NoSuchBucket":
                    raise
                self.prepare()  # a store's first use
                file.seek(0)
                result = write(data=_source(stored, file))
        return result.version_id or ""

    def chunks(
        self, stored: StoredObject, *, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """Yield the bytes of a version, or of a part of it.

        A whole read is checked against the hash: its last chunk is withheld until the
        hash agrees, so a reader never takes an altered file for complete. Of an
        encrypted object every part is proven before it is given out.

        Raises:
            ObjectMissing, ObjectAltered, StoreUnavailable.
            ContentKeyGone: encrypted, and its key was destroyed.
        """
        require_no_transaction()
        whole = start == 0 and (length is None or length >= stored.size)
        if whole:
            return proven(self._followed(stored, 0, None), stored)
        return self._followed(stored, start, length)

    def _followed(
        self, stored: StoredObject, start: int, length: int | None
    ) -> Iterator[bytes]:
        """Read where the row says, or where it says by now."""
        chunks = self._content(stored, start, length)
        try:
            first = next(chunks, b"")
        except ObjectMissing:
            if not stored.follow():
                raise
            chunks = self._content(stored, start, length)
            first = next(chunks, b"")
        if first:
            yield first
        yield from chunks

    def _content(
        self, stored: StoredObject, start: int, length: int | None
    ) -> Iterator[bytes]:
        fetch = partial(self.kept_chunks, stored)
        if stored.is_sealed:
            return encryption.decrypted(stored, start, length, fetch)
        return fetch(start, length)

    def kept_chunks(
        self, stored: StoredObject, start: int, length: int | None
    ) -> Iterator[bytes]:
        """Yield the store's own bytes of a version, encrypted ones as ciphertext."""
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
        **keeping: Unpack[Keeping],
    ) -> StoredObject:
        """Copy a version to another place as a new object; return its unsaved row.

        What was encrypted stays encrypted, under a key of the copy's own.

        Raises:
            ObjectAltered: the source is not what its row says.
        """
        # through our hands, not by the store's own copy: so the hash is proven
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
            copy.writelines(self.chunks(stored))
            copy.seek(0)
            keeping["sealed"] = keeping.get("sealed", False) or stored.is_sealed
            placed = self.put(
                copy,
                area=area,
                media_type=media_type or stored.media_type,
                **keeping,
            )
        if placed.sha256 != stored.sha256:
            raise ObjectAltered
        return placed

    def exists(self, stored: StoredObject) -> bool:
        """Tell whether the version is there, as long as its row makes it."""
        require_no_transaction()
        try:
            with faults_translated():
                found = self.client.stat_object(
                    stored.bucket, stored.key, version_id=stored.version_id or None
                )
        except ObjectMissing:
            return stored.follow() and self.exists(stored)
        return found.size == encryption.stored_size(stored)

    def verify(self, stored: StoredObject) -> None:
        """Read the whole version and compare its hash (fixity).

        Raises:
            ObjectMissing, ObjectAltered, StoreUnavailable.
        """
        for _chunk in self.chunks(stored):
            pass

    def versions_at(self, *, bucket: str, key: str) -> list[str]:
        """Return the ids of all versions and markers under one key.

        Raises:
            StoreUnavailable.
        """
        require_no_transaction()
        with suppress(ObjectMissing), faults_translated():
            found = self.client.list_objects(
                bucket, prefix=key, recursive=True, include_version=True
            )
            return [one.version_id or "" for one in found if one.object_name == key]
        return []  # no such bucket yet

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
                # stores differ in how they refuse a locked version
                if error.code in {"AccessDenied", "InvalidRequest"}:
                    raise LockHolds from error
                raise


def label(stored: StoredObject) -> dict[str, Any]:
    """Return what the store is told about the bytes: of encrypted ones, nothing."""
    if stored.is_sealed:
        return {
            "content_type": "application/octet-stream",
            "metadata": {"sealed": encryption.SCHEME},
        }
    return {
        "content_type": stored.media_type,
        "metadata": {"sha256": stored.sha256},
    }


def _source(stored: StoredObject, file: IO[bytes]) -> BinaryIO:
    if stored.is_sealed:
        return cast(
            "BinaryIO",
            encryption.EncryptingStream(file, encryption.ContentEncryption(stored)),
        )
    return cast("BinaryIO", file)


def default_store() -> Store:
    """Return the store of the settings."""
    return Store(default_client(), environment().S3_BUCKET_PREFIX)


def put(
    stream: Readable,
    *,
    area: Area,
    media_type: str,
    limit_bytes: int | None = None,
    **keeping: Unpack[Keeping],
) -> StoredObject:
    """Store a stream in the default store; see `Store.put`."""
    return default_store().put(
        stream, area=area, media_type=media_type, limit_bytes=limit_bytes, **keeping
    )


def put_bytes(
    content: bytes, *, area: Area, media_type: str, **keeping: Unpack[Keeping]
) -> StoredObject:
    """Store bytes in the default store; see `Store.put`."""
    return put(io.BytesIO(content), area=area, media_type=media_type, **keeping)


def get_bytes(stored: StoredObject) -> bytes:
    """Return the whole content from the default store; see `Store.get_bytes`."""
    return default_store().get_bytes(stored)


def open_stream(
    stored: StoredObject, *, start: int = 0, length: int | None = None
) -> Iterator[bytes]:
    """Yield content from the default store; see `Store.chunks`."""
    return default_store().chunks(stored, start=start, length=length)


def promote(
    stored: StoredObject, *, area: Area, **keeping: Unpack[Keeping]
) -> StoredObject:
    """Copy to another place of the default store; see `Store.promote`."""
    return default_store().promote(stored, area=area, **keeping)
