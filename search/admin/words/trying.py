"""Trying words out: how a text is read, and what a new group would change."""

from dataclasses import dataclass, replace
from itertools import islice

from eoffice.organisation.actor import Actor
from search.admin.hits import ShownHit, shown_hits
from search.analysis.stemming import is_stop_word, stem
from search.analysis.text import tokens
from search.chosen_engine import engine
from search.engines.contract import PageOf, SearchUnavailable
from search.finding import searching
from search.query import SearchRequest
from search.query.plan import make_plan

SHOWN = PageOf(limit=5, facets=())
MOST_READ = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedWord:
    """A word as typed, its stem, and whether it is passed over."""

    word: str
    stem: str
    is_passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """How many the person finds, and the first of them."""

    total: int
    hits: list[ShownHit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The reading of a text; lists where a group was tried, None while away."""

    words: list[TriedWord]
    meant: list[list[str]]
    before: FoundList | None = None
    after: FoundList | None = None


def tried(actor: Actor, text: str, group: tuple[str, ...]) -> Tried:
    """Read a text as searches read it; with a group, find by the person's own rights.

    The group works for these two lists alone, as if it stood among the others.
    """
    request = searching.understand(text).request
    before = _found(actor, request)
    after = _found(actor, replace(request, groups=(group,))) if group else None
    plan = make_plan(request, engine().synonyms())
    return Tried(
        words=[
            TriedWord(word=word, stem=stem(word), is_passed=is_stop_word(word))
            for word, _start, _end in islice(tokens(text), MOST_READ)
        ],
        meant=[[one.text for one in slot.alternatives] for slot in plan.slots],
        before=before,
        after=after,
    )


def _found(actor: Actor, request: SearchRequest) -> FoundList | None:
    try:
        answer = searching.search(actor, request, SHOWN)
    except SearchUnavailable:
        return None
    hits = shown_hits(answer.hits, request, request.text, answer.others)
    return FoundList(total=answer.total, hits=hits)
