import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.reading.dates import MONTHS, dates_in, has_open_day


def only(text):
    (found,) = dates_in(text)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jakarta, 10 Desember 2012", "2012-12-10"),
        ("pada tanggal 2 Januari 2013", "2013-01-02"),
        ("5-3-2026", "2026-03-05"),
        ("05/03/2026", "2026-03-05"),
        ("5 . 3 . 2026", "2026-03-05"),
        ("17 Pebruari 2026", "2026-02-17"),
        ("3 Nop. 2026", "2026-11-03"),
        ("2026-03-05", "2026-03-05"),
        ("Jakarta, 5 May 2026", "2026-05-05"),
        ("March 5, 2026", "2026-03-05"),
        ("5-III-2026", "2026-03-05"),
        ("17 VIII 2026", "2026-08-17"),
        ("5\u20113\u20112026", "2026-03-05"),
        ("Sukaraya, 16 Ramadan 1447 H / 5 Maret 2026 M", "2026-03-05"),
    ],
)
def test_date_is_read_as_letters_write_it(text, value):
    assert only(text).value == datetime.date.fromisoformat(value)


@pytest.mark.parametrize("text", ["05/03/26", "5-3-26", "5.3.26"])
def test_year_of_two_digits_is_read_but_never_certain(text):
    found = only(text)

    assert found.value == datetime.date(2026, 3, 5)
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    "text", ["1O Desember 2012", "10 Desernber 2012", "l0 Desember 2O12"]
)
def test_misread_date_is_mended_but_not_certain(text):
    found = only(text)

    assert found.value == datetime.date(2012, 12, 10)
    assert found.confidence < 0.8


@pytest.mark.parametrize("text", ["31 Februari 2026", "32 Mei 2026", "5-13-2026"])
def test_impossible_date_has_no_value(text):
    assert only(text).value is None


@pytest.mark.parametrize(
    "text",
    [
        "UU 23 Tahun 2014",
        "Nomor 12/PMK.05/2012",
        "12 orang 2012",
        "005/05/03/26",
        "400.3.1-12-26/X",
        "3.2.26.1",
        "5-IIII-2026",
        "",
    ],
)
def test_what_is_no_date(text):
    assert dates_in(text) == []


def test_day_left_for_the_pen_is_noticed():
    assert has_open_day("Jakarta,      Desember 2012")
    assert not has_open_day("Tahun Anggaran 2012")


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_every_date_is_read_back(day):
    text = f"Wanasari, {day.day} {MONTHS[day.month - 1].title()} {day.year}"

    assert only(text).value == day


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text):
    assert all(date.start < date.end for date in dates_in(text))
