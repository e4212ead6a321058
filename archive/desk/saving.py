"""Keeping views of a list, and forgetting them: each person their own.

A view is a preference, as a theme is: it opens nothing, for the list asks again what
one may see, so no trail is kept of it.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.desk.models import SavedView, ViewedList
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official

MOST_VIEWS = 20  # of a list and person: they are links above one page
LONGEST = 1000


@transaction.atomic
def save_view(*, actor: Actor, viewed: ViewedList, name: str, query: str) -> SavedView:
    """Keep the view under the name; one of the same name is replaced.

    Raises:
        Invalid: no name, an address too long, or more than `MOST_VIEWS`.
    """
    # So that two presses of one person at once are one after the other.
    Official.objects.select_for_update(no_key=True).get(pk=actor.official.pk)
    called = " ".join(name.split())[:60]
    own = SavedView.objects.filter(official=actor.official, viewed=viewed)
    if faults := _faults(own, called, query):
        raise Invalid(faults)
    saved = own.filter(name=called).first()
    if saved is None:
        saved = SavedView(official=actor.official, viewed=viewed, name=called)
    saved.query = query
    saved.save()
    return saved


def _faults(own: QuerySet[SavedView], called: str, query: str) -> list[Fault]:
    if not called:
        text = _("Give the view a name.")
        return [Fault(field="name", code="required", message=text)]
    if len(query) > LONGEST:
        text = _("These filters are too long to keep.")
        return [Fault(field="query", code="too_long", message=text)]
    if own.exclude(name=called).count() >= MOST_VIEWS:
        text = _("You have as many views as a list may have. Remove one first.")
        return [Fault(field="name", code="too_many", message=text)]
    return []


@transaction.atomic
def remove_view(*, actor: Actor, view_id: UUID) -> SavedView:
    """Forget a view of one's own; return what it was.

    Raises:
        NotFound: no such view, or somebody else's.
    """
    own = SavedView.objects.select_for_update(no_key=True).filter(
        official=actor.official
    )
    found = own.filter(pk=view_id).first()
    if found is None:
        raise NotFound
    found.delete()
    return found


def views_of(actor: Actor, viewed: ViewedList) -> list[SavedView]:
    """Return the person's own views of the list, by name."""
    return list(
        SavedView.objects.filter(official=actor.official, viewed=viewed)[:MOST_VIEWS]
    )
