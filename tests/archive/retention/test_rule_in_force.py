"""A file rests on the retention rule that is in force on the day it is opened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import RetentionRule
from tests.office.kabupaten import build_office
from tests.office.records import CODE, make_file

pytestmark = pytest.mark.django_db


def move(**days: int) -> RetentionRule:
    """Let the code's rule begin or end so many days from today."""
    today = timezone.localdate()
    rule = RetentionRule.objects.get(classification__code=CODE)
    moved = {f"valid_{name}_on": today + timedelta(days=n) for name, n in days.items()}
    RetentionRule.objects.filter(pk=rule.pk).update(**moved)
    return rule


@pytest.mark.parametrize(
    "days", [{"to": 0}, {"from": 0}, {"from": -30, "to": 30}, {"from": -1}]
)
def test_first_and_last_day_belong_to_a_rule(days):
    house = build_office()
    rule = move(**days)

    assert make_file(house.setda_archivist, house.setda).retention_rule == rule


@pytest.mark.parametrize("days", [{"from": 1}, {"from": -30, "to": -1}])
def test_rule_of_another_day_is_not_taken(days):
    house = build_office()
    move(**days)

    assert make_file(house.setda_archivist, house.setda).retention_rule is None
