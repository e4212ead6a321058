"""The engine contract on Elasticsearch."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from elasticsearch import NotFoundError

from search.analysis.synonyms import SynonymTable, default_synonyms
from search.document import RECORD_VERSION, SearchRecord
from search.elastic import comparing
from search.elastic.answers import (
    ElasticQuestion,
    continue_body,
    counts_body,
    hits_body,
    read_facets,
    read_results,
    read_suggestions,
    sort_keys,
    suggest_body,
)
from search.elastic.connection import SERVER_MAJOR, Connection, ElasticServer
from search.elastic.inventory import inventory
from search.elastic.mapping import stamp
from search.elastic.writing import ElasticWriter
from search.engines.contract import (
    MAX_LIMIT,
    Access,
    Deletion,
    FacetValue,
    Health,
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

# How long the server keeps the state of the index between two pages.
POINT_IN_TIME_FOR = "2m"


class ElasticEngine:
    """Elasticsearch 8.19; one alias for open records, one for restricted ones."""

    name = "elasticsearch"

    def __init__(
        self,
        server: ElasticServer,
        *,
        secret: str,
        synonyms: Callable[[], SynonymTable] = default_synonyms,
    ) -> None:
        """Nothing is sent until the first call. ``secret`` signs cursors."""
        self._connection = Connection(server)
        self._writer = ElasticWriter(self._connection, server.prefix, server.replicas)
        self._signer = CursorSigner(secret)
        self.synonyms = synonyms
        self._is_fit = False

    def prepare(self) -> None:
        """Make empty indexes where there are none."""
        self._writer.prepare()

    def index(self, records: Sequence[SearchRecord]) -> WriteReport:
        """Write whole records in bulk."""
        self._require_fit()
        return self._writer.index(records)

    def delete(self, deletions: Sequence[Deletion]) -> WriteReport:
        """Take records out."""
        return self._writer.delete(deletions)

    def rebuild(
        self,
        records: Iterable[SearchRecord],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Fill new indexes and swap."""
        return self._writer.rebuild(records, progress or (lambda _: None))

    def search(
        self, request: SearchRequest, access: Access, page: PageOf | None = None
    ) -> Results:
        """A page of results; see the contract."""
        question = self._question(request, access, page or PageOf())
        bound_to = binding(request, access, self.name)
        cursor = question.page.cursor
        state = self._signer.open(cursor, bound_to) if cursor else {}
        hits = continue_body(hits_body(question), state)
        answers = self._page([hits, counts_body(question)], state, access)
        return read_results(
            answers,
            question,
            next_cursor=self._next(answers[0], question, state, bound_to),
        )

    def _question(
        self, request: SearchRequest, access: Access, page: PageOf
    ) -> ElasticQuestion:
        limit = max(1, min(page.limit, MAX_LIMIT))
        bounded = PageOf(limit=limit, cursor=page.cursor, facets=page.facets)
        plan = make_plan(request, self.synonyms())
        return ElasticQuestion(request=request, plan=plan, access=access, page=bounded)

    def _page(
        self, bodies: list[dict[str, Any]], state: dict[str, Any], access: Access
    ) -> list[Mapping[str, Any]]:
        """First page as it is now; from the second on, the state of a point in time.

        One that is gone is replaced by a new one at the same sort values.
        """
        names = self._read(access)
        if not state:
            return self._ask_both(bodies, {"index": names})
        if state.get("pit"):
            pit = self._pit(state["pit"])
            try:
                return self._ask_both([{**body, "pit": pit} for body in bodies], {})
            except SearchUnavailable as error:
                if not isinstance(error.__cause__, NotFoundError):
                    raise
        opened = self._connection.ask(
            lambda client: client.open_point_in_time(
                index=names, keep_alive=POINT_IN_TIME_FOR
            )
        )
        pit = self._pit(opened["id"])
        return self._ask_both([{**body, "pit": pit} for body in bodies], {})

    @staticmethod
    def _pit(pit_id: str) -> dict[str, str]:
        return {"id": pit_id, "keep_alive": POINT_IN_TIME_FOR}

    def _ask_both(
        self, bodies: list[dict[str, Any]], header: dict[str, Any]
    ) -> list[Mapping[str, Any]]:
        """Hits and counts in one call, which the server works on side by side."""
        lines = [line for body in bodies for line in (header, body)]
        return [_whole(one) for one in self._connection.ask_all(lines)]

    def _ask(self, **arguments: Any) -> Mapping[str, Any]:
        answer = self._connection.ask(lambda client: client.search(**arguments))
        return _whole(answer.body)

    def _next(
        self,
        answer: Mapping[str, Any],
        question: ElasticQuestion,
        state: dict[str, Any],
        bound_to: str,
    ) -> str | None:
        """Cursor of the next page.

        Scores shift when others write, so a ranked list does not go on behind the
        score of the first page, which had no point in time: it leaves out what
        the first page showed.
        """
        hits = answer["hits"]["hits"]
        limit = question.page.limit
        if len(hits) <= limit:
            return None
        following = {"pit": answer.get("pit_id"), "seen": state.get("seen", [])}
        if question.by_relevance and not state:
            following["seen"] = [hit["_id"] for hit in hits[:limit]]
        else:
            # A point in time adds a tie-breaker of its own; ours is the id.
            keys = len(sort_keys(question))
            following["after"] = hits[limit - 1]["sort"][:keys]
        return self._signer.seal(following, bound_to)

    def _require_fit(self) -> None:
        """Refuse an index of older records, which lack fields that we ask for.

        The server takes a field it does not know for one that nothing has: it would
        answer that nothing is there, or every face of a letter. Asked until it fits.

        Raises:
            SearchUnavailable: it must be built again.
        """
        if self._is_fit:
            return
        if any(one.get("record_version") != RECORD_VERSION for one in self._facts()):
            message = "the index holds records of another version"
            raise SearchUnavailable(message)
        self._is_fit = True

    def _facts(self) -> list[Mapping[str, Any]]:
        """What our indexes say of how they were made."""
        mappings = self._connection.ask(
            lambda client: client.indices.get_mapping(index=self._all())
        )
        return [one["mappings"].get("_meta", {}) for one in mappings.body.values()]

    def _read(self, access: Access) -> list[str]:
        self._require_fit()
        open_shelf, restricted = self._writer.shelves
        names = [open_shelf.read]
        return [*names, restricted.read] if access.reads_restricted else names

    def facets(
        self, request: SearchRequest, access: Access, fields: tuple[str, ...] = FACETS
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """Only the counts."""
        question = self._question(request, access, PageOf(facets=fields))
        answer = self._ask(index=self._read(access), body=counts_body(question))
        return read_facets(answer, fields)

    def suggest(
        self, text: str, access: Access, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Subjects and numbers that begin as typed."""
        if not any(char.isalnum() for char in text):
            return ()
        body = suggest_body(text, access, max(1, min(limit, MAX_LIMIT)))
        return read_suggestions(self._ask(index=self._read(access), body=body))

    def subjects_like(
        self, word: str, access: Access, limit: int = 30
    ) -> tuple[str, ...]:
        """Subjects with a word that begins so, or nearly is it."""
        body = comparing.subjects_like_body(word, access, limit)
        answer = self._ask(index=self._read(access), body=body)
        return tuple(hit["_source"]["subject"] for hit in answer["hits"]["hits"])

    def naming(self, word: str, access: Access, limit: int = 30) -> Naming:
        """Records that say what the word stands for."""
        body = comparing.naming_body(word, access, limit)
        hits = self._ask(index=self._read(access), body=body)["hits"]["hits"]
        return Naming.of(hit["_source"] for hit in hits)

    def missing(self, ids: Sequence[str]) -> set[str]:
        """Ids that no document bears."""
        answer = self._ask(index=self._all(), body=comparing.ids_body(ids))
        return set(ids) - {hit["_id"] for hit in answer["hits"]["hits"]}

    def known_ids(self) -> Iterator[list[tuple[str, str]]]:
        """All documents, by id."""
        after: list[Any] = []
        while True:
            body = comparing.page_body(after)
            hits = self._ask(index=self._all(), body=body)["hits"]["hits"]
            if not hits:
                return
            yield [(hit["_source"]["kind"], hit["_source"]["id"]) for hit in hits]
            after = hits[-1]["sort"]

    def _all(self) -> list[str]:
        return [shelf.read for shelf in self._writer.shelves]

    def refresh(self) -> None:
        """Make all writes visible now."""
        self._connection.tell(lambda client: client.indices.refresh(index=self._all()))

    def health(self) -> Health:
        """Server version, stamp of the mapping, count of records."""
        started = time.monotonic()
        try:
            state, detail, documents = self._inspect()
        except SearchUnavailable as error:
            state, detail, documents = "unavailable", error.reason, 0
        return Health(
            engine=self.name,
            state=state,
            detail=detail,
            documents=documents,
            latency_ms=round((time.monotonic() - started) * 1000),
        )

    def inventory(self, kinds: Sequence[str]) -> Inventory:
        """Version, size of the indexes, documents by kind."""
        return inventory(kinds, self._all(), self._connection)

    def _inspect(self) -> tuple[str, str, int]:
        info = self._connection.ask(lambda client: client.info())
        version = info["version"]["number"]
        if version.partition(".")[0] != SERVER_MAJOR:
            return "unavailable", f"server version {version}, 8 expected", 0
        try:
            found = self._facts()
        except SearchUnavailable as error:
            if isinstance(error.__cause__, NotFoundError):
                return "rebuild_needed", "there is no index", 0
            raise
        if any(meta.get("stamp") != stamp() for meta in found):
            return "rebuild_needed", "mapping or word table has changed", 0
        counted = self._connection.ask(lambda client: client.count(index=self._all()))
        return "ok", "", counted["count"]


def _whole(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer; a part of the hits would be taken for all of them."""
    if body.get("timed_out") or body["_shards"]["failed"]:
        message = "the search server answered in part only"
        raise SearchUnavailable(message)
    return body
