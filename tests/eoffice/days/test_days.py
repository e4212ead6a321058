"""Days as people write and say them; the day stands before the month, always."""

from datetime import date, timedelta

import pytest
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from eoffice.days.typed_days import NoDay, parse_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    "typed",
    [
        "10-8-2026",
        "10/08/2026",
        "10.8.26",
        "10 8 2026",
        "2026-08-10",
        "10 Agu",
        "10 agu 2026",
        "10 Agt. 2026",
        "10 Agustus 2026",
        "10-Agu-26",
        "Senin, 10 Agustus 2026",
        "sen, 10 agu 26",
        " tgl 10  Agustus 2026. ",
        "10\u20138\u20132026",
    ],
)
def test_the_tenth_of_august_however_it_is_typed(typed):
    assert parse_day(typed, today=TODAY, toward="past") == date(2026, 8, 10)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("hari ini", 0),
        ("besok", 1),
        ("Lusa", 2),
        ("kemarin", -1),
        ("3 hari lagi", 3),
        ("3 hari lalu", -3),
        ("5 hari", 5),
        ("Rabu", 1),
        ("Senin", 6),
        ("senin depan", 6),
        ("Jum'at", 3),
        ("hari Jumat", 3),
        ("Minggu", 5),
        ("Selasa", 7),
        ("senin ini", -1),
        ("senin lalu", -1),
        ("selasa lalu", -7),
    ],
)
def test_days_as_they_are_said(typed, days):
    assert parse_day(typed, today=TODAY) == TODAY + timedelta(days=days)


def test_what_is_left_out_lies_where_the_field_looks():
    assert parse_day("10 Agu", today=TODAY) == date(2027, 8, 10)
    assert parse_day("10 Agu", today=TODAY, toward="past") == date(2026, 8, 10)
    assert parse_day("1-12", today=TODAY, toward="past") == date(2025, 12, 1)
    assert parse_day("Senin", today=TODAY, toward="past") == TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "31 Februari 2026", "13/32/2026", "8/13/2026", "0-0-0", "hari", "10 Foo"],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(NoDay):
        parse_day(typed, today=TODAY)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(range(5)))
def test_every_day_is_read_back_from_every_way_we_write_it(day, way):
    forms = ("l, j F Y", "j M Y", "j F Y", "j-n-Y", "d/m/y")
    with override("id"):
        written = date_format(day, forms[way])

    assert parse_day(written, today=TODAY) == day
    assert parse_day(day.isoformat(), today=TODAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_refused(text):
    try:
        found = parse_day(text, today=TODAY)
    except NoDay:
        found = None

    assert found is None or isinstance(found, date)
