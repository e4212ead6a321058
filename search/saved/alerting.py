"""New letters that match a saved search: looked for after the index has them.

Every run asks with the owner's rights of that moment, through the one way of
searching; a search rings at most once a day, however many letters came.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.organisation.actor import Actor, actor_of
from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.rounds import Round, walk
from search.finding import searching
from search.projection.targets import HANDLER, targets_of
from search.query import InvalidRequest, from_json
from search.saved.events import SearchEvent
from search.saved.models import SavedSearch

ALERT = "search.alert"  # the timed task, by its name
AT_ONCE = 50
#: Changes that one look takes in; more than that is no news but a move of the archive.
MOST_CHANGES = 2_000
#: A letter may lie some days before its entry makes it found.
ENTRY_TAKES = timedelta(days=7)
#: An indexed change may have waited so long for the engine.
INDEXING_TAKES = timedelta(days=2)
MOST_TOLD = 500
PAGES, PER_PAGE = 3, 100


def alert_searches() -> Round:
    """Look for news of every search that wants them. Safe to run at any time."""
    return walk(ALERT, _due_after, alert_of)


def _due_after(after: str) -> list[tuple[str, UUID]]:
    rows = SavedSearch.objects.filter(alerts=True).exclude(
        alerted_on=timezone.localdate()
    )
    rows = rows.filter(pk__gt=after) if after else rows
    ids = rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return [(str(pk), pk) for pk in ids]


def alert_of(search_id: UUID) -> bool:
    """Look at one search; tell whether a bell rings.

    Raises:
        SearchUnavailable: the engine is away; nothing counts as looked at.
    """
    saved = SavedSearch.objects.select_related("official__user").get(pk=search_id)
    until = timezone.now()
    news = _news_for(saved)
    with transaction.atomic():
        rows = SavedSearch.objects.select_for_update(no_key=True)
        now = rows.filter(pk=search_id, alerts=True).first()
        # another run was faster, or the person changed it meanwhile
        if now is None or now.looked_until != saved.looked_until:
            return False
        now.looked_until = until
        if news:
            now.alerted_on = timezone.localdate()
            now.told = [*now.told, *news][-MOST_TOLD:]
            events.add(SearchEvent.MATCHED, search_id=now.pk, letters=len(news))
        now.save()
    return bool(news)


def _news_for(saved: SavedSearch) -> list[str]:
    """Ids of new things that the search finds for its owner, not told of before."""
    user = saved.official.user
    actor = actor_of(user) if user else None
    fresh = _fresh_ids(saved) - set(saved.told)
    if actor is None or not fresh:
        return []
    return sorted(fresh & _found(actor, saved))


def _fresh_ids(saved: SavedSearch) -> set[str]:
    """Things indexed since the last look that came into being since the wish."""
    since = saved.looked_until or saved.saved_at
    rows = OutboxDelivery.objects.filter(
        handler=HANDLER,
        state=DeliveryState.DONE,
        done_at__gt=since,
        pk__gte=_first_id(since - INDEXING_TAKES),
    )
    payloads = rows.order_by("-pk").values_list("event__payload", flat=True)
    born = _first_id((saved.alerts_from or since) - ENTRY_TAKES)
    changed = targets_of(payloads[:MOST_CHANGES])
    return {str(pk) for ids in changed.values() for pk in ids if pk >= born}


def _first_id(moment: datetime) -> UUID:
    """The least id of version 7 of a moment: ids grow with time (RFC 9562, 5.7)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def _found(actor: Actor, saved: SavedSearch) -> set[str]:
    """The newest that the search finds."""
    try:
        request = from_json({**saved.request, "sort": "-letter_date"})
    except InvalidRequest:  # of an older form: it opens with a sentence on its page
        return set()
    found: set[str] = set()
    page = searching.PageOf(limit=PER_PAGE, facets=())
    for _turn in range(PAGES):
        answer = searching.search(actor, request, page)
        found.update(hit.id for hit in answer.hits)
        if answer.next_cursor is None:
            break
        page = searching.PageOf(limit=PER_PAGE, facets=(), cursor=answer.next_cursor)
    return found
