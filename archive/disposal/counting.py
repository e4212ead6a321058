"""Lists with the numbers of their items, counted in one question."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from archive.disposal.eight_documents import NATIONAL_FROM_YEARS
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.states import Appraisal, ItemState


def with_counts(rows: QuerySet[DestructionList]) -> QuerySet[DestructionList]:
    """Add `item_count`, `dropped_count`, `decided_count` and `needs_national`."""
    dropped = Q(items__state=ItemState.DROPPED)
    return rows.select_related("unit", "committee").annotate(
        item_count=Count("items", filter=~dropped),
        dropped_count=Count("items", filter=dropped),
        needs_national=Exists(
            DestructionItem.objects.filter(
                destruction_list=OuterRef("pk"),
                state=ItemState.LISTED,
                decision=Appraisal.AGREE,
                total_years__gte=NATIONAL_FROM_YEARS,
            )
        ),
        decided_count=Count("items", filter=~dropped & ~Q(items__decision="")),
    )
