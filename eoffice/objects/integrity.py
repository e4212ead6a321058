"""Rows and objects held against each other, both ways.

Every row's version must exist with the row's hash; every version in our buckets must
have a row. What lies under HOUSE_PREFIXES belongs to the house itself. All
at once here, for the command; by and by, for the daily proof, in `objects.proving`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.utils import timezone
from minio.datatypes import Object

from eoffice.objects.client import faults_translated
from eoffice.objects.errors import LockHolds, ObjectAltered, ObjectMissing
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, Store, default_store

#: The ledger of what was destroyed, which outlives the database.
DESTROYED = "destroyed/"
HOUSE_PREFIXES = ("probe/", "anchors/", DESTROYED)
GRACE = timedelta(hours=1)  # stored, its row not yet decided
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFault:
    """`missing`, `altered`, `orphan` or `hidden` (a delete marker), and where."""

    code: str
    bucket: str
    key: str
    version_id: str


@dataclass(slots=True, kw_only=True)
class IntegrityReport:
    """What a check saw."""

    rows: int = 0
    versions: int = 0
    removed: int = 0
    faults: list[StoredFault] = field(default_factory=list)


def check(
    *,
    store: Store | None = None,
    read_content: bool = True,
    grace: timedelta = GRACE,
    remove_orphans: bool = False,
) -> IntegrityReport:
    """Check all rows and all versions; memory stays bounded.

    `read_content` re-hashes every version (fixity), else only existence and length
    count. `remove_orphans` deletes orphans of quarantine and drafts.

    Raises:
        StoreUnavailable.
    """
    store, report = store or default_store(), IntegrityReport()
    for stored in StoredObject.objects.order_by("pk").iterator(BATCH):
        report.rows += 1
        code = fault_of(store, stored, read_content=read_content)
        if code:
            report.faults.append(where(code, stored))
        elif read_content:
            StoredObject.objects.filter(pk=stored.pk).update(checked_at=timezone.now())
    for area in Area:
        for fault in _unknown(store, store.bucket(area), report, grace):
            if remove_orphans and fault.code == "orphan" and _removed(store, fault):
                report.removed += 1
            else:
                report.faults.append(fault)
    return report


def fault_of(store: Store, stored: StoredObject, *, read_content: bool) -> str:
    """Return what is wrong with a row's version: `missing`, `altered` or nothing.

    A row that left while its bytes were asked for is no fault: bytes are stored before
    their row and deleted after it, so only a row that is still there misses them.

    Raises:
        StoreUnavailable.
    """
    code = _seen(store, stored, read_content=read_content)
    return code if code and _is_current(stored) else ""


def _seen(store: Store, stored: StoredObject, *, read_content: bool) -> str:
    try:
        if read_content:
            store.verify(stored)
        elif not store.exists(stored):
            return "missing"
    except ObjectMissing:
        return "missing"
    except ObjectAltered:
        return "altered"
    return ""


def _is_current(stored: StoredObject) -> bool:
    return StoredObject.objects.filter(
        pk=stored.pk,
        bucket=stored.bucket,
        key=stored.key,
        version_id=stored.version_id,
    ).exists()


def where(code: str, stored: StoredObject) -> StoredFault:
    """Return the fault of a row."""
    return StoredFault(
        code=code, bucket=stored.bucket, key=stored.key, version_id=stored.version_id
    )


def _unknown(
    store: Store, bucket: str, report: IntegrityReport, grace: timedelta
) -> Iterator[StoredFault]:
    with faults_translated():
        found = store.client.list_objects(bucket, recursive=True, include_version=True)
        for versions in _batches(found):
            report.versions += len(versions)
            keys = {version.object_name for version in versions}
            rows = StoredObject.objects.filter(bucket=bucket, key__in=keys)
            known: dict[str, set[str]] = {}
            for key, version_id in rows.values_list("key", "version_id"):
                known.setdefault(key, set()).add(version_id)
            for version in versions:
                at = known.get(version.object_name or "", set())
                code = code_of(version, at, grace)
                if code:
                    yield StoredFault(
                        code=code,
                        bucket=bucket,
                        key=version.object_name or "",
                        version_id=version.version_id or "",
                    )


def code_of(version: Object, known: set[str], grace: timedelta) -> str:
    """Return what is wrong with a version; `known` are those of its key with a row."""
    key = version.object_name or ""
    if key.startswith(HOUSE_PREFIXES):
        return ""
    if version.is_delete_marker:
        return "hidden"
    if (version.version_id or "") in known:
        return ""
    # without a time it counts as old: rather shown than passed over
    made = version.last_modified or datetime.min.replace(tzinfo=UTC)
    return "orphan" if made <= datetime.now(UTC) - grace else ""


def _batches(found: Iterable[Object]) -> Iterator[list[Object]]:
    source = iter(found)
    while batch := list(islice(source, BATCH)):
        yield batch


def _removed(store: Store, fault: StoredFault) -> bool:
    try:
        store.delete_unkept(
            bucket=fault.bucket, key=fault.key, version_id=fault.version_id
        )
    except LockHolds:
        return False
    return True
