"""The archivist's desk among a million records, and what is due there.

    uv run python -m bench.archive_desk [RECORDS]

The pages are asked as a browser asks them, by the archivist of everything, by the one
of an agency, and by an official; the processor's time counts beside the clock, ours
and the database's. In the same run stands the peer: the same fifty rows as a list with
an exact count and an offset reads them.
"""

import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import database, million
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.disposal.due import due_records
from archive.holds.access import archives_of
from archive.records import access
from archive.records.lists import RecordFilters, records_for
from tests.office.kabupaten import Person, actor

RECORDS, ROUNDS = 1_000_000, 8
LIMIT_MS, LIMIT_QUERIES, DUE_MS = 200, 25, 500
PAGES = (
    ("newest first", "/arsip/"),
    ("not filed, with proposals", "/arsip/?berkas=belum"),
    ("a code and all below it", "/arsip/?kode=000.1"),
    ("a year long ago", "/arsip/?tahun=2007"),
    ("of paper", "/arsip/?media=paper"),
    ("confidential", "/arsip/?sifat=rahasia"),
    ("paper, confidential, a year", "/arsip/?media=paper&sifat=rahasia&tahun=2012"),
    ("incomplete", "/arsip/?lengkap=belum"),
    ("a rare word", f"/arsip/?q={million.RARE}"),
    ("a frequent word", "/arsip/?q=rapat"),
    ("by date", "/arsip/?urut=-tanggal"),
    ("by code", "/arsip/?urut=kode"),
    ("by number", "/arsip/?urut=nomor"),
    ("files", "/arsip/berkas/"),
    ("files past retention", "/arsip/berkas/?keadaan=ended"),
    ("files by end of retention", "/arsip/berkas/?urut=sampai"),
)
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def database_cpu_ms() -> float:
    """Return the processor's time of our database process so far, where it is ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) * TICK_MS


def measured(what: str, ask: Callable[[], object], limit: int = LIMIT_MS) -> Row:
    """Return clock, processor and queries; the first time is not counted."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = len(asked)  # the log is emptied by the next request
    before = database_cpu_ms()
    figures = timed(ask, ROUNDS)
    used = round((database_cpu_ms() - before) / ROUNDS)
    row: Row = {"what": what, "limit": f"{limit} ms, {LIMIT_QUERIES} queries"}
    row |= {"queries": queries, **figures, "database_cpu_ms": used}
    return within(row, "p95_ms", limit)


def pages(person: Person, told: str) -> list[Row]:
    """Measure every page for one person, and a page far behind the first."""
    client = Client(HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(person.user)
    asked = [*PAGES, ("page 40, by key", far_page(person))]

    def asking(path: str) -> Callable[[], object]:
        return lambda: client.get(path)

    return [measured(f"{told}: {what}", asking(path)) for what, path in asked]


def far_page(person: Person) -> str:
    """Return the address of the fortieth page, as its links lead there."""
    client = Client()
    client.force_login(person.user)
    start = path = "/arsip/?urut=-tanggal"
    for _page in range(39):
        behind = re.search(r"sesudah=[^&\"]+", client.get(path).content.decode())
        if behind is None:
            break
        path = f"{start}&{behind[0]}"
    return path


def peer(person: Person) -> list[Row]:
    """Measure the usual list: exact count, and fifty rows behind an offset."""
    who = actor(person)
    rows = records_for(who, RecordFilters()).order_by("-record_date", "-id")

    def page(first: int) -> Callable[[], object]:
        def ask() -> object:
            count = access.records_visible_to(who).order_by().count()
            return count, list(rows[first : first + 50])

        return ask

    return [
        measured("peer: exact count and rows 1 to 50", page(0)),
        measured("peer: exact count and rows 1,951 to 2,000", page(1950)),
    ]


def due(person: Person) -> list[Row]:
    """Measure what is due of a year: its number, and what a list is made of."""
    units = archives_of(actor(person))
    day = date(2026, 1, 1)

    def rows(most: int) -> object:
        found = due_records(units, before=day).order_by("record_file", "item_number")
        return list(found.values_list("pk", flat=True)[:most])

    return [
        measured("due: the first 1,000", lambda: rows(1_000), DUE_MS),
        measured("due: 10,000 of them", lambda: rows(10_000), DUE_MS),
    ]


def main() -> int:
    """Grow the archive, then ask."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with database.office() as office:
        began = time.perf_counter()
        readers = million.grow(office, count)
        print(f"{count:,} records written in {time.perf_counter() - began:.0f} s")
        rows = [
            *pages(readers.all_of_it, "archivist of all"),
            *pages(readers.agency, "archivist of an agency"),
            *pages(readers.staff, "official"),
            *peer(readers.all_of_it),
            *due(readers.all_of_it),
        ]
        return keep("archive_desk", rows)


if __name__ == "__main__":
    sys.exit(main())
