"""The lists of the office, as every role sees them, at two volumes.

    uv run python -m bench.office [SMALL] [LARGE]

SMALL and LARGE are outgoing letters (10,000 and 100,000), with what goes with them
(`eoffice create-load`). Server time without a network; queries of a second request.
A list is flat when ten times the letters cost at most half again as much.
"""

import sys
import time

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from demo.load.making import Load
from eoffice.accounts.models import User
from tests.office.kabupaten import Office
from workflow.models import Letter

SMALL, LARGE = 10_000, 100_000
ROUNDS = 15
PAGES = {
    "clerk": ("/", "/naskah-masuk/", "/naskah-keluar/"),
    "leader": ("/", "/naskah-keluar/", "/naskah-masuk/", "/disposisi/"),
    "drafter": ("/", "/naskah-keluar/", "/disposisi/"),
    "archivist": ("/", "/arsip/", "/arsip/berkas/"),
}
LIMIT_MS, LIMIT_QUERIES, FLAT = 200, 25, 1.5
#: Below this a ratio measures the machine's noise, not the list.
NOISE_MS = 20
Times = dict[tuple[str, str], Row]


def people(office: Office) -> dict[str, User]:
    """Return who looks: the drafter is whoever wrote most."""
    most = Letter.objects.values("drafter__user").annotate(n=Count("pk"))
    drafter = most.order_by("-n").values_list("drafter__user", flat=True)[0]
    return {
        "clerk": office.setda_clerk.user,
        "leader": office.sekda.user,
        "drafter": User.objects.get(pk=drafter),
        "archivist": office.setda_archivist.user,
    }


def measured(office: Office) -> Times:
    """Return each role's pages: time, queries, bytes."""
    found: Times = {}
    for role, user in people(office).items():
        client = Client(HTTP_ACCEPT_ENCODING="gzip")
        client.force_login(user)
        for path in PAGES[role]:
            found[role, path] = _page(client, path)
    return found


def _page(client: Client, path: str) -> Row:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        message = f"{path} answers {answer.status_code}"
        raise SystemExit(message)
    asked = len(queries)  # the next request empties the log
    took = timed(lambda: client.get(path), ROUNDS)
    return {**took, "queries": asked, "bytes": len(answer.content)}


def rows_of(small: Times, large: Times, volumes: tuple[int, int]) -> list[Row]:
    """Put both volumes beside each other, with the ratio between them."""
    rows: list[Row] = []
    for (role, path), late in large.items():
        early = small[role, path]
        before, after = float(str(early["median_ms"])), float(str(late["median_ms"]))
        ratio = after / before if after - before > NOISE_MS else min(1, after / before)
        row: Row = {
            "what": f"{role} {path}",
            "limit": f"p95 {LIMIT_MS} ms, {LIMIT_QUERIES} queries, x {FLAT}",
            f"p95_ms at {volumes[0]:,}": early["p95_ms"],
            f"median_ms at {volumes[1]:,}": late["median_ms"],
            f"p95_ms at {volumes[1]:,}": late["p95_ms"],
            "cpu_ms": late["cpu_ms"],
            "ratio": round(ratio, 2),
            "queries": late["queries"],
            "bytes": late["bytes"],
        }
        kept = int(str(late["queries"])) <= LIMIT_QUERIES and ratio <= FLAT
        judged = within(row, f"p95_ms at {volumes[1]:,}", LIMIT_MS)
        rows.append(judged if kept else {**judged, "kept": "OVER"})
    return rows


def main(small: int = SMALL, large: int = LARGE) -> int:
    """Fill the database twice and measure each time."""
    with database.office() as office:
        load, began = Load(), time.perf_counter()
        load.make(small, lambda _done: None)
        rate = round(small / (time.perf_counter() - began))
        database.analyse()
        early = measured(office)
        load.make(large - small, lambda done: _tell(small + done, large))
        database.analyse()
        rows = rows_of(early, measured(office), (small, large))
        made: Row = {"what": "create-load", **load.made, "letters per second": rate}
        return keep("office", [*rows, made])


def _tell(done: int, whole: int) -> None:
    if done % 10_000 == 0:
        print(f"{done:,} of {whole:,} letters", flush=True)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))
