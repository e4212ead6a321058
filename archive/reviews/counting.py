"""Reviews with the numbers of their files, and what each of them waits for."""

from django.db.models import Count, Q, QuerySet

from archive.reviews.models import Review
from archive.reviews.states import ReviewState


def with_counts(rows: QuerySet[Review]) -> QuerySet[Review]:
    """Add `item_count` (of those on it), `dropped_count` and `decided_count`."""
    stands = Q(items__dropped_because="")
    return rows.annotate(
        item_count=Count("items", filter=stands),
        dropped_count=Count("items", filter=~stands & Q(items__isnull=False)),
        decided_count=Count("items", filter=stands & ~Q(items__decision="")),
    )


def waits_for(found: Review) -> str:
    """Name what a review waits for; `with_counts` must have counted it.

    One of: submission, appraisal, approval, nothing.
    """
    undecided = found.item_count - found.decided_count  # type: ignore[attr-defined]
    return {
        ReviewState.DRAFT: "submission",
        ReviewState.SUBMITTED: "appraisal" if undecided else "approval",
    }.get(ReviewState(found.state), "nothing")
