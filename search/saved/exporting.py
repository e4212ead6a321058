"""Results as a list to take away: the same request, the same rights, a bounded length.

Confidential subjects are veiled as on the page. The trail keeps who took how many
rows, and the SHA-256 of the request, never its words.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from archive.records.keepers import is_keeper
from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from search.engines.contract import Hit
from search.finding import searching
from search.query import SearchRequest, to_json
from search.saved.trail_acts import SearchAct

MOST_ROWS, MOST_OF_KEEPERS = 500, 5_000
PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultList:
    """The rows, and of how many they are the first."""

    hits: list[Hit]
    total: int


def take_out(*, actor: Actor, request: SearchRequest) -> ResultList:
    """Return the first results of a request, and have the trail say so.

    Raises:
        SearchUnavailable: the engine is away.
    """
    most = MOST_OF_KEEPERS if is_keeper(actor) else MOST_ROWS
    pages = _pages(actor, request)
    first = next(pages)
    hits = list(first.hits)
    while len(hits) < most and (page := next(pages, None)):
        hits += page.hits
    found = ResultList(hits=hits[:most], total=first.total)
    written = json.dumps(to_json(request), sort_keys=True)
    with transaction.atomic():
        trail.record(
            SearchAct.EXPORTED,
            actor.official,
            actor=actor,
            rows=len(found.hits),
            request_sha256=hashlib.sha256(written.encode()).hexdigest(),
        )
    return found


def _pages(actor: Actor, request: SearchRequest) -> Iterator[searching.Answer]:
    cursor: str | None = None
    while True:
        page = searching.PageOf(limit=PER_PAGE, facets=(), cursor=cursor)
        answer = searching.search(actor, request, page)
        yield answer
        cursor = answer.next_cursor
        if cursor is None:
            return
