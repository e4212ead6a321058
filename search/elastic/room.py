"""What the search server says of its disk, and whether it has closed our indexes.

Past its flood-stage watermark Elasticsearch sets `read_only_allow_delete` on every
index of the node; searches go on, writes are refused, until there is room again.
"""

import re
from functools import lru_cache
from typing import Any

from search.elastic.configured import elastic_server
from search.elastic.connection import Connection
from search.elastic.names import shelves
from search.engines.contract import SearchUnavailable

MB = 1024 * 1024
BLOCK = "index.blocks.read_only_allow_delete"
WATERMARK = "cluster.routing.allocation.disk.watermark.flood_stage"
HEADROOM = f"{WATERMARK}.max_headroom"
ENABLED = "cluster.routing.allocation.disk.threshold_enabled"
FORBIDDEN = 403
UNITS = {"kb": 1 / 1024, "mb": 1, "gb": 1024, "tb": 1024 * 1024}


@lru_cache(maxsize=1)
def _connection() -> Connection:
    return Connection(elastic_server())


def refuses_writing() -> bool:
    """Tell whether one of our indexes is closed to writing.

    Raises:
        SearchUnavailable.
    """
    names = [shelf.read for shelf in shelves(elastic_server().prefix)]
    found = _connection().ask(
        lambda client: client.indices.get_settings(
            index=names, name=BLOCK, flat_settings=True, ignore_unavailable=True
        )
    )
    return any(
        one.get("settings", {}).get(BLOCK) == "true" for one in found.body.values()
    )


def room_mb() -> tuple[int, int] | None:
    """Return the least free room of a node, and below what it closes indexes, in MB.

    Nothing where our user may not ask for it (privilege `monitor`).

    Raises:
        SearchUnavailable.
    """
    try:
        return _asked()
    except SearchUnavailable as error:
        if getattr(error.__cause__, "status_code", None) == FORBIDDEN:
            return None
        raise


def _asked() -> tuple[int, int]:
    told = _connection().ask(
        lambda client: client.cluster.get_settings(
            include_defaults=True, flat_settings=True
        )
    )
    known: dict[str, Any] = {}
    for kind in ("defaults", "persistent", "transient"):  # the later one counts
        known |= told.body.get(kind, {})
    stats = _connection().ask(lambda client: client.nodes.stats(metric="fs"))
    disks = [node["fs"]["total"] for node in stats["nodes"].values()]
    least = min(disks, key=lambda disk: int(disk["available_in_bytes"]))
    total = int(least["total_in_bytes"]) // MB
    return int(least["available_in_bytes"]) // MB, closes_below(known, total)


def closes_below(known: dict[str, Any], total_mb: int) -> int:
    """Return the free room in MB below which a disk of this size is full to it."""
    if str(known.get(ENABLED, "true")) == "false":
        return 0
    mark = str(known.get(WATERMARK, "95%"))
    if not mark.endswith("%"):
        return int(_size_mb(mark) or 0)
    share = total_mb * (100 - float(mark[:-1])) / 100
    headroom = _size_mb(str(known.get(HEADROOM, "")))
    return int(share if headroom is None else min(share, headroom))


def _size_mb(text: str) -> float | None:
    found = re.fullmatch(r"(?<![\d.])([\d.]++)\s*+(kb|mb|gb|tb)", text.strip().lower())
    return float(found.group(1)) * UNITS[found.group(2)] if found else None
