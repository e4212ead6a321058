"""Which pages of the archive that bells lead to are still open to their reader."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from archive.custody.access import moves_visible_to
from archive.disposal.access import lists_visible_to
from archive.loans.access import loans_visible_to
from archive.reviews.access import reviews_visible_to
from eoffice.notifications.visibility import StillSeen, register_things
from eoffice.organisation.actor import Actor


def _among(visible_to: Callable[[Actor], QuerySet[Any]]) -> StillSeen:
    def still_seen(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
        rows = visible_to(actor).filter(pk__in=ids).order_by()
        return rows.values_list("pk", flat=True)

    return still_seen


def register() -> None:
    """Register the pages that bells of the archive lead to."""
    register_things("loans", _among(loans_visible_to))
    register_things("destruction_lists", _among(lists_visible_to))
    register_things("reviews", _among(reviews_visible_to))
    for page in ("transfers", "handovers"):
        register_things(page, _among(moves_visible_to))
