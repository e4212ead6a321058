"""Records entered by hand follow their unit when it moves, as letters do."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from archive.records import access
from archive.records.events import RecordEvent
from archive.records.models import Record, RecordKind
from eoffice.outbox import events


def follow_units(units: Collection[UUID]) -> int:
    """Compute who may see the entered records of these units and of all below again.

    One transaction for each: a branch must not keep all of them locked. Returns how
    many are seen by others now.
    """
    rows = Record.objects.filter(
        kind=RecordKind.REGISTERED, unit__path__overlap=list(units)
    )
    ids = rows.order_by("pk").values_list("pk", flat=True)
    return sum(_followed(pk) for pk in ids.iterator(chunk_size=500))


@transaction.atomic
def _followed(record_id: UUID) -> bool:
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.filter(pk=record_id).first()
    if record is None:  # destroyed meanwhile
        return False
    before = list(record.access_tokens)
    access.refresh_access(record)
    if record.access_tokens == before:
        return False
    events.add(RecordEvent.ACCESS_CHANGED, record_id=record.pk)
    return True
