"""Making a backup: one moment of the database, and every byte that it names.

The list of objects and the dump see the same snapshot. Bytes are copied afterwards,
one at a time; what is there already with the right hash is left alone, so a backup
that was broken off goes on, and the next one into the same folder is quick.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from eoffice.audit import anchors
from eoffice.backup import programs
from eoffice.backup.folder import FORMAT, BackupError, Folder, KeptObject
from eoffice.backup.settings_list import settings_list
from eoffice.crypto_fields import cipher
from eoffice.objects.client import faults_translated
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, Store, default_store

BATCH = 500
WITNESS = b"eoffice backup"
# Sessions would let whoever holds the folder in; the cache is nothing to keep.
WITHOUT_DATA = ("django_session", "django_cache")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a backup holds: versions, those copied anew, bytes copied."""

    objects: int
    copied: int
    copied_bytes: int


def make_backup(folder: Folder, progress: Progress) -> Made:
    """Write a whole backup into the folder.

    Raises:
        BackupError: a program is missing or failed, or a file vanished meanwhile.
        StoreUnavailable: the store is away; run again, it goes on.
    """
    store = default_store()
    folder.begin()
    heads = list(_anchors(folder, store))  # before the dump: it knows them all
    count = _snapshot(folder, store, heads)
    made = _copy(folder, store, count, progress)
    folder.write_json("settings.json", settings_list())
    folder.write_json(
        "backup.json",
        {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(),
            "objects": count,
            "witness": cipher().encrypt(WITNESS).decode(),
        },
    )
    folder.seal()
    return made


def _snapshot(folder: Folder, store: Store, heads: list[KeptObject]) -> int:
    """Write list and dump of the same moment; return the number of versions."""
    areas = {store.bucket(area): str(area) for area in Area}
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        count = folder.write_objects(_listed(areas, heads))
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
        )


def _anchors(folder: Folder, store: Store) -> Iterator[KeptObject]:
    """Copy the anchors of the audit trail, which have no row."""
    bucket = store.bucket(Area.RECORDS)
    with faults_translated():
        if not store.client.bucket_exists(bucket):
            return
        found = store.client.list_objects(
            bucket, prefix=anchors.PREFIX, recursive=True, include_version=True
        )
        for item in found:
            if not item.is_delete_marker:
                yield _anchor(folder, store, bucket, item.object_name, item.version_id)


def _anchor(
    folder: Folder, store: Store, bucket: str, key: str | None, version: str | None
) -> KeptObject:
    answer = store.client.get_object(bucket, key or "", version_id=version)
    try:
        content: bytes = answer.read()
    finally:
        answer.close()
        answer.release_conn()
    held = store.client.get_object_retention(bucket, key or "", version_id=version)
    digest = hashlib.sha256(content).hexdigest()
    json.loads(content)  # an anchor is JSON; anything else is not ours to copy
    folder.write(digest, [content])
    return KeptObject(
        area=str(Area.RECORDS),
        key=key or "",
        sha256=digest,
        size=len(content),
        media_type="application/json",
        locked_until=held.retain_until_date.isoformat() if held else "",
    )


def _copy(folder: Folder, store: Store, count: int, progress: Progress) -> Made:
    copied = copied_bytes = 0
    gone: list[str] = []
    for number, kept in enumerate(folder.objects(), start=1):
        if not folder.has(kept):
            rows = StoredObject.objects.filter(sha256=kept.sha256, key=kept.key)
            stored = rows.first()
            try:
                if stored is None:
                    raise ObjectMissing
                folder.write(kept.sha256, store.chunks(stored))
            except ObjectMissing:
                gone.append(kept.key)
                continue
            copied, copied_bytes = copied + 1, copied_bytes + kept.size
        progress(number, count)
    if gone:
        message = (
            f"{len(gone)} files vanished while they were copied; run it again"
            f" (check-integrity tells more): {', '.join(gone[:5])}"
        )
        raise BackupError(message)
    return Made(objects=count, copied=copied, copied_bytes=copied_bytes)
