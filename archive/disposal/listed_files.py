"""Which record files lie on a list that is under way."""

from collections.abc import Iterable
from uuid import UUID

from archive.disposal.models import DestructionItem
from archive.disposal.states import LIVE, ItemState
from archive.record_files.models import RecordFile


def listed_among(files: Iterable[RecordFile]) -> set[UUID]:
    """Return the ids of those of the files with a record on a list not yet done."""
    rows = DestructionItem.objects.filter(
        record_file__in=[one.pk for one in files],
        state__in=[ItemState.LISTED, ItemState.ERASING],
        destruction_list__state__in=LIVE,
    )
    return set(rows.order_by().values_list("record_file", flat=True).distinct())
