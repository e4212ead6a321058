"""Agenda books of a full year: on the page, as a spreadsheet, as a printed book.

    uv run python -m bench.books [LINES]

LINES (20,000) are about the numbers of the year's outgoing letters, with what goes with
them (`eoffice create-load`): three quarters as many came in, twice as many
dispositions. The page is asked at its
first and at its last lines; the printed book is a job, drawn part by part.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demo.load.making import Load
from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from eoffice.organisation.actor import Actor, actor_of
from tests.office.kabupaten import Office, Person
from workflow.books.book import Period
from workflow.books.copying import start_copy
from workflow.books.exporting import count_of, export
from workflow.books.order import ExportOrder

LINES, ROUNDS = 20_000, 10
PAGE_LIMIT_MS, SHEET_LIMIT_S, PRINT_LIMIT_S = 200, 5.0, 20.0
# Of a thousand letters 975 are sent, about half of them in the present year.
LETTERS_PER_LINE = 2.0
NAMES = {"keluar": "outgoing", "masuk": "incoming", "disposisi": "dispositions"}


def readers(office: Office) -> dict[str, tuple[Person, ...]]:
    """Return who reads which book: its keeper, and somebody who sees a few lines."""
    return {
        "keluar": (office.setda_clerk, office.drafter),
        "masuk": (office.kominfo_clerk, office.kadis),
        "disposisi": (office.kadis,),
    }


def pages(office: Office) -> Iterator[Row]:
    """Measure the first page of each book and the one at its end."""
    year = timezone.localdate().year
    for book, people in readers(office).items():
        for person in people:
            client = Client(HTTP_ACCEPT_ENCODING="gzip")
            client.force_login(person.user)
            for urutan in ("", "akhir"):
                query = {"dari": f"{year}-01-01", "sampai": f"{year}-12-31"}
                yield _page(client, book, person, {**query, "urutan": urutan})


def _page(client: Client, book: str, person: Person, query: dict[str, str]) -> Row:
    path = f"/laporan/buku/{book}/"
    client.get(path, query)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, query)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    row: Row = {
        "what": f"page {book}, {person.user.username}, {query['urutan'] or 'awal'}",
        "limit": f"p95 {PAGE_LIMIT_MS} ms",
        "queries": len(queries),
        **timed(lambda: client.get(path, query), ROUNDS),
    }
    return within(row, "p95_ms", PAGE_LIMIT_MS)


def files(office: Office) -> Iterator[Row]:
    """Measure the spreadsheet and the printed book of the year."""
    year = timezone.localdate().year
    period = Period(from_on=date(year, 1, 1), to_on=date(year, 12, 31))
    for book, people in readers(office).items():
        actor = actor_of(people[0].user)
        if actor is None:
            raise SystemExit("nobody reads this book")
        sheet = ExportOrder(name=NAMES[book], form="xlsx", period=period)
        printed = ExportOrder(name=NAMES[book], form="pdf", period=period)
        lines = count_of(actor, sheet)
        yield _file(f"XLSX {book}", lines, SHEET_LIMIT_S, partial(export, actor, sheet))
        yield _file(f"PDF {book}", lines, PRINT_LIMIT_S, partial(_job, actor, printed))


def _job(actor: Actor, order: ExportOrder) -> None:
    job = start_copy(actor=actor, order=order)
    while Job.objects.get(pk=job.pk).finished_at is None:
        run_job(job.pk)
    ended = Job.objects.get(pk=job.pk)
    if ended.state != "succeeded":
        raise SystemExit(f"the job ended {ended.state}")


def _file(what: str, lines: int, limit_s: float, act: Callable[[], object]) -> Row:
    began, worked = time.perf_counter(), time.process_time()
    act()
    took = time.perf_counter() - began
    row: Row = {
        "what": what,
        "limit": f"{limit_s:.0f} s",
        "lines": lines,
        "seconds": round(took, 2),
        "cpu_s": round(time.process_time() - worked, 2),
    }
    return within(row, "seconds", limit_s)


def main(lines: int = LINES) -> int:
    """Fill the registers of two units and measure their books."""
    with database.office() as office:
        letters = round(lines * LETTERS_PER_LINE)
        load = Load(way=("SETDA", "DISKOMINFO"))
        load.make(letters, lambda done: _tell(done, letters))
        database.analyse()
        return keep("books", [*pages(office), *files(office)])


def _tell(done: int, whole: int) -> None:
    if done % 10_000 == 0:
        print(f"{done:,} of {whole:,} letters", flush=True)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
