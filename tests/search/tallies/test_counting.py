"""Numbers of a day, and what counts into them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.finding.access import still_visible
from search.projection.comparing import compare_index
from search.tallies.counting import KEPT_DAYS, count, numbers_of
from search.tallies.models import IndexTally, TallyOf
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.search.desk import hit_of

pytestmark = pytest.mark.django_db


def test_numbers_add_up_by_day_and_old_ones_go():
    today = timezone.localdate()
    long_ago = today - timedelta(days=KEPT_DAYS + 1)
    IndexTally.objects.create(day=long_ago, what=TallyOf.WRITTEN, number=9)
    IndexTally.objects.create(
        day=today - timedelta(days=7), what=TallyOf.WRITTEN, number=4
    )

    count(TallyOf.WRITTEN, 2)
    count(TallyOf.WRITTEN)
    count(TallyOf.TAKEN_OUT, 0)

    assert numbers_of(7) == {"mismatch": 0, "written": 3, "taken_out": 0}
    assert numbers_of(8)["written"] == 7
    assert not IndexTally.objects.filter(day=long_ago).exists()


def test_the_last_check_counts_what_it_holds_back(house):
    letter = make_draft(house)
    hit = hit_of(id=str(letter.pk), kind="letter", security=0)

    assert still_visible(actor(house.stranger), [hit]) == ([], {})
    assert still_visible(actor(house.drafter), [hit]) == ([hit], {hit.id: ()})

    assert numbers_of(1)["mismatch"] == 1


def test_the_comparison_counts_what_it_wrote(house):
    make_draft(house)

    compare_index()

    assert numbers_of(1)["written"] >= 1
