"""The engine contract on the embedded index."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from search.analysis.synonyms import SynonymTable, default_synonyms
from search.document import SearchRecord
from search.embedded import comparing
from search.embedded.answers import (
    MAX_RANKED,
    EmbeddedQuestion,
    FoundRow,
    Reading,
    suggestions,
)
from search.embedded.folder import IndexFolder
from search.embedded.inventory import inventory
from search.embedded.queries import matches
from search.embedded.schema import stamp
from search.embedded.views import View, Views
from search.embedded.writing import EmbeddedWriter
from search.engines.contract import (
    MAX_LIMIT,
    Access,
    Deletion,
    FacetValue,
    Health,
    InvalidCursor,
    Naming,
    PageOf,
    Results,
    SearchUnavailable,
    Suggestion,
    WriteReport,
)
from search.engines.cursor import CursorSigner, binding
from search.engines.inventory import Inventory
from search.query.plan import make_plan
from search.query.request import FACETS, SearchRequest


class EmbeddedEngine:
    """tantivy in a folder of ours."""

    name = "tantivy"

    def __init__(
        self,
        folder: Path,
        *,
        secret: str,
        synonyms: Callable[[], SynonymTable] = default_synonyms,
    ) -> None:
        """Nothing is read until the first call. ``secret`` signs cursors."""
        self._folder = IndexFolder(folder)
        self._writer = EmbeddedWriter(self._folder)
        self._views = Views(self._folder)
        self._signer = CursorSigner(secret)
        self.synonyms = synonyms

    def prepare(self) -> None:
        """Make an empty index where there is none."""
        with _failures():
            self._writer.prepare()

    def index(self, records: Sequence[SearchRecord]) -> WriteReport:
        """Write whole records."""
        with _failures():
            return self._writer.index(records)

    def delete(self, deletions: Sequence[Deletion]) -> WriteReport:
        """Take records out."""
        with _failures():
            return self._writer.delete(deletions)

    def rebuild(
        self,
        records: Iterable[SearchRecord],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Fill a new generation and swap."""
        return self._writer.rebuild(records, progress or (lambda _: None))

    def search(
        self, request: SearchRequest, access: Access, page: PageOf | None = None
    ) -> Results:
        """A page of results; see the contract."""
        started = time.perf_counter()
        question = self._question(request, access, page or PageOf())
        bound_to = binding(request, access, self.name)
        cursor = question.page.cursor
        state = self._signer.open(cursor, bound_to) if cursor else None
        with _failures():
            view = self._view(state)
            reading = Reading(question, view, _today())
            found = self._found(reading, question, state)
            total, facets = reading.counted(question.page.facets)
            limit = question.page.limit
            return Results(
                hits=reading.hits(found[:limit]),
                total=total,
                total_is_estimate=False,
                total_all_words=reading.total_all_words(),
                facets=facets,
                next_cursor=self._next(found, question, state, view, bound_to),
                took_ms=round((time.perf_counter() - started) * 1000),
            )

    def _question(
        self, request: SearchRequest, access: Access, page: PageOf
    ) -> EmbeddedQuestion:
        limit = max(1, min(page.limit, MAX_LIMIT))
        bounded = PageOf(limit=limit, cursor=page.cursor, facets=page.facets)
        plan = make_plan(request, self.synonyms())
        return EmbeddedQuestion(request=request, plan=plan, access=access, page=bounded)

    def _view(self, state: Mapping[str, Any] | None) -> View:
        """The view of the page before; where it is gone, the present one."""
        return (state and self._views.earlier(state["view"])) or self._views.present()

    def _found(
        self,
        reading: Reading,
        question: EmbeddedQuestion,
        state: Mapping[str, Any] | None,
    ) -> list[FoundRow]:
        # one more than is shown tells whether there is a further page
        wanted = question.page.limit + 1
        if not question.by_relevance:
            return reading.ordered(state, wanted)
        offset = state["offset"] if state else 0
        if offset + wanted > MAX_RANKED + MAX_LIMIT:
            raise InvalidCursor
        return reading.ranked(offset, wanted)

    def _next(
        self,
        found: list[FoundRow],
        question: EmbeddedQuestion,
        state: Mapping[str, Any] | None,
        view: View,
        bound_to: str,
    ) -> str | None:
        limit = question.page.limit
        if len(found) <= limit:
            return None
        if question.by_relevance:
            offset = (state["offset"] if state else 0) + limit
            if offset >= MAX_RANKED:
                return None
            return self._signer.seal({"view": view.key, "offset": offset}, bound_to)
        last = found[limit - 1]
        after = {"view": view.key, "tier": last.tier, "key": int(last.value)}
        return self._signer.seal(after, bound_to)

    def facets(
        self, request: SearchRequest, access: Access, fields: tuple[str, ...] = FACETS
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """Only the counts."""
        question = self._question(request, access, PageOf(facets=fields))
        with _failures():
            view = self._views.present()
            return Reading(question, view, _today()).counted(fields)[1]

    def suggest(
        self, text: str, access: Access, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Subjects and numbers that begin as typed."""
        with _failures():
            view = self._views.present()
            return suggestions(text, access, max(1, min(limit, MAX_LIMIT)), view)

    def subjects_like(
        self, word: str, access: Access, limit: int = 30
    ) -> tuple[str, ...]:
        """Subjects with a word that begins so, or nearly is it."""
        with _failures():
            return comparing.subjects_like(word, access, limit, self._views.present())

    def naming(self, word: str, access: Access, limit: int = 30) -> Naming:
        """Records that say what the word stands for."""
        with _failures():
            return comparing.naming(word, access, limit, self._views.present())

    def missing(self, ids: Sequence[str]) -> set[str]:
        """Ids that no document bears; what was deleted is not there."""
        with _failures():
            return comparing.missing(ids, self._views.present())

    def known_ids(self) -> Iterator[list[tuple[str, str]]]:
        """All documents but those of deleted records."""
        with _failures():
            view = self._views.present()
        yield from comparing.known_ids(view)

    def refresh(self) -> None:
        """Every commit is visible to the next search: nothing to do but look."""
        with _failures():
            self._views.present()

    def health(self) -> Health:
        """Stamp of the folder, count of records."""
        started = time.monotonic()
        generation = self._folder.current()
        documents, state, detail = 0, "ok", ""
        if generation is None:
            state, detail = "rebuild_needed", "there is no index"
        elif generation.stamp != stamp():
            state, detail = "rebuild_needed", "schema or word table has changed"
        else:
            try:
                documents = self._documents()
            except SearchUnavailable as error:
                state, detail = "unavailable", error.reason
        return Health(
            engine=self.name,
            state=state,
            detail=detail,
            documents=documents,
            latency_ms=round((time.monotonic() - started) * 1000),
        )

    def inventory(self, kinds: Sequence[str]) -> Inventory:
        """Version, size of the folder, documents by kind."""
        with _failures():
            return inventory(kinds, self._folder.current(), self._views.present())

    def _documents(self) -> int:
        with _failures():
            view = self._views.present()
            exists = tantivy.Query.exists_query("security")
            return sum(
                matches(searcher, exists)
                for searcher in view.searchers(restricted=True)
            )


def _today() -> dt.date:
    """The day, for the recency bonus only; a zone's hours do not matter there."""
    return dt.datetime.now(dt.UTC).date()


@contextmanager
def _failures() -> Iterator[None]:
    """Tantivy and the file system failing is the engine being away."""
    try:
        yield
    # the binding raises ValueError for every fault of its own
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"{type(error).__name__}: {error}"[:200]) from error
