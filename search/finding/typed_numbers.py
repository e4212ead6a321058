"""Suggestions for a number as it is printed, part of one, or a NIP.

A suggestion by beginnings of words cannot know `100.1.4/0574` or `574/SETDA`; a search
reads them in any spelling (`search.analysis.numbers`), so it is asked.
"""

from search.engines.contract import Access, Engine, PageOf, Suggestion
from search.query import SearchRequest
from search.query.request import Either, NumberIs

#: A bare number of few digits begins many things; the index's own beginnings do better.
_SURE = frozenset({"nip", "number", "mention", "segments"})


def by_number(
    request: SearchRequest, access: Access, engine: Engine, limit: int
) -> list[Suggestion]:
    """Things with the number that is all of the request; else none."""
    if not request.clauses or not all(_is_sure(clause) for clause in request.clauses):
        return []
    found = engine.search(request, access, PageOf(limit=limit, facets=()))
    return [
        Suggestion(id=hit.id, kind=hit.kind, number=hit.number, subject=hit.subject)
        for hit in found.hits
    ]


def _is_sure(clause: object) -> bool:
    if isinstance(clause, Either):
        return any(_is_sure(option) for option in clause.options)
    return isinstance(clause, NumberIs) and clause.form.kind in _SURE
