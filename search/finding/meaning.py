"""From a request to the results of what was meant by it, on one engine.

Knows no persons: rights come in as `Access`, so that the page, the API and the test of
relevance take the same way.
"""

from dataclasses import dataclass

from search.engines.contract import Access, Engine, InvalidCursor, PageOf, Results
from search.finding.correcting import corrected
from search.finding.short_names import with_short_names
from search.query import SearchRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Results, the request they answer, and the query as corrected, if it was."""

    results: Results
    request: SearchRequest
    corrected: str | None = None


def as_meant(
    request: SearchRequest, access: Access, engine: Engine, page: PageOf
) -> Meant:
    """Results of a request, or of what was probably meant where nothing has all words.

    The next pages of a corrected list are asked for by the same typed words.

    Raises:
        SearchUnavailable: the engine is away.
        InvalidCursor: not our cursor, or of another request.
    """
    request = with_short_names(request, access, engine)
    try:
        found = engine.search(request, access, page)
    except InvalidCursor:
        if page.cursor is None:
            raise
        meant = _corrected(request, access, engine, page)
        return meant or Meant(
            results=engine.search(request, access, page), request=request
        )
    if page.cursor or (found.total and found.total_all_words != 0):
        return Meant(results=found, request=request)
    return _corrected(request, access, engine, page) or Meant(
        results=found, request=request
    )


def _corrected(
    request: SearchRequest, access: Access, engine: Engine, page: PageOf
) -> Meant | None:
    meant = corrected(request, access, engine)
    if meant is None:
        return None
    results = engine.search(meant.request, access, page)
    return Meant(results=results, request=meant.request, corrected=meant.text)
