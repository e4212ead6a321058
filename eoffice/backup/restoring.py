"""Restoring a backup into an empty place: all hashes hold, or it says which does not.

Nothing is overwritten: a database with tables, or a bucket with files, is refused.
Every file gets its lock and hold back before its row points to it; what was encrypted
is put in its place as the ciphertext it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from eoffice.audit.anchors import verify_against_anchors
from eoffice.backup import programs
from eoffice.backup.folder import BackupError, BackupFolder, KeptObject
from eoffice.backup.witnesses import check_keys
from eoffice.objects.carrying import encrypted_again, place_kept
from eoffice.objects.client import faults_translated
from eoffice.objects.integrity import check
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, Store, default_store

PROBES = "probe/"
TABLES = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored and proved: versions, locks, links of the trail."""

    objects: int
    locks: int
    audit_links: int


def restore_backup(folder: BackupFolder, progress: Progress) -> Restored:
    """Restore the folder into the empty database and buckets of the settings.

    Raises:
        BackupError: nothing was begun (not whole, not empty, wrong keys), or the
            proof at the end failed, and the message says how.
        StoreUnavailable: the store is away; empty both places and begin again.
    """
    folder.check()
    check_keys(folder)
    for kept in folder.objects():
        if not folder.has(kept):
            message = f"{folder.bytes_of(kept)} is missing or altered"
            raise BackupError(message)
    store = default_store()
    _check_empty(store)
    programs.run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}",
        str(folder.file("database.dump")),
    )
    store.prepare()
    count = int(folder.read_json("backup.json")["objects"])
    locks, without_key = 0, set[str]()
    for number, kept in enumerate(folder.objects(), start=1):
        locks += _place(folder, store, kept)
        if kept.is_destroyed:
            without_key.add(kept.key)
        progress(number, count)
    return _proved(count, locks, without_key)


def _check_empty(store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        (tables,) = cursor.fetchone()
    if tables:
        message = f"the database has {tables} tables already; restore into an empty one"
        raise BackupError(message)
    for area in Area:
        bucket = store.bucket(area)
        with faults_translated():
            if not store.client.bucket_exists(bucket):
                continue
            found = store.client.list_objects(
                bucket, recursive=True, include_version=True
            )
            for item in found:
                if not (item.object_name or "").startswith(PROBES):
                    message = f"bucket {bucket} is not empty; name a new prefix"
                    raise BackupError(message)


def _place(folder: BackupFolder, store: Store, kept: KeptObject) -> int:
    """Put one version in its place; return how many locks were set (0, 1)."""
    stored = _row_of(kept, store)
    until = _lock_end(kept)
    if not kept.is_destroyed:
        with folder.bytes_of(kept).open("rb") as file:
            # Format 1 carried what the row calls encrypted in plain.
            is_plain = stored.is_sealed and not kept.seal
            stored.version_id = place_kept(
                store,
                stored,
                encrypted_again(stored, file) if is_plain else file,
                locked_until=until,
                has_legal_hold=kept.has_legal_hold,
            )
    if kept.row:
        rows = StoredObject.objects.filter(pk=kept.row)
        rows.update(bucket=stored.bucket, version_id=stored.version_id)
    return int(until is not None and not kept.is_destroyed)


def _row_of(kept: KeptObject, store: Store) -> StoredObject:
    """Return the restored row, or one that is not saved for the house's own."""
    stored = StoredObject.objects.filter(pk=kept.row).first() if kept.row else None
    if stored is None:
        stored = StoredObject(
            key=kept.key,
            sha256=kept.sha256,
            size=kept.size,
            media_type=kept.media_type,
        )
    stored.bucket = store.bucket(Area(kept.area))
    return stored


def _lock_end(kept: KeptObject) -> datetime | None:
    if not kept.locked_until:
        return None
    until = datetime.fromisoformat(kept.locked_until).astimezone(UTC)
    return until if until > datetime.now(UTC) else None


def _proved(count: int, locks: int, without_key: set[str]) -> Restored:
    """Prove what was restored; what had lost its key before is not this act's fault."""
    trail = verify_against_anchors()
    found = check(read_content=True).faults
    faults = [fault for fault in found if fault.key not in without_key]
    if not trail.is_sound or faults:
        message = (
            f"restored, but the proof failed: {trail.faults} faults of the audit trail,"
            f" {len(faults)} of files; run verify-audit and check-integrity"
        )
        raise BackupError(message)
    return Restored(objects=count, locks=locks, audit_links=trail.links)
