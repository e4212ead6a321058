"""Working days: counted over the weekend, which counts for nothing."""

from datetime import date

import pytest

from eoffice.days.working_days import working_days_after

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, FRIDAY), (1, date(2026, 11, 30)), (5, date(2026, 12, 4))],
)
def test_saturday_and_sunday_are_none(count, day):
    assert working_days_after(FRIDAY, count) == day
