"""The rolling proof of stored bytes, measured on some and reckoned for a million.

`python -m bench.proving [OBJECTS [ROWS]]`: OBJECTS real ones of 100 KB (default 1,000)
give the price of one; ROWS rows in the same table (default 200,000) show that the
queries of a slice cost the same beside them. Limits: a lap of presence within a day,
a reading of all within 30 days, both at the duty of one slice a minute.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

from bench.database import analyse, office
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection, connections
from django.utils import timezone

from eoffice.objects.models import IntegrityFault, ProofLap, StoredObject
from eoffice.objects.proving import prove_slice
from eoffice.objects.proving.presence import PAGE, look_through
from eoffice.objects.proving.rereading import reread
from eoffice.objects.proving.slices import SHARES, SLICE_S
from eoffice.objects.store import Area, default_store
from eoffice.outbox.rounds import Round
from eoffice.outbox.timers import GO_ON_S

SIZE = 100_000
MILLION = 1_000_000
BESIDE = 200_000
LAP_LIMIT_H = 24.0
READING_LIMIT_D = 30.0
PAGE_LIMIT_MS = 50.0
ROUNDS = 20
FILL = """
INSERT INTO objects_storedobject (id, bucket, key, version_id, sha256, size,
    media_type, has_legal_hold, is_sealed, created_at, locked_until, check_due_at)
SELECT gen_random_uuid(), %s, substr(encode(sha256(n::text::bytea), 'hex'), 1, 40),
    'v', encode(sha256(n::text::bytea), 'hex'), 1, 'application/pdf', false, false,
    now(), now() + interval '1 day' + n * interval '1 second',
    now() + interval '1 day' + n * interval '1 second'
FROM generate_series(1, %s) n
"""


def store_objects(count: int) -> None:
    """Store real objects, a few at a time."""
    store = default_store()
    store.prepare()

    def put(_number: int) -> StoredObject:
        content = BytesIO(os.urandom(SIZE))
        return store.put(content, area=Area.DRAFTS, media_type="application/pdf")

    with ThreadPoolExecutor(4) as pool:
        StoredObject.objects.bulk_create(pool.map(put, range(count)))


def fill(rows: int) -> None:
    """Put rows without bytes beside them, in a bucket that no walk looks into."""
    with connection.cursor() as cursor:
        cursor.execute(FILL, ["elsewhere", rows])
    analyse()


def seconds(act: Callable[[], object]) -> float:
    """Return how long it took."""
    began = time.monotonic()
    act()
    return time.monotonic() - began


def never() -> float:
    """Return an end that does not come."""
    return time.monotonic() + 3600


def walks(beside: int) -> list[Row]:
    """Measure both walks over the real objects, and reckon them for a million."""
    store, done = default_store(), list[Round]()
    looked = seconds(lambda: look_through(store, ends=never()))
    read = seconds(lambda: done.append(reread(store, task="bench", ends=never())))
    count = done[0].done  # with the few of the office itself
    lost = IntegrityFault.objects.exclude(code="orphan")  # of benches before
    assert not lost.exists(), list(lost[:3])
    per_day = 24 * 3600 / GO_ON_S
    look_s = SLICE_S * (SHARES[1] - SHARES[0])
    read_s = SLICE_S * (1 - SHARES[1])
    lap_h = looked / count * MILLION / look_s * GO_ON_S / 3600
    reading_d = read / count * MILLION / read_s / per_day
    beside_text = f"beside {beside:,} rows"
    return [
        within(
            {
                "what": f"look for one object, {beside_text}",
                "limit": f"{LAP_LIMIT_H:.0f} h a million",
                "ms": round(looked / count * 1000, 3),
                "for_a_million": round(lap_h, 2),
            },
            "for_a_million",
            LAP_LIMIT_H,
        ),
        within(
            {
                "what": f"read and hash one object of 100 KB, {beside_text}",
                "limit": f"{READING_LIMIT_D:.0f} days a million",
                "ms": round(read / count * 1000, 3),
                "for_a_million": round(reading_d, 2),
            },
            "for_a_million",
            READING_LIMIT_D,
        ),
    ]


def pages() -> list[Row]:
    """Measure the queries of a slice with the large table behind them."""
    half = "8" * 40
    asked = (
        (
            "next rows in key order",
            StoredObject.objects.filter(bucket="elsewhere", key__gt=half).order_by(
                "key", "version_id"
            )[:PAGE],
        ),
        (
            "next to be read",
            StoredObject.objects.filter(
                check_due_at__lte=timezone.now() + timedelta(days=5)
            ).order_by("check_due_at", "pk")[:25],
        ),
        (
            "next locks to renew",
            StoredObject.objects.filter(
                locked_until__gte=timezone.now() + timedelta(days=5)
            ).order_by("locked_until", "pk")[:200],
        ),
    )
    rows = []
    for what, query in asked:
        row: Row = {"what": what, "limit": f"{PAGE_LIMIT_MS:.0f} ms"}
        row |= timed(lambda query=query: list(query.all()), ROUNDS)
        rows.append(within(row, "median_ms", PAGE_LIMIT_MS))
    return rows


def main() -> int:
    """Measure and keep."""
    numbers = [int(word) for word in sys.argv[1:]]
    count = numbers[0] if numbers else 1000
    beside = numbers[1] if len(numbers) > 1 else BESIDE
    with office():
        store_objects(count)
        fill(beside)
        figures = [*walks(beside), *pages()]
        ProofLap.objects.all().delete()
        took = seconds(lambda: prove_slice(task="bench"))
        figures.append(
            within(
                {"what": "one slice", "limit": f"{SLICE_S:.0f} s", "s": round(took, 1)},
                "s",
                SLICE_S + 1,
            )
        )
        connections.close_all()
    return keep("proving", figures)


if __name__ == "__main__":
    sys.exit(main())
