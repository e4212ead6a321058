"""Filing two hundred at once, and the archivist's list among a million records.

    uv run python -m bench.filing [RECORDS]

Two hundred records are filed by the set-based operation and, beside it in the same
run, one by one. Then the list grows to RECORDS (1,000,000), written by SQL from one
record, and the pages of an archivist are asked as a browser would ask them.
"""

import sys
import time
from uuid import UUID

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Record, RecordFile
from archive.record_files.filing import file_record
from archive.record_files.filing_many import file_records
from archive.record_files.undoing import undo_filing
from tests.office.kabupaten import Office, actor
from tests.office.records import make_file, make_record

RECORDS, AT_ONCE, ROUNDS = 1_000_000, 200, 10
LIMIT_MS, LIMIT_QUERIES, FILING_MS = 200, 25, 10_000
PAGES = (
    ("newest first", "/arsip/"),
    ("not filed, with proposals", "/arsip/?berkas=belum"),
    ("200 rows, not filed", "/arsip/?berkas=belum&banyak=200"),
    ("a code and all below it", "/arsip/?kode=000.1"),
    ("a year", "/arsip/?tahun=2019"),
    ("incomplete", "/arsip/?lengkap=belum"),
    ("by date", "/arsip/?urut=-tanggal"),
    ("by code", "/arsip/?urut=kode"),
    ("page 40", "/arsip/?p=40"),
)
#: One record in many: units and codes of the template, a year of twenty, one in ten
#: filed, one in fifty without its party.
MANY = """
INSERT INTO archive_record (
  id, kind, letter_id, incoming_id, unit_id, number, record_date, subject, party,
  letter_type, classification_id, security_class, development, quantity,
  quantity_unit, medium, record_file_id, item_number, registered_from_id, captured_at,
  filed_at, row_version, access_tokens)
SELECT uuidv7(), 'registered', NULL, NULL, unit_id, n || '/ARSIP',
  DATE '2006-01-01' + (n %% 7300), 'Laporan kegiatan ' || n,
  CASE n %% 50 WHEN 0 THEN '' ELSE 'Kecamatan ' || n %% 31 END, letter_type,
  CASE n %% 50 WHEN 0 THEN NULL ELSE classification_id END, security_class,
  development, 1, quantity_unit, medium,
  CASE n %% 10 WHEN 0 THEN NULL ELSE %s::uuid END,
  CASE n %% 10 WHEN 0 THEN NULL ELSE n + 1000 END, %s, now(), NULL, 1, access_tokens
FROM archive_record, generate_series(%s, %s) AS n WHERE archive_record.id = %s
"""
SLICE = 100_000


def filing(office: Office) -> list[Row]:
    """Measure 200 at once, taking them back, and 200 one by one."""
    archivist = actor(office.setda_archivist)
    records = [make_record(office) for _one in range(AT_ONCE)]
    target = make_file(office.setda_archivist, office.setda)
    choices = [(one.pk, target.pk) for one in records]
    made = []

    def at_once() -> None:
        made.append(file_records(actor=archivist, choices=choices))

    def back() -> None:
        undo_filing(actor=archivist, filing_id=made[-1].pk)

    def each() -> None:
        for record_id, file_id in choices:
            file_record(actor=archivist, record_id=record_id, record_file_id=file_id)

    acts = ((f"file {AT_ONCE} at once", at_once), (f"take {AT_ONCE} back", back))
    rows = []
    for what, act in (*acts, (f"file {AT_ONCE} one by one", each)):
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            act()
            took = round((time.perf_counter() - began) * 1000)
        row: Row = {"what": what, "limit": f"{FILING_MS} ms", "ms": took}
        rows.append(within(row | {"queries": len(asked)}, "ms", FILING_MS))
    return rows


def grow(office: Office, template: UUID, file: RecordFile, count: int) -> None:
    """Write the records, slice by slice."""
    seat = office.setda_archivist.position.pk
    with connection.cursor() as cursor:
        for first in range(1, count, SLICE):
            last = min(first + SLICE - 1, count)
            cursor.execute(MANY, [file.pk, seat, first, last, template])
    database.analyse()


def pages(office: Office) -> list[Row]:
    """Measure the list of records and files as the archivist asks for them."""
    client = Client(HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(office.setda_archivist.user)
    total, rows = Record.objects.count(), []
    for what, path in PAGES:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        row: Row = {
            "what": f"{what}, among {total:,}",
            "limit": f"{LIMIT_MS} ms, {LIMIT_QUERIES} queries",
            "queries": len(asked),
            "bytes": len(answer.content),
        }

        def ask(path: str = path) -> object:
            return client.get(path)

        rows.append(within(row | timed(ask, ROUNDS), "p95_ms", LIMIT_MS))
    return rows


def main() -> int:
    """Measure filing, then the lists."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with database.office() as office:
        rows = filing(office)
        file = make_file(office.setda_archivist, office.setda, "Laporan 2006-2025")
        template = make_record(office, "Laporan kegiatan").pk
        began = time.perf_counter()
        grow(office, template, file, count)
        print(f"{count:,} records written in {time.perf_counter() - began:.0f} s")
        return keep("filing", [*rows, *pages(office)])


if __name__ == "__main__":
    sys.exit(main())
