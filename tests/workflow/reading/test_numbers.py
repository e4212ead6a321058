import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.reading.papers import page
from workflow.reading.lines import rows_of
from workflow.reading.numbers import number_from


def read(text):
    (row,) = rows_of(page(text))
    return number_from(row.words)


@pytest.mark.parametrize(
    "number",
    [
        "194/PMK.05/2014",
        "400.7.22.1/1599/Dinkes/2026",
        "B-0718/00000/SS.400/2026",
        "421.3/045/SMPN-2/X/2026",
        "SE-1/PB/2012",
    ],
)
def test_printed_number_is_certain(number):
    found = read(number)

    assert found.value == number
    assert found.confidence > 0.9


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("39 TAHUN 2012", "39 Tahun 2012"),
        ("5 Tahun 2026 tentang kearsipan", "5 Tahun 2026"),
        ("005/12/Sekr Tanggal 5 Mei 2026", "005/12/Sekr"),
        ("005 / 12 / Sekr / 2026", "005/12/Sekr/2026"),
    ],
)
def test_number_ends_where_it_ends(printed, value):
    assert read(printed).value == value


def test_gap_for_the_pen_is_never_certain():
    found = read("SE- 44 /PB/2012")

    assert found.value == "SE-44/PB/2012"
    assert found.confidence < 0.8


def test_number_nobody_wrote_in_is_never_certain():
    assert read("005/  /Dinkes/2026").confidence < 0.5


def test_letters_among_figures_are_mended_with_a_doubt():
    found = read("005/12/Dinkes/2O26")

    assert found.value == "005/12/Dinkes/2026"
    assert found.confidence < 0.8


@pytest.mark.parametrize("text", ["Sangat Rahasia", "12, Wanasari", "-"])
def test_what_is_no_number(text):
    assert read(text) is None


@given(st.text("AB10/.- TAHUNtahun|", min_size=1, max_size=400))
def test_no_text_takes_time_or_fails(text):
    rows = rows_of(page(text))

    for row in rows:
        found = number_from(row.words)
        assert found is None or found.value
