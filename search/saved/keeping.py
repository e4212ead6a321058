"""Keeping searches under a name, sharing, and forgetting them: each person their own.

A saved search is a preference and opens nothing: whoever runs it is asked for their
rights again, so no trail is kept of it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official
from search.query import SearchRequest, to_json
from search.saved.models import SavedSearch

MOST_SAVED = 50  # of a person: they stand on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Whether it tells of new letters, and whether its link works for colleagues."""

    alerts: bool = False
    is_shared: bool = False


@transaction.atomic
def save_search(
    *, actor: Actor, name: str, request: SearchRequest, wishes: Wishes
) -> SavedSearch:
    """Keep the request under the name; one of the same name is replaced.

    Raises:
        Invalid: no name, nothing asked for, or more than `MOST_SAVED`.
    """
    # So that two presses of one person at once are one after the other.
    Official.objects.select_for_update(no_key=True).get(pk=actor.official.pk)
    called = " ".join(name.split())[:80]
    own = SavedSearch.objects.filter(official=actor.official)
    if faults := _faults(own, called, request):
        raise Invalid(faults)
    saved = own.filter(name=called).first()
    if saved is None:
        saved = SavedSearch(official=actor.official, name=called)
    saved.request = to_json(request)
    _wish(saved, wishes)
    saved.save()
    return saved


def _faults(
    own: QuerySet[SavedSearch], called: str, request: SearchRequest
) -> list[Fault]:
    if not called:
        text = _("Give the search a name.")
        return [Fault(field="name", code="required", message=text)]
    if not (request.clauses or request.chosen):
        text = _("There is nothing searched for yet.")
        return [Fault(field="request", code="required", message=text)]
    if own.exclude(name=called).count() >= MOST_SAVED:
        text = _("You have as many saved searches as one may have. Remove one first.")
        return [Fault(field="name", code="too_many", message=text)]
    return []


@transaction.atomic
def change_search(*, actor: Actor, search_id: UUID, wishes: Wishes) -> SavedSearch:
    """Turn bells and link of a search of one's own on or off.

    Raises:
        NotFound: no such search, or somebody else's.
    """
    saved = _locked(actor, search_id)
    _wish(saved, wishes)
    saved.save()
    return saved


@transaction.atomic
def remove_search(*, actor: Actor, search_id: UUID) -> None:
    """Forget a search of one's own.

    Raises:
        NotFound: no such search, or somebody else's.
    """
    _locked(actor, search_id).delete()


def _locked(actor: Actor, search_id: UUID) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update(no_key=True)
    saved = rows.filter(official=actor.official, pk=search_id).first()
    if saved is None:
        raise NotFound
    return saved


def _wish(saved: SavedSearch, wishes: Wishes) -> None:
    if wishes.alerts and not saved.alerts:
        # what came before is no news
        saved.alerts_from = saved.looked_until = timezone.now()
    saved.alerts = wishes.alerts
    saved.is_shared = wishes.is_shared


def searches_of(actor: Actor) -> QuerySet[SavedSearch]:
    """Return the person's own saved searches, by name."""
    return SavedSearch.objects.filter(official=actor.official)


def open_search(actor: Actor, search_id: UUID) -> SavedSearch:
    """Return a search of one's own, or one that a colleague shares.

    Raises:
        NotFound: there is none, or it is not shared.
    """
    saved = SavedSearch.objects.select_related("official").filter(pk=search_id).first()
    if saved is None:
        raise NotFound
    if saved.official_id != actor.official.pk and not saved.is_shared:
        raise NotFound
    return saved
