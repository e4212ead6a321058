"""The bell of a saved search: how many letters are new, and none of their words."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from eoffice.notifications.operations.notifying import Message, notify
from eoffice.notifications.visibility import register_things
from eoffice.organisation.actor import Actor
from eoffice.outbox.events import Event, on
from search.saved.events import SearchEvent
from search.saved.models import SavedSearch


def _tell(event: Event) -> None:
    saved = SavedSearch.objects.filter(pk=UUID(event.payload["search_id"])).first()
    if saved is None:  # forgotten meanwhile
        return
    letters = int(event.payload["letters"])
    text = ngettext(
        "%(n)d new letter for your search %(name)s",
        "%(n)d new letters for your search %(name)s",
        letters,
    ) % {"n": letters, "name": saved.name}
    path = reverse("saved_search", args=[saved.pk])
    message = Message(kind=event.name, text=text, path=path)
    notify(event_id=event.id, official_id=saved.official_id, message=message)


def _still_seen(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
    mine = Q(official=actor.official) | Q(is_shared=True)
    rows = SavedSearch.objects.filter(mine, pk__in=ids).order_by()
    return rows.values_list("pk", flat=True)


def register() -> None:
    """Register the handler and the page it leads to."""
    on(SearchEvent.MATCHED, "search.tell_match", _tell)
    register_things("saved_searches", _still_seen)
