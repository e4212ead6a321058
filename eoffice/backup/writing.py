"""Making a backup: one moment of the database, and every byte that it names.

The list of objects and the dump see the same snapshot. Bytes are copied afterwards
(`backup.copying`); where the office deleted or moved one meanwhile, a later moment is
taken and only what is new is copied, a few times. Encrypted bytes stay encrypted.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from eoffice.audit import anchors
from eoffice.backup import programs
from eoffice.backup.copying import WORKING, Copied, Progress, copied_objects
from eoffice.backup.folder import FORMAT, BackupError, BackupFolder, KeptObject
from eoffice.backup.settings_list import settings_list
from eoffice.backup.witnesses import witnesses
from eoffice.objects import integrity
from eoffice.objects.carrying import is_destroyed
from eoffice.objects.client import faults_translated
from eoffice.objects.encryption import SCHEME
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, Store, default_store

BATCH = 500
MOMENTS = 3  # snapshots taken, should files vanish while they are copied
# Sessions would let the person who holds the folder in; the cache is nothing to keep.
WITHOUT_DATA = ("django_session", "django_cache")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBackup:
    """What a backup holds: versions, those copied again, bytes copied."""

    objects: int
    copied: int
    copied_bytes: int


def make_backup(folder: BackupFolder, progress: Progress) -> MadeBackup:
    """Write a whole backup into the folder.

    Raises:
        BackupError: a program is missing or failed, or a file vanished meanwhile.
        StoreUnavailable: the store is away; run again, it goes on.
    """
    store = default_store()
    folder.begin()
    copied = Copied()
    for _moment in range(MOMENTS):
        heads = list(_anchors(folder, store))  # before the dump: it knows them all
        count = _snapshot(folder, store, heads)
        copied.gone.clear()
        folder.write_objects(copied_objects(folder, store, copied, count, progress))
        if not copied.gone:
            break
    copied.require_all()
    folder.file(WORKING).unlink()
    folder.forget_all_but(folder.objects())
    folder.write_json("settings.json", settings_list())
    folder.write_json(
        "backup.json",
        {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(),
            "objects": count,
            "witnesses": witnesses(),
        },
    )
    folder.finish()
    return MadeBackup(objects=count, copied=copied.objects, copied_bytes=copied.bytes)


def _snapshot(folder: BackupFolder, store: Store, heads: list[KeptObject]) -> int:
    """Write list and dump of the same moment; return the number of versions."""
    areas = {store.bucket(area): str(area) for area in Area}
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        count = folder.write_objects(_listed(areas, heads), WORKING)
        programs.run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={folder.file('database.dump')}",
            *(f"--exclude-table-data={name}" for name in WITHOUT_DATA),
        )
    return count


def _listed(areas: dict[str, str], heads: list[KeptObject]) -> Iterator[KeptObject]:
    yield from heads
    for stored in StoredObject.objects.order_by("pk").iterator(BATCH):
        if stored.bucket not in areas:
            message = f"{stored.bucket} is not a bucket of S3_BUCKET_PREFIX"
            raise BackupError(message)
        until = stored.locked_until
        yield KeptObject(
            area=areas[stored.bucket],
            key=stored.key,
            sha256=stored.sha256,
            size=stored.size,
            media_type=stored.media_type,
            row=str(stored.pk),
            locked_until=until.isoformat() if until else "",
            has_legal_hold=stored.has_legal_hold,
            seal=SCHEME if stored.is_sealed else "",
            is_destroyed=is_destroyed(stored),
        )


def _anchors(folder: BackupFolder, store: Store) -> Iterator[KeptObject]:
    """Copy what has no row: anchors of the audit trail, the ledger of the destroyed."""
    bucket = store.bucket(Area.RECORDS)
    with faults_translated():
        if not store.client.bucket_exists(bucket):
            return
        for prefix in (anchors.PREFIX, integrity.DESTROYED):
            found = store.client.list_objects(
                bucket, prefix=prefix, recursive=True, include_version=True
            )
            for item in found:
                if not item.is_delete_marker:
                    name, version = item.object_name, item.version_id
                    yield _anchor(folder, store, bucket, name, version)


def _anchor(
    folder: BackupFolder,
    store: Store,
    bucket: str,
    key: str | None,
    version: str | None,
) -> KeptObject:
    answer = store.client.get_object(bucket, key or "", version_id=version)
    try:
        content: bytes = answer.read()
    finally:
        answer.close()
        answer.release_conn()
    held = store.client.get_object_retention(bucket, key or "", version_id=version)
    digest = hashlib.sha256(content).hexdigest()
    json.loads(content)  # both are JSON; anything else is not ours to copy
    anchor = KeptObject(
        area=str(Area.RECORDS),
        key=key or "",
        sha256=digest,
        size=len(content),
        media_type="application/json",
        locked_until=held.retain_until_date.isoformat() if held else "",
    )
    return folder.write(anchor, [content])
