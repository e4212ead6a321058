"""A desk with a batch of a thousand letters: as one row, and as a thousand.

    uv run python -m bench.desk

On the test services, in a database of its own. The same letters are measured twice:
on their way as one, then each taken out of its batch, as the desk was before batches
were one row. Queries are counted beside the clock.
"""

import sys
from collections.abc import Callable

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from tests.office.kabupaten import Office, actor
from tests.office.visitors import client_of
from tests.workflow.merging.merge_tables import good
from workflow.letters.models import Letter
from workflow.merging.creating import create_letters
from workflow.merging.models import MergeBatch
from workflow.merging.sampling import batch_at_desk
from workflow.merging.submitting import submit_letters
from workflow.outgoing.desk import desk_count, desk_items, own_count, own_items

LETTERS, ROUNDS, LIMIT_MS = 1000, 20, 200


def worked(job: Job) -> None:
    """Run the job slice by slice, as the outbox does."""
    while Job.objects.get(pk=job.pk).finished_at is None:
        run_job(job.pk)


def on_its_way(office: Office) -> MergeBatch:
    """Return a batch whose letters all wait for the kabag's initial."""
    batch, drafter = good(office, LETTERS), actor(office.drafter)
    worked(create_letters(actor=drafter, batch_id=batch.pk))
    worked(submit_letters(actor=drafter, batch_id=batch.pk))
    return batch


def row_of(what: str, act: Callable[[], object]) -> Row:
    """Return the clock and the queries of an act; the first run is not counted."""
    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    row: Row = {"what": what, "limit": f"{LIMIT_MS} ms", "queries": len(asked)}
    return within(row | timed(act, ROUNDS), "p95_ms", LIMIT_MS)


def desk_of(office: Office, told: str) -> list[Row]:
    """Measure the verifier's desk and first page."""
    kabag, today = actor(office.kabag), timezone.localdate()
    client = client_of(office.kabag)
    return [
        row_of(f"{told}: rows of the desk", lambda: desk_items(kabag, today)),
        row_of(f"{told}: count of the desk", lambda: desk_count(kabag, today)),
        row_of(f"{told}: first page", lambda: client.get("/")),
    ]


def drafter_of(office: Office, told: str) -> list[Row]:
    """Measure what came back to the drafter."""
    drafter, today = actor(office.drafter), timezone.localdate()
    return [
        row_of(f"{told}: returned, rows", lambda: own_items(drafter, today)),
        row_of(f"{told}: returned, count", lambda: own_count(drafter, today)),
    ]


def measured(office: Office) -> list[Row]:
    """Measure the batch as one, then letter by letter."""
    batch = on_its_way(office)
    database.analyse()
    kabag = actor(office.kabag)
    rows = desk_of(office, "as one")
    rows.append(row_of("the batch at the desk", lambda: batch_at_desk(kabag, batch)))
    batch.rows.update(taken_out_at=timezone.now())
    rows += desk_of(office, "letter by letter")
    batch.rows.update(taken_out_at=None)
    Letter.objects.filter(merge_row__batch=batch).update(status="returned")
    rows += drafter_of(office, "as one")
    batch.rows.update(taken_out_at=timezone.now())
    return [*rows, *drafter_of(office, "letter by letter")]


def main() -> int:
    """Measure all of it."""
    with database.office() as office:
        return keep("desk", measured(office))


if __name__ == "__main__":
    sys.exit(main())
