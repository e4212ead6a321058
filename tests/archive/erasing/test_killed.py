"""Workers killed by kill -9 in destruction, transfer, hand-over and export.

Here a few of the steps; all of them, and random moments, by `python -m bench.killed`.
"""

import pytest

from tests.harness.killed.custody import HandOver, Transfer
from tests.harness.killed.destruction import Destruction
from tests.harness.killed.packages import Package
from tests.harness.killed.runs import run
from tests.harness.mortal import nursery
from tests.office.kabupaten import build_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module")
def workers():
    with nursery() as found:
        yield found


@pytest.mark.parametrize(
    ("work", "steps"),
    [
        (Destruction(), (6, 11)),
        (Transfer(), (5, 9)),
        (HandOver(), (7,)),
        (Package(), (4, 8)),
    ],
    ids=["destruction", "transfer", "handover", "export"],
)
def test_nothing_is_lost_or_done_twice_by_workers_that_are_killed(workers, work, steps):
    chosen = [work.steps[number] for number in steps]

    kills = run(workers, work, build_office(), steps=chosen, moments=1)

    assert kills >= len(chosen)
