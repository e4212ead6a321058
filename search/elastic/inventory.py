"""What the server's indexes hold: its version, their size, documents by kind."""

from collections.abc import Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.elastic.connection import Connection
from search.engines.contract import SearchUnavailable
from search.engines.inventory import Inventory


def inventory(
    kinds: Sequence[str], names: list[str], connection: Connection
) -> Inventory:
    """Count what the indexes hold.

    Raises:
        SearchUnavailable.
    """
    info = connection.ask(lambda client: client.info())
    body: dict[str, Any] = {
        "size": 0,
        "track_total_hits": False,
        "aggs": {"kinds": {"terms": {"field": "kind", "size": 100}}},
    }
    answer = connection.ask(lambda client: client.search(index=names, body=body))
    buckets = answer["aggregations"]["kinds"]["buckets"]
    counted = {one["key"]: int(one["doc_count"]) for one in buckets}
    return Inventory(
        version=info["version"]["number"],
        size_bytes=_size(names, connection),
        documents={kind: counted.get(kind, 0) for kind in kinds},
    )


def _size(names: list[str], connection: Connection) -> int | None:
    """Bytes of the copies that are in use; None where our user may not ask."""

    def stats(client: Elasticsearch) -> Any:
        return client.indices.stats(index=names, metric="store")

    try:
        told = connection.ask(stats)
    except SearchUnavailable:
        return None
    return int(told["_all"]["total"]["store"]["size_in_bytes"])
