"""What else the embedded index is asked: words nearly typed, and what it holds."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tantivy import Occur, Order, Query, Searcher

from search.embedded.queries import QueryMaker
from search.embedded.schema import read_source
from search.embedded.views import View
from search.engines.contract import Access, Naming, letters_off

BATCH = 500


def subjects_like(word: str, access: Access, limit: int, view: View) -> tuple[str, ...]:
    """Subjects of what the searcher may find with such a word, best first."""
    make = QueryMaker(view.schema, dt.date(1900, 1, 1))
    near = Query.fuzzy_term_query(
        view.schema, "subject_exact", word, distance=letters_off(word)
    )
    alike = [make.begins("subject_exact", word), near]
    query = Query.boolean_query(
        [
            (Occur.Must, make.access_filter(access)),
            (Occur.Must, Query.boolean_query([(Occur.Should, one) for one in alike])),
        ]
    )
    found: list[str] = []
    for searcher in view.searchers(restricted=access.reads_restricted):
        hits = searcher.search(query, limit=limit, count=False).hits
        found += [read_source(searcher.doc(at))["subject"] for _score, at in hits]
    return tuple(found[:limit])


def naming(word: str, access: Access, limit: int, view: View) -> Naming:
    """Records with a name of which the word is the short form."""
    make = QueryMaker(view.schema, dt.date(1900, 1, 1))
    spelt = Query.term_query(view.schema, "initials", word, index_option="basic")
    query = Query.boolean_query(
        [(Occur.Must, make.access_filter(access)), (Occur.Must, spelt)]
    )
    found: list[dict[str, Any]] = []
    for searcher in view.searchers(restricted=access.reads_restricted):
        hits = searcher.search(query, limit=limit, count=False).hits
        found += [read_source(searcher.doc(at)) for _score, at in hits]
    return Naming.of(found[:limit])


def missing(ids: Sequence[str], view: View) -> set[str]:
    """Which of the ids no living document bears."""
    wanted = list(ids)
    # one question for all of them: mostly nothing is missing, and it ends here
    if sum(_count(_living(view, wanted), s) for s in _all(view)) == len(set(wanted)):
        return set()
    return {
        one
        for one in wanted
        if not any(_count(_living(view, [one]), s) for s in _all(view))
    }


def known_ids(view: View) -> Iterator[list[tuple[str, str]]]:
    """(kind, id) of every living document, in batches."""
    make = QueryMaker(view.schema, dt.date(1900, 1, 1))
    for searcher in _all(view):
        last = -1
        while True:
            parts = [make.after("id_key", last, descending=False)]
            # a tombstone has no class, so what was deleted is not counted
            parts.append(Query.exists_query("security"))
            hits = searcher.search(
                Query.boolean_query([(Occur.Must, part) for part in parts]),
                limit=BATCH,
                count=False,
                order_by_field="id_key",
                order=Order.Asc,
            ).hits
            if not hits:
                break
            sources = [read_source(searcher.doc(at)) for _key, at in hits]
            yield [(source["kind"], source["id"]) for source in sources]
            last = int(hits[-1][0])


def _all(view: View) -> list[Searcher]:
    return view.searchers(restricted=True)


def _living(view: View, ids: list[str]) -> Query:
    return Query.boolean_query(
        [
            (Occur.Must, Query.term_set_query(view.schema, "id", ids)),
            (Occur.Must, Query.exists_query("security")),
        ]
    )


def _count(query: Query, searcher: Searcher) -> int:
    result = searcher.search(query, limit=1)
    # The library's type stub leaves this property out.
    return int(getattr(result, "count", None) or 0)
