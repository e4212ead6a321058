"""Workers killed by kill -9 at every step of destruction, transfer, hand-over, export.

    uv run python -m bench.killed                  twenty runs of each
    uv run python -m bench.killed 5 destruction    five runs of this one

Each run begins in a fresh database: a worker dies at one step, later ones at the next
step of the list and at random moments; the last one ends the work, and then all is
looked at: nothing lost, nothing twice, the proof complete, the audit chain whole. The
moments come from a number that is printed, so that a run can be had again.
"""

import random
import sys
import time
import traceback

from bench import database
from bench.figures import Row, keep

# ruff: isort: split
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from tests.harness.killed.custody import HandOver, Transfer
from tests.harness.killed.destruction import Destruction
from tests.harness.killed.packages import Package
from tests.harness.killed.runs import Work, run
from tests.harness.leftovers import remove_indexes
from tests.harness.mortal import Nursery, nursery
from tests.harness.plugin import ADDRESSES, PLACE
from tests.office.kabupaten import build_office

RUNS, SEED = 20, 20261130
WORKS: dict[str, type[Work]] = {
    "destruction": Destruction,
    "transfer": Transfer,
    "handover": HandOver,
    "export": Package,
}
#: Random kills after those at steps; more than one, so that two can meet.
MOMENTS = 2


def restored() -> None:
    """Put the database back to its template."""
    connections.close_all()
    database.DATABASE.restore()
    ContentType.objects.clear_cache()


def one_run(workers: Nursery, work: Work, number: int) -> int:
    """Kill at two steps and at random moments; return how many were killed."""
    steps = work.steps
    first, second = number % len(steps), (number + len(steps) // 2) % len(steps)
    # A later step is never behind an earlier one: the work does not go back.
    chosen = [steps[place] for place in sorted({first, second})]
    chance = random.Random(SEED + number)
    office = build_office()
    return run(workers, work, office, steps=chosen, moments=MOMENTS, chance=chance)


def runs_of(workers: Nursery, name: str, count: int) -> Row:
    """Run one kind of work so many times; what breaks is printed and counted."""
    kills, broken, began = 0, 0, time.perf_counter()
    for number in range(count):
        restored()
        try:
            kills += one_run(workers, WORKS[name](), number)
        except AssertionError:
            broken += 1
            print(f"{name}, run {number}, seed {SEED + number}:", flush=True)
            traceback.print_exc()
    return {
        "what": f"{name} killed by kill -9",
        "runs": count,
        "killed": kills,
        "steps": len(WORKS[name].steps),
        "broken": broken,
        "seconds": round(time.perf_counter() - began),
        "limit": "0 broken",
        "kept": "OVER" if broken else "yes",
    }


def main() -> int:
    """Run what was asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    names = sys.argv[2:] or [*WORKS]
    database.DATABASE.create()
    try:
        with nursery() as workers:
            return keep("killed", [runs_of(workers, name, count) for name in names])
    finally:
        connections.close_all()
        database.DATABASE.remove()
        remove_indexes(ADDRESSES["ELASTICSEARCH_URL"], PLACE.prefix)


if __name__ == "__main__":
    sys.exit(main())
