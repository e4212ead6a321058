"""Lists with the numbers of their items, counted in one question."""

from django.db.models import Count, Q, QuerySet

from archive.disposal.models import DestructionList
from archive.disposal.states import ItemState


def with_counts(rows: QuerySet[DestructionList]) -> QuerySet[DestructionList]:
    """Add `item_count`, `dropped_count` and `decided_count` to each list."""
    dropped = Q(items__state=ItemState.DROPPED)
    return rows.select_related("unit", "committee").annotate(
        item_count=Count("items", filter=~dropped),
        dropped_count=Count("items", filter=dropped),
        decided_count=Count("items", filter=~dropped & ~Q(items__decision="")),
    )
