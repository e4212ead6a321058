"""Writing to the indexes: bulk, deletions, rebuild with a swap of aliases."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from search.document import SearchRecord
from search.elastic.connection import Connection
from search.elastic.mapping import index_body
from search.elastic.names import Shelf, shelves
from search.engines.contract import Deletion, SearchUnavailable, WriteReport

BULK_RECORDS = 500
# Far below the 100 MB that the server takes in one request by default.
BULK_BYTES = 5_000_000
_VERSION_CONFLICT, _NOT_FOUND = 409, 404
_CREATED_BY_ANOTHER = "resource_already_exists_exception"


class ElasticWriter:
    """All writes. Deletions and moves between the shelves carry the version."""

    def __init__(self, connection: Connection, prefix: str, replicas: int) -> None:
        """Writes under ``prefix``."""
        self._connection = connection
        self._replicas = replicas
        self.shelves = shelves(prefix)

    def prepare(self) -> None:
        """Make the first indexes with their aliases; nothing where there are some."""
        for shelf in self.shelves:
            self._connection.tell(partial(self._first, shelf))

    def _first(self, shelf: Shelf, client: Elasticsearch) -> None:
        if client.indices.exists_alias(name=shelf.write):
            return
        body = index_body(filling=False, replicas=self._replicas)
        aliases: dict[str, Any] = {shelf.read: {}, shelf.write: {}}
        # of two processes that start at once the second finds the index made
        create = client.options(ignore_status=400).indices.create
        answer = create(index=shelf.first(), aliases=aliases, **body)
        error = answer.body.get("error", {})
        if error and error.get("type") != _CREATED_BY_ANOTHER:
            raise SearchUnavailable(str(error.get("type")))

    def index(self, records: Sequence[SearchRecord]) -> WriteReport:
        """Write each record to its shelf and take it off the other one."""
        return self._connection.tell(lambda client: self._index(client, records))

    def _index(
        self, client: Elasticsearch, records: Sequence[SearchRecord]
    ) -> WriteReport:
        building = self._building(client)
        actions = (
            action
            for record in records
            for action in _record_actions(record, self.shelves, building)
        )
        return _report(_bulk(client, actions))

    def delete(self, deletions: Sequence[Deletion]) -> WriteReport:
        """Take records off every shelf."""
        return self._connection.tell(lambda client: self._delete(client, deletions))

    def _delete(
        self, client: Elasticsearch, deletions: Sequence[Deletion]
    ) -> WriteReport:
        targets = [shelf.write for shelf in self.shelves] + [
            shelf.building for shelf in self._building(client)
        ]
        actions = (
            _delete_action(target, one.id, one.version)
            for one in deletions
            for target in targets
        )
        return _report(_bulk(client, actions))

    def _building(self, client: Elasticsearch) -> tuple[Shelf, ...]:
        """Shelves under construction: writes must reach them too.

        A deletion that carries a version makes an index where its alias is missing,
        with a guessed mapping and in the alias' place. So nothing is written until
        the aliases stand.

        Raises:
            SearchUnavailable: the indexes were not prepared yet.
        """
        names = [n for shelf in self.shelves for n in (shelf.write, shelf.building)]
        ask = client.options(ignore_status=_NOT_FOUND).indices.get_alias
        found = ask(name=",".join(names)).body
        there = {
            alias
            for index in found.values()
            if isinstance(index, dict)
            for alias in index.get("aliases", {})
        }
        if not there.issuperset(shelf.write for shelf in self.shelves):
            raise SearchUnavailable("not_prepared")
        is_building = there.issuperset(shelf.building for shelf in self.shelves)
        return self.shelves if is_building else ()

    def rebuild(
        self, records: Iterable[SearchRecord], progress: Callable[[int], None]
    ) -> int:
        """Fill new indexes, then swap all aliases in one call and drop the old."""
        now = dt.datetime.now(dt.UTC)
        fresh = {shelf: shelf.next(now) for shelf in self.shelves}
        self._connection.tell(lambda client: self._start(client, fresh))
        try:
            count = self._fill(records, fresh, progress)
        except BaseException:
            self._connection.tell(lambda client: _drop(client, fresh.values()))
            raise
        self._connection.tell(lambda client: self._swap(client, fresh))
        return count

    def _start(self, client: Elasticsearch, fresh: dict[Shelf, str]) -> None:
        """Leftovers of a killed rebuild go first: only one is under way."""
        for shelf, name in fresh.items():
            _drop(client, _behind(client, shelf.building))
            body = index_body(filling=True, replicas=0)
            client.indices.create(index=name, **body)
            client.indices.put_alias(index=name, name=shelf.building)

    def _fill(
        self,
        records: Iterable[SearchRecord],
        fresh: dict[Shelf, str],
        progress: Callable[[int], None],
    ) -> int:
        open_name, restricted_name = fresh.values()
        count = 0

        def actions() -> Iterator[dict[str, Any]]:
            for record in records:
                name = restricted_name if record.is_restricted else open_name
                yield _index_action(name, record.source(), alias=False)

        def run(client: Elasticsearch) -> int:
            nonlocal count
            for result in _bulk(client, actions()):
                _raise_on_fault(result)
                count += 1
                if count % BULK_RECORDS == 0:
                    progress(count)
            return count

        return self._connection.tell(run)

    def _swap(self, client: Elasticsearch, fresh: dict[Shelf, str]) -> None:
        settings = {"refresh_interval": "1s", "number_of_replicas": self._replicas}
        actions: list[dict[str, Any]] = []
        old: list[str] = []
        for shelf, name in fresh.items():
            client.indices.put_settings(index=name, settings=settings)
            # until now nothing of it was visible (`refresh_interval`)
            client.indices.refresh(index=name)
            behind = _behind(client, shelf.write)
            old += behind
            for former in behind:
                actions += _alias_moves("remove", former, shelf)
            actions += _alias_moves("add", name, shelf)
            gone = {"index": name, "alias": shelf.building}
            actions.append({"remove": gone})
        client.indices.update_aliases(actions=actions)
        _drop(client, old)


def _alias_moves(verb: str, index: str, shelf: Shelf) -> list[dict[str, Any]]:
    return [
        {verb: {"index": index, "alias": alias}} for alias in (shelf.read, shelf.write)
    ]


def _behind(client: Elasticsearch, alias: str) -> list[str]:
    try:
        return list(client.indices.get_alias(name=alias).body)
    except NotFoundError:
        return []


def _drop(client: Elasticsearch, names: Iterable[str]) -> None:
    wanted = list(names)
    if wanted:
        client.indices.delete(index=",".join(wanted), ignore_unavailable=True)


def _record_actions(
    record: SearchRecord, shelves: tuple[Shelf, Shelf], building: tuple[Shelf, ...]
) -> Iterator[dict[str, Any]]:
    open_shelf, restricted = shelves
    home, other = (
        (restricted, open_shelf) if record.is_restricted else (open_shelf, restricted)
    )
    source = record.source()
    yield _index_action(home.write, source, alias=True)
    yield _delete_action(other.write, record.id, record.version)
    if building:
        yield _index_action(home.building, source, alias=True)
        yield _delete_action(other.building, record.id, record.version)


def _index_action(
    target: str, source: dict[str, Any], *, alias: bool
) -> dict[str, Any]:
    return {
        "_op_type": "index",
        "_index": target,
        "_id": source["id"],
        "require_alias": alias,
        "version": source["version"],
        # equal versions pass: an event may come twice
        "version_type": "external_gte",
        "_source": source,
    }


def _delete_action(target: str, record_id: str, version: int) -> dict[str, Any]:
    return {
        "_op_type": "delete",
        "_index": target,
        "_id": record_id,
        "version": version,
        "version_type": "external_gte",
    }


def _bulk(
    client: Elasticsearch, actions: Iterable[dict[str, Any]]
) -> Iterable[tuple[bool, dict[str, Any]]]:
    return streaming_bulk(
        client,
        actions,
        chunk_size=BULK_RECORDS,
        max_chunk_bytes=BULK_BYTES,
        raise_on_error=False,
        raise_on_exception=True,
    )


def _raise_on_fault(result: tuple[bool, dict[str, Any]]) -> None:
    succeeded, answer = result
    item = next(iter(answer.values()))
    if not succeeded and item["status"] != _VERSION_CONFLICT:
        message = f"bulk item refused: {item['status']}"
        raise SearchUnavailable(message)


def _report(results: Iterable[tuple[bool, dict[str, Any]]]) -> WriteReport:
    """Count by record: a deletion of what is not there is done, a 409 is newer."""
    written = superseded = 0
    failed: dict[str, str] = {}
    for _, answer in results:
        ((act, item),) = answer.items()
        status = item["status"]
        if status == _VERSION_CONFLICT:
            superseded += act == "index"
        elif status < 300 or (act == "delete" and status == _NOT_FOUND):  # noqa: PLR2004 - HTTP success
            written += act == "index" or status != _NOT_FOUND
        else:
            failed[item["_id"]] = str(item.get("error", {}).get("type", status))
    return WriteReport(
        written=written, superseded=superseded, failed=tuple(failed.items())
    )
