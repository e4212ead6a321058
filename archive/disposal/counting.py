"""Lists with the numbers of their items, and what each of them waits for."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from archive.disposal.eight_documents import NATIONAL_FROM_YEARS
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.states import Appraisal, ItemState, ListState


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


def waits_for(found: DestructionList) -> str:
    """Name what a list waits for; `with_counts` must have counted it.

    One of: submission, appraisal, approval, first, second, destroyer, nothing.
    """
    undecided = found.item_count - found.decided_count  # type: ignore[attr-defined]
    return {
        ListState.DRAFT: "submission",
        ListState.SUBMITTED: "appraisal",
        ListState.IN_APPRAISAL: "appraisal" if undecided else "approval",
        ListState.APPROVED: "second" if found.asked_by_id else "first",
        ListState.EXECUTING: "destroyer",
    }.get(ListState(found.state), "nothing")
