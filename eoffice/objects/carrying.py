"""Bytes as the store has them, carried out of it and into another one.

What is encrypted travels as ciphertext: it stays bound to its key's name and to the
wrapped key in its row, so it opens wherever that row and FIELD_KEYS are. Nothing is
encrypted on the way, and nothing plain is written anywhere.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, BinaryIO, cast

from minio.commonconfig import COMPLIANCE
from minio.retention import Retention

from eoffice.objects import encryption
from eoffice.objects.client import faults_translated
from eoffice.objects.errors import ContentKeyGone, ObjectAltered
from eoffice.objects.measuring import CHUNK, proven
from eoffice.objects.models import StoredObject
from eoffice.objects.store import PART, Store, label, require_no_transaction


def is_destroyed(stored: StoredObject) -> bool:
    """Tell whether the content is gone for ever: encrypted, and its key destroyed."""
    return stored.is_sealed and not stored.wrapped_key


def kept_chunks(store: Store, stored: StoredObject) -> Iterator[bytes]:
    """Yield the bytes of a version as they lie in the store.

    Raises:
        ObjectMissing, StoreUnavailable.
    """
    require_no_transaction()
    return store.kept_chunks(stored, start=0, length=None)


def opens(stored: StoredObject, file: IO[bytes]) -> bool:
    """Tell whether the file holds the encrypted bytes of this object, whole.

    Every segment's tag is asked, and the hash and length of what they hold.
    """

    def fetch(_offset: int, _length: int | None) -> Iterator[bytes]:
        return iter(lambda: file.read(CHUNK), b"")

    chunks = encryption.decrypted(stored, 0, None, fetch)
    try:
        for _chunk in proven(chunks, stored):
            pass
    except (ObjectAltered, ContentKeyGone):
        return False
    return True


def place_kept(
    store: Store,
    stored: StoredObject,
    file: IO[bytes],
    *,
    locked_until: datetime | None,
    has_legal_hold: bool,
) -> str:
    """Put bytes that were carried here in their place; return the new version id.

    `stored` says bucket, key, length and whether they are encrypted; the lock (aware)
    and the hold are there from the version's first moment.

    Raises:
        StoreUnavailable.
    """
    require_no_transaction()
    with faults_translated():
        result = store.client.put_object(
            stored.bucket,
            stored.key,
            cast("BinaryIO", file),
            length=encryption.stored_size(stored),
            part_size=PART,
            retention=Retention(COMPLIANCE, locked_until) if locked_until else None,
            legal_hold=has_legal_hold,
            **label(stored),
        )
    return result.version_id or ""


def encrypted_again(stored: StoredObject, file: IO[bytes]) -> IO[bytes]:
    """Return plaintext as the ciphertext this object was stored as.

    The same key, name and text give the same bytes: no nonce meets a second text.
    For backups of format 1, which carried encrypted objects in plain.

    Raises:
        ContentKeyGone.
    """
    return cast(
        "IO[bytes]",
        encryption.EncryptingStream(file, encryption.ContentEncryption(stored)),
    )
