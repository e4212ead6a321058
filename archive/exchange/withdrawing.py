"""Taking back exports with a record that must go: their bytes go with it."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from archive.exchange.models import Export, ExportItem, ExportState
from archive.exchange.trail_acts import ExportAct
from archive.exchange.writing import PLACE
from eoffice.audit import trail
from eoffice.objects.deleting import VersionPlace
from eoffice.objects.store import default_store

DESTROYED = "record_destroyed"


def objects_of_exports(records: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the stored exports by the record that lies in them, and lock their rows.

    In the caller's transaction, before `withdraw_exports`: an export that is being
    written meanwhile waits, and finds itself taken back.
    """
    rows = Export.objects.filter(items__record__in=records)
    locked = Export.objects.select_for_update(no_key=True).filter(
        pk__in=rows.values("pk")
    )
    stored = dict(locked.order_by("pk").values_list("pk", "stored"))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    inside = ExportItem.objects.filter(record__in=records, export__in=stored)
    for record, export in inside.order_by().values_list("record", "export"):
        if stored[export]:
            found[record].add(stored[export])
    return found


def noted_places(records: Collection[UUID]) -> list[VersionPlace]:
    """Return where exports with these records are being written, or were when killed.

    All that lies under such a key goes; its versions are known to no row.
    """
    rows = Export.objects.filter(items__record__in=records).exclude(noted_key="")
    bucket = default_store().bucket(PLACE)
    return [
        VersionPlace(bucket=bucket, key=key, version_id="", sha256="")
        for key in rows.order_by().values_list("noted_key", flat=True).distinct()
    ]


def withdraw_exports(records: Collection[UUID]) -> None:
    """Mark every export that holds one of the records as taken back, without bytes."""
    rows = Export.objects.filter(items__record__in=records).distinct()
    going = list(rows.exclude(state=ExportState.WITHDRAWN).only("pk"))
    Export.objects.filter(pk__in=[one.pk for one in going]).update(
        state=ExportState.WITHDRAWN, stored=None, reason="", why=DESTROYED
    )
    trail.record_many(
        ((ExportAct.WITHDRAWN, one, {"why": DESTROYED}) for one in going), actor=None
    )
