"""Codes are found by the words people use, and proposed by what a text speaks of."""

import pytest

from archive.classification.catalogue import ArchiveCatalogue
from archive.classification.code_words import code_words

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [entry.code for entry in ArchiveCatalogue().search(words, 8)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("rapat", "000.1.5"),
        ("undangan", "000.1.5"),
        ("cuti sakit", "800.1.11.2"),
        ("sppd", "000.1.2.1"),
        ("vaksin", "400.7.7.2"),
        ("bmd", "000.2.3.2"),
        ("000.1.5", "000.1.5"),
    ],
)
def test_the_code_meant_leads(words, first):
    assert found(words)[0] == first


def test_whole_words_come_before_parts_of_words():
    codes = found("desa")
    assert codes[0] == "000.7.1.6"
    assert "100.3.13.3" not in codes  # Hak Desain Industri


def test_every_word_of_the_table_leads_to_a_name():
    for word in code_words():
        assert found(word), word


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Permohonan cuti sakit a.n. Sri Wahyuni", "800.1.11.2"),
        ("Usulan kenaikan pangkat periode April 2027", "800.1.3.2"),
        ("Undangan musrenbang kecamatan tahun 2027", "000.7.1.4"),
        ("Jadwal imunisasi bulan Desember", "400.7.7.2"),
        ("Penghapusan barang milik daerah berupa kendaraan", "000.2.4"),
    ],
)
def test_a_text_proposes_its_code_and_says_by_which_words(text, code):
    entry, led = ArchiveCatalogue().proposed(text, 1)[0]
    assert entry.code == code
    assert entry.is_leaf
    assert all(word in text.lower() for word in led.split(", "))


@pytest.mark.parametrize("text", ["", "Pemberitahuan", "Hal yang sama", "1 2 3 %_\\"])
def test_what_says_nothing_proposes_nothing(text):
    assert ArchiveCatalogue().proposed(text, 3) == []
