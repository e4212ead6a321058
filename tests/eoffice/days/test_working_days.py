"""Working days: weekends and holidays count for nothing, in weeks of five and six."""

from datetime import date

import pytest

from eoffice.days.working_days import SIX, WEEKENDS_ONLY, WorkCalendar

FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
CHRISTMAS = WorkCalendar(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, FRIDAY), (1, date(2026, 11, 30)), (5, date(2026, 12, 4))],
)
def test_saturday_and_sunday_are_none(count, day):
    assert WEEKENDS_ONLY.after(FRIDAY, count) == day


def test_holidays_are_none():
    assert CHRISTMAS.after(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert CHRISTMAS.on_or_after(date(2026, 12, 24)) == date(2026, 12, 28)
    assert CHRISTMAS.on_or_before(date(2026, 12, 27)) == date(2026, 12, 23)


def test_a_week_of_six_days_works_on_saturday():
    six = WorkCalendar(days_a_week=SIX)

    assert six.is_working(SATURDAY)
    assert not WEEKENDS_ONLY.is_working(SATURDAY)
    assert six.after(FRIDAY, 2) == date(2026, 11, 30)
