"""What else the server is asked: words nearly typed, and what it holds."""

from collections.abc import Sequence
from typing import Any

from elasticsearch.dsl import Q, Search

from search.elastic import queries
from search.engines.contract import Access, letters_off

BATCH = 1000


def subjects_like_body(word: str, access: Access, limit: int) -> dict[str, Any]:
    """Subjects of what the searcher may find with such a word, best first."""
    # without a fixed first letter every word of the index would be compared
    near = {"value": word, "fuzziness": letters_off(word), "prefix_length": 1}
    alike = [
        Q("prefix", **{"subject.exact": {"value": word}}),
        Q("fuzzy", **{"subject.exact": near}),
    ]
    query = Q(
        "bool",
        filter=[queries.access_filter(access)],
        must=[Q("bool", should=alike, minimum_should_match=1)],
    )
    search = Search().query(query).source(includes=["subject"])
    return {**search[:limit].to_dict(), "track_total_hits": False}


def naming_body(word: str, access: Access, limit: int) -> dict[str, Any]:
    """Records with a name of which the word is the short form."""
    query = Q("bool", filter=[queries.access_filter(access), Q("term", initials=word)])
    search = Search().query(query).source(includes=["subject", "definitions"])
    return {**search[:limit].to_dict(), "track_total_hits": False}


def ids_body(ids: Sequence[str]) -> dict[str, Any]:
    """Which of the ids are there; nothing of them but the id."""
    body: dict[str, Any] = Search().query("terms", id=list(ids)).to_dict()
    return {**body, "size": len(ids), "_source": False, "track_total_hits": False}


def page_body(after: list[Any]) -> dict[str, Any]:
    """The next ids in their order, behind the sort values of the last."""
    body: dict[str, Any] = {
        "query": {"match_all": {}},
        "size": BATCH,
        "sort": [{"id": "asc"}],
        "_source": ["id", "kind"],
        "track_total_hits": False,
    }
    return {**body, "search_after": after} if after else body
