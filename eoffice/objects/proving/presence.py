"""A lap over all rows and all versions: what is missing, orphaned or hidden.

Rows and the store's listing both come in key order and are merged, a thousand at a
call, so a lap over a million objects takes minutes and any slice of it as long as one
allows. Whatever looks wrong is asked for once more by itself before it counts: the
office goes on storing and deleting meanwhile.
"""

import heapq
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Q
from django.utils import timezone
from minio.datatypes import Object

from eoffice.objects import encryption
from eoffice.objects.client import faults_translated
from eoffice.objects.integrity import (
    GRACE,
    HOUSE_PREFIXES,
    StoredFault,
    code_of,
    fault_of,
    where,
)
from eoffice.objects.models import ProofLap, StoredObject
from eoffice.objects.proving.standing import keep_fault
from eoffice.objects.store import Area, Store

LAP = "presence"
DAILY = timedelta(hours=23)
PAGE = 500  # rows of a query
KEEP_EVERY = 500  # keys; a slice that is killed loses no more
BAR = "|"

Keyed = tuple[str, StoredObject | Object]


def current_lap() -> ProofLap:
    """Return the lap under way, or the last one."""
    return ProofLap.objects.get_or_create(name=LAP)[0]


def look_through(store: Store, *, ends: float) -> bool:
    """Go on with the day's lap until `ends` (monotonic); tell whether it ended now.

    Raises:
        StoreUnavailable: it goes on from what was kept.
    """
    lap = current_lap()
    if not lap.is_under_way:
        if lap.began_at and lap.began_at > timezone.now() - DAILY:
            return False
        lap.began_at, lap.cursor = timezone.now(), ""
        lap.rows = lap.versions = 0
    area_name, _bar, after = lap.cursor.partition(BAR)
    for area in _from(area_name):
        if not _look_through_area(store, area, after, lap, ends):
            lap.save()
            return False
        after = ""
    lap.ended_at, lap.cursor = timezone.now(), ""
    lap.save()
    return True


def _from(name: str) -> list[Area]:
    areas = list(Area)
    return areas[areas.index(Area(name)) :] if name else areas


def _look_through_area(
    store: Store, area: Area, after: str, lap: ProofLap, ends: float
) -> bool:
    """Go on in one bucket; tell whether its end was reached."""
    bucket = store.bucket(area)
    merged = heapq.merge(
        _rows(bucket, after), _versions(store, bucket, after), key=itemgetter(0)
    )
    for number, (key, group) in enumerate(groupby(merged, key=itemgetter(0)), start=1):
        _compare(store, bucket, [thing for _key, thing in group], lap)
        lap.cursor = f"{area}{BAR}{key}"
        if number % KEEP_EVERY == 0:
            lap.save()
        # asked after the work: every slice gets on, however little time it has
        if time.monotonic() > ends:
            return False
    return True


def _rows(bucket: str, after: str) -> Iterator[Keyed]:
    """Yield the bucket's rows after a key, page by page along their own index."""
    version = ""
    behind = Q(bucket=bucket, key__gt=after)
    while True:
        rows = StoredObject.objects.filter(behind).order_by("key", "version_id")
        page = list(rows[:PAGE])
        yield from ((stored.key, stored) for stored in page)
        if len(page) < PAGE:
            return
        after, version = page[-1].key, page[-1].version_id
        # the first bound lets the index begin there, the second is exact
        behind = Q(bucket=bucket, key__gte=after) & ~Q(
            key=after, version_id__lte=version
        )


def _versions(store: Store, bucket: str, after: str) -> Iterator[Keyed]:
    with faults_translated():
        found = store.client.list_objects(
            bucket, recursive=True, include_version=True, start_after=after or None
        )
        for version in found:
            key = version.object_name or ""
            if not key.startswith(HOUSE_PREFIXES):
                yield key, version


def _compare(
    store: Store, bucket: str, things: list[StoredObject | Object], lap: ProofLap
) -> None:
    """Hold the rows of a key against its versions."""
    rows = [one for one in things if isinstance(one, StoredObject)]
    versions = [one for one in things if isinstance(one, Object)]
    lap.rows += len(rows)
    lap.versions += len(versions)
    sizes = {one.version_id or "": one.size for one in versions}
    for stored in rows:
        if sizes.get(stored.version_id) != encryption.stored_size(stored):
            code = fault_of(store, stored, read_content=False)
            if code:
                keep_fault(where(code, stored))
    known = {stored.version_id for stored in rows}
    for version in versions:
        code = code_of(version, known, GRACE)
        if code and not _has_row(bucket, version):
            keep_fault(_found(code, bucket, version))


def _has_row(bucket: str, version: Object) -> bool:
    """Ask once more: the row may be younger than what was read."""
    return StoredObject.objects.filter(
        bucket=bucket,
        key=version.object_name or "",
        version_id=version.version_id or "",
    ).exists()


def _found(code: str, bucket: str, version: Object) -> StoredFault:
    return StoredFault(
        code=code,
        bucket=bucket,
        key=version.object_name or "",
        version_id=version.version_id or "",
    )
