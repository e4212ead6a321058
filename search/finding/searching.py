"""Searching as a person: the one way from a question to results shown.

Pages and the API call this and nothing below it, so that rights, the last check and
labels are the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from eoffice.organisation.actor import Actor
from search.analysis.numbers import join_number_spaces
from search.chosen_engine import engine
from search.engines.contract import Access, Hit, PageOf, Suggestion
from search.finding.access import (
    SeenFace,
    access_of,
    allowed_ids,
    still_visible,
)
from search.finding.meaning import Meant, as_meant
from search.finding.office_names import labels_for, office_vocabulary
from search.finding.typed_numbers import by_number
from search.query import Hint, Parsed, SearchRequest, Vocabulary, parse
from search.query.request import FACETS
from search.watching.noting import Answered, note_answer
from search.words.table import one_table

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFacet:
    """A facet value with its label and count."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of results, ready to be shown."""

    hits: tuple[Hit, ...]
    #: By the id of a hit: the other faces of its letter that the person may see.
    others: Mapping[str, tuple[SeenFace, ...]]
    total: int
    total_is_estimate: bool
    total_all_words: int | None
    facets: Mapping[str, tuple[ChosenFacet, ...]]
    next_cursor: str | None
    took_ms: int
    #: What the hits answer: as corrected, with the short names that were found.
    meant: SearchRequest
    #: The rights it was asked with, for more questions of the same moment.
    access: Access
    corrected: str | None = None


def understand(
    text: str,
    *,
    chosen: Chosen = (),
    sort: str = "relevance",
    all_words: bool = False,
) -> Parsed:
    """Read what somebody typed, with the filters ticked beside it."""
    # only fields and numbers name units and types: plain words need no look-up
    has_names = ":" in text or any(char.isdigit() for char in text)
    vocabulary = office_vocabulary() if has_names else Vocabulary()
    parsed = parse(text, today=timezone.localdate(), vocabulary=vocabulary)
    request = replace(parsed.request, chosen=chosen, sort=sort, all_words=all_words)
    return Parsed(request=request, hints=parsed.hints)


@one_table()
def search_as_meant(
    actor: Actor | None, request: SearchRequest, page: PageOf
) -> Answer:
    """Results of a request, or of what was probably meant where nothing has all words.

    Raises:
        As `search`.
    """
    access = access_of(actor)
    meant = as_meant(request, access, engine(), page)
    if page.cursor is None:
        _note(actor, request, meant)
    return _answer(actor, request, meant, access)


def _note(actor: Actor | None, request: SearchRequest, meant: Meant) -> None:
    """Keep of what went badly what may be kept of it."""
    found = meant.results
    given = Answered(
        text=request.text,
        total=found.total,
        took_ms=found.took_ms,
        classes=[hit.security for hit in found.hits],
    )
    note_answer(actor, given, engine().synonyms())


def search(actor: Actor | None, request: SearchRequest, page: PageOf) -> Answer:
    """Results of a request for a person, word for word.

    Raises:
        SearchUnavailable: the engine is away (503).
        InvalidCursor: not our cursor, or of another request (422).
    """
    access = access_of(actor)
    found = engine().search(request, access, page)
    return _answer(actor, request, Meant(results=found, request=request), access)


def _answer(
    actor: Actor | None, request: SearchRequest, meant: Meant, access: Access
) -> Answer:
    found = meant.results
    shown, others = still_visible(actor, found.hits)
    chosen = dict(request.chosen)
    return Answer(
        hits=tuple(shown),
        others=others,
        # what the last check took out is not counted either
        total=found.total - (len(found.hits) - len(shown)),
        total_is_estimate=found.total_is_estimate,
        total_all_words=found.total_all_words,
        facets={
            field: _choices(field, values, chosen.get(field, ()))
            for field, values in found.facets.items()
        },
        next_cursor=found.next_cursor,
        took_ms=found.took_ms,
        meant=meant.request,
        access=access,
        corrected=meant.corrected,
    )


def _choices(
    field: str, values: tuple, chosen: tuple[str, ...]
) -> tuple[ChosenFacet, ...]:
    labels = labels_for(field, [one.value for one in values])
    return tuple(
        ChosenFacet(
            value=one.value,
            label=str(labels.get(one.value, one.value)),
            count=one.count,
            is_chosen=one.value in chosen,
        )
        for one in values
    )


@one_table()
def suggest(actor: Actor | None, text: str, limit: int = 8) -> list[Suggestion]:
    """What the person may be typing: subjects and numbers of what he may see."""
    access, asked = access_of(actor), engine()
    given = by_number(understand(text).request, access, asked, limit)
    given = given or list(asked.suggest(join_number_spaces(text), access, limit))
    allowed = allowed_ids(actor, [(one.kind, one.id) for one in given])
    return [one for one in given if one.id in allowed]


__all__ = [
    "FACETS",
    "Answer",
    "ChosenFacet",
    "Hint",
    "PageOf",
    "search",
    "search_as_meant",
    "suggest",
    "understand",
]
