"""What to try when nothing was found: the same question with one condition less.

Each is counted by the searcher's own rights, and only what has hits is offered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.analysis.text import fold, tokens
from search.chosen_engine import engine
from search.engines.contract import Access, PageOf
from search.query import SearchRequest
from search.query.request import (
    Clause,
    DateWithin,
    Phrase,
    Prefix,
    ValueIs,
    Without,
    Word,
)

#: Each costs a search.
MOST_TRIED = 8
MOST_OFFERED = 4
FEWEST_LETTERS, SHORTEST_BEGINNING = 5, 4
#: Conditions that are let go as a whole.
_DROPPED: dict[type, str] = {DateWithin: "date", Without: "without", ValueIs: "value"}
COUNTED = PageOf(limit=1, facets=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """A question that has `total` hits, and what `code` says was let go of `words`."""

    code: str
    words: str
    request: SearchRequest
    total: int


def wider(access: Access, request: SearchRequest) -> list[Wider]:
    """Return questions near one that found nothing, the nearest first.

    Raises:
        SearchUnavailable: the engine is away.
    """
    found: list[Wider] = []
    tried = [request]
    for code, words, near in list(_nearby(request))[:MOST_TRIED]:
        if near in tried:
            continue
        tried.append(near)
        total = engine().search(near, access, COUNTED).total
        if total:
            found.append(Wider(code=code, words=words, request=near, total=total))
        if len(found) == MOST_OFFERED:
            break
    return found


def _nearby(request: SearchRequest) -> Iterator[tuple[str, str, SearchRequest]]:
    if request.chosen and request.clauses:
        yield "filters", "", replace(request, chosen=())
    for at, clause in enumerate(request.clauses):
        code, words, wider_clauses = _let_go(clause)
        if code:
            clauses = (
                *request.clauses[:at],
                *wider_clauses,
                *request.clauses[at + 1 :],
            )
            if clauses:
                yield code, words, replace(request, clauses=clauses)
    plain = tuple(_plain_words(request.clauses))
    if plain:
        yield "all", "", replace(request, clauses=plain, chosen=())


def _plain_words(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Nothing but the words, each by itself."""
    for clause in clauses:
        if isinstance(clause, Word | Phrase):
            yield from (Word(text=word) for word in clause.text.split())


def _let_go(clause: Clause) -> tuple[str, str, tuple[Clause, ...]]:
    """(what was let go, of which words, the clauses instead)."""
    if isinstance(clause, Word | Phrase | Prefix) and clause.fields:
        return "fields", clause.text, (replace(clause, fields=()),)
    if isinstance(clause, Phrase):
        words = tuple(Word(text=word) for word in clause.text.split())
        return "order", clause.text, words
    if isinstance(clause, Word):
        return _begun(clause)
    return _DROPPED.get(type(clause), ""), "", ()


def _begun(clause: Word) -> tuple[str, str, tuple[Clause, ...]]:
    """A word by its beginning: what is wrong at its end does no harm."""
    word = next((token for token, _start, _end in tokens(fold(clause.text))), "")
    if len(word) < FEWEST_LETTERS or not word.isalpha():
        return "", "", ()
    begun = word[: max(SHORTEST_BEGINNING, len(word) * 2 // 3)]
    return "beginning", f"{begun}*", (Prefix(text=begun),)
