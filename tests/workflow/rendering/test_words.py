"""Dates and numbers in Indonesian words."""

from datetime import date

import pytest

from workflow.rendering.dates_in_words import date_in_words
from workflow.rendering.number_words import counted, number_in_words


def test_a_date_is_written_in_words():
    assert date_in_words(date(2026, 3, 5)) == "5 Maret 2026"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (2026, "dua ribu dua puluh enam"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (12_500_000, "dua belas juta lima ratus ribu"),
        (1_000_000_001, "satu miliar satu"),
    ],
)
def test_a_number_is_written_in_words(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize("number", [-1, 10**15])
def test_numbers_without_words_are_refused(number):
    with pytest.raises(ValueError, match="no words"):
        number_in_words(number)


def test_a_count_stands_in_figures_and_words():
    assert counted(2, "berkas") == "2 (dua) berkas"
