"""What every search engine promises; callers know nothing else of it.

Each answer holds only what ``Access`` allows: hits, totals, facets, suggestions.
There is no call without it, and it has no default.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, ServiceDown
from search.analysis.synonyms import SynonymTable
from search.document import HIGHEST_OPEN_CLASS, SearchRecord
from search.engines.inventory import Inventory
from search.faces import Hiding, Scope, hiding
from search.query.request import FACETS, SearchRequest

MAX_LIMIT = 100
COUNTED_EXACTLY = 100_000
#: From so many letters on a word may be two letters off.
LONG_WORD = 12


class SearchUnavailable(ServiceDown):
    """The engine cannot answer now (down, slow, overloaded, not built).

    ``reason`` is for the log and the operator, never for the page.
    """

    code = "search_unavailable"
    message = _("Search does not answer right now. Nothing was lost; try again.")

    def __init__(self, reason: str = "") -> None:
        """Keep the technical reason beside the message for people."""
        super().__init__()
        self.reason = reason


class InvalidCursor(OfficeError):
    """A paging cursor that was not made by us for this request."""

    code = "invalid_cursor"
    status = 422
    message = _("This page of results is no longer valid. Please search again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who searches: what he may find.

    A record is found when one of ``tokens`` stands in its ``access`` and its class
    is at most ``clearance`` (0 biasa .. 3 sangat rahasia), or when one of
    ``person_grants`` (grants to the person himself) stands there, whatever the
    class; never when a token or grant stands in its ``denied``, nor when its id is
    among ``denied_ids`` (rights withdrawn that the index does not know yet).

    Of the faces of a letter only the best of these is found (`search.faces`), but of
    the letters of ``reopened``, whose better face may be denied by its id, each.
    """

    tokens: frozenset[str]
    clearance: int
    person_grants: frozenset[str]
    denied_ids: frozenset[str]
    reopened: frozenset[str] = frozenset()

    @property
    def reads_restricted(self) -> bool:
        """Whether the index of rahasia and above is asked at all."""
        return self.clearance > HIGHEST_OPEN_CLASS or bool(self.person_grants)

    @property
    def all_tokens(self) -> frozenset[str]:
        """Tokens and grants together."""
        return self.tokens | self.person_grants

    def hiding(self, scope: Scope) -> Hiding:
        """By which terms a face is left out, as the searcher finds a better one."""
        return hiding(
            scope,
            grants=self.person_grants,
            tokens=self.tokens - self.person_grants,
            clearance=self.clearance,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. ``subject_html`` and ``snippets`` are escaped, words in <mark>."""

    id: str
    kind: str
    version: int
    score: float
    number: str
    subject: str
    subject_html: str
    snippets: tuple[str, ...]
    sender: str
    letter_date: dt.date | None
    received_on: dt.date | None
    type: str
    direction: str
    urgency: str
    status: str
    unit: str
    classification_code: str
    security: int
    page: int | None
    letter_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value and how many results choosing it (alone in its facet) gives."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits with counts; ``next_cursor`` is None on the last page.

    ``total_all_words``: how many of ``total`` hold every word; None for a query of
    fewer than two words. Above 100,000 ``total`` may be a lower bound.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_estimate: bool
    total_all_words: int | None
    facets: Mapping[str, tuple[FacetValue, ...]]
    next_cursor: str | None
    took_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A record whose subject or number begins with what is being typed."""

    id: str
    kind: str
    number: str
    subject: str


class Naming(NamedTuple):
    """Subjects with a run of such initials, and explanations as (short, long)."""

    subjects: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sources: Iterable[Mapping[str, Any]]) -> "Naming":
        """Of sources of records."""
        given = list(sources)
        pairs = [
            one.partition("=") for source in given for one in source["definitions"]
        ]
        return cls(
            subjects=tuple(source["subject"] for source in given),
            definitions=tuple((short, long) for short, _sign, long in pairs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteReport:
    """What became of a batch; ``superseded``: the index already had it newer."""

    written: int = 0
    superseded: int = 0
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """``state``: ok, rebuild_needed, unavailable; ``detail`` says why, in English."""

    engine: str
    state: str
    detail: str = ""
    documents: int = 0
    latency_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Take a record out, unless the index has a version newer than ``version``."""

    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOf:
    """Which page of the results: size, cursor of the page before, facets wanted."""

    limit: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = field(default=FACETS)


def letters_off(word: str) -> int:
    """How many letters a word may be off and still be meant (search design 5)."""
    return 2 if len(word) >= LONG_WORD else 1


class Engine(Protocol):
    """A search engine."""

    name: str
    #: The groups of words that its searches use at this moment.
    synonyms: Callable[[], SynonymTable]

    def prepare(self) -> None:
        """Make an empty index where there is none; else change nothing."""

    def index(self, records: Sequence[SearchRecord]) -> WriteReport:
        """Write whole records. An older version never replaces a newer."""

    def delete(self, deletions: Sequence[Deletion]) -> WriteReport:
        """Take records out; a later write of an older version stays out."""

    def search(
        self, request: SearchRequest, access: Access, page: PageOf | None = None
    ) -> Results:
        """Raises SearchUnavailable, InvalidCursor."""

    def facets(
        self, request: SearchRequest, access: Access, fields: tuple[str, ...] = FACETS
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """Only the counts of a search."""

    def suggest(
        self, text: str, access: Access, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Records whose subject has words beginning as typed, or their number."""

    def subjects_like(
        self, word: str, access: Access, limit: int = 30
    ) -> tuple[str, ...]:
        """Subjects with a word that begins as `word` (folded), or nearly is it.

        "Nearly": one letter more, less, other or swapped; two from twelve letters on.
        """

    def naming(self, word: str, access: Access, limit: int = 30) -> Naming:
        """Subjects whose initials spell `word` (folded), and where it is explained."""

    def missing(self, ids: Sequence[str]) -> set[str]:
        """Which of at most a thousand ids the index does not hold."""

    def known_ids(self) -> Iterator[list[tuple[str, str]]]:
        """All it holds, as (kind, id), in batches; for the comparison alone."""

    def rebuild(
        self,
        records: Iterable[SearchRecord],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Fill a new index beside the old and swap; returns records written.

        Searches and writes go on meanwhile; writes reach both.
        """

    def refresh(self) -> None:
        """Make all writes visible now (tests and command line only)."""

    def health(self) -> Health:
        """State of the engine; never raises."""

    def inventory(self, kinds: Sequence[str]) -> Inventory:
        """What it holds of each kind; raises SearchUnavailable."""
