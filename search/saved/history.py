"""What a person searched for of late, so that it need not be typed again.

Nothing is kept of a search that shows confidential letters on its first page: its words
may tell of them. What is kept nobody but the person sees.
"""

from django.utils import timezone

from eoffice.organisation.actor import Actor
from search.saved.models import PastSearch

MOST_KEPT = 20
LONGEST = 1000


def note_search(actor: Actor, text: str, query: str) -> None:
    """Remember a search; the oldest beyond `MOST_KEPT` go."""
    if not text or len(query) > LONGEST:
        return
    past = PastSearch(
        official=actor.official,
        text=text[:200],
        query=query,
        searched_at=timezone.now(),
    )
    PastSearch.objects.bulk_create(
        [past],
        update_conflicts=True,
        unique_fields=["official", "query"],
        update_fields=["searched_at"],
    )
    own = PastSearch.objects.filter(official=actor.official)
    kept = own.order_by("-searched_at").values("pk")[:MOST_KEPT]
    own.exclude(pk__in=kept).delete()


def past_searches(actor: Actor, limit: int = MOST_KEPT) -> list[PastSearch]:
    """Return the person's searches of late, the last first."""
    own = PastSearch.objects.filter(official=actor.official)
    return list(own.order_by("-searched_at")[:limit])


def forget_searches(actor: Actor) -> None:
    """Forget all of them."""
    PastSearch.objects.filter(official=actor.official).delete()
