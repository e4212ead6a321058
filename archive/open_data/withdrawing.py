"""Open copies of records that must go: their bytes go with them."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from archive.open_data.making import PLACE
from archive.open_data.models import OpenRecord
from eoffice.objects.deleting import VersionPlace
from eoffice.objects.store import default_store


def objects_of_open_copies(records: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the stored copies by their record, and lock their rows.

    In the caller's transaction: a copy that is being made meanwhile waits, and finds
    its row gone.
    """
    rows = OpenRecord.objects.select_for_update(no_key=True).filter(record__in=records)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for record, stored in rows.order_by("pk").values_list("record", "stored"):
        if stored:
            found[record].add(stored)
    return found


def noted_copies(records: Collection[UUID]) -> list[VersionPlace]:
    """Return where copies of these records are being written, or were when killed."""
    rows = OpenRecord.objects.filter(record__in=records).exclude(noted_key="")
    bucket = default_store().bucket(PLACE)
    return [
        VersionPlace(bucket=bucket, key=key, version_id="", sha256="")
        for key in rows.order_by().values_list("noted_key", flat=True)
    ]
