"""Reading stored bytes again beside plain SHA-256 of the same bytes, in one run.

`python -m bench.fixity [OBJECTS [KB]]`: OBJECTS files (40) of KB (default 5,000),
plain and encrypted. Plain is what any program does: fetch from the same store, hash.
Limit: reading again does at least 80 % of plain's rate.
"""

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO

from bench.database import office
from bench.figures import Row, keep, within

# ruff: isort: split
from django.db import connections

from eoffice.objects.integrity import fault_of
from eoffice.objects.measuring import CHUNK
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store

SHARE = 0.8
ROUNDS = 5


def stored(count: int, size: int, *, sealed: bool) -> list[StoredObject]:
    """Store random files and return their rows."""
    store = default_store()
    store.prepare()
    found = []
    for _number in range(count):
        content = BytesIO(os.urandom(size))
        one = store.put(
            content, area=Area.DRAFTS, media_type="application/pdf", sealed=sealed
        )
        one.save()
        found.append(one)
    return found


def plain(rows: list[StoredObject]) -> None:
    """Fetch each version from the store and hash it, and nothing else."""
    client = default_store().client
    for one in rows:
        answer = client.get_object(one.bucket, one.key, version_id=one.version_id)
        digest = hashlib.sha256()
        for chunk in answer.stream(CHUNK):
            digest.update(chunk)
        digest.hexdigest()
        answer.close()
        answer.release_conn()


def again(rows: list[StoredObject]) -> None:
    """Read each as the rolling proof does."""
    store = default_store()
    for one in rows:
        assert not fault_of(store, one, read_content=True)


def rate(act: Callable[[list[StoredObject]], None], rows: list[StoredObject]) -> float:
    """Return MB a second."""
    began = time.perf_counter()
    act(rows)
    size = sum(one.size for one in rows)
    return size / 1_000_000 / (time.perf_counter() - began)


def measured(what: str, rows: list[StoredObject]) -> Row:
    """Take both in turns, so that a busy moment meets both."""
    pairs = [(rate(plain, rows), rate(again, rows)) for _round in range(ROUNDS)]
    shares = [ours / peer for peer, ours in pairs]
    row: Row = {
        "what": what,
        "limit": f"{SHARE:.0%} of plain",
        "plain_mb_s": round(statistics.median(peer for peer, _ours in pairs)),
        "mb_s": round(statistics.median(ours for _peer, ours in pairs)),
        "share": round(statistics.median(shares), 2),
    }
    row["missing"] = round(max(0.0, SHARE - statistics.median(shares)), 2)
    return within(row, "missing", 0.0)


def main() -> int:
    """Measure and keep."""
    numbers = [int(word) for word in sys.argv[1:]]
    count = numbers[0] if numbers else 40
    size = (numbers[1] if len(numbers) > 1 else 5000) * 1000
    with office():
        figures = [
            measured("read a plain file again", stored(count, size, sealed=False)),
            measured("read an encrypted file again", stored(count, size, sealed=True)),
        ]
        connections.close_all()
    return keep("fixity", figures)


if __name__ == "__main__":
    sys.exit(main())
