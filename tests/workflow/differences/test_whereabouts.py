"""Words are found in a block, and followed into a later text."""

import pytest

from workflow.differences.whereabouts import (
    Became,
    fate_of_block,
    fate_of_words,
    find_words,
    parted,
)

TEXT = "Rapat di aula pukul 09.00\nRapat di aula pukul 10.00"


@pytest.mark.parametrize(
    ("words", "nth", "start"),
    [
        ("aula", 0, 9),
        ("aula", 1, 35),
        ("  pukul\n 09.00 ", 0, 14),
        ("09.00 Rapat", 0, 20),
        ("aula", 2, None),
        ("balai", 0, None),
        (" | ", 0, None),
    ],
)
def test_words_are_found_whatever_parts_them(words, nth, start):
    found = find_words(TEXT, words, nth)

    assert (found.start if found else None) == start
    if found:
        assert TEXT.startswith(found.text, found.start)


@pytest.mark.parametrize(
    ("after", "state", "now"),
    [
        ("Indeks 3,41 tahun ini", Became.SAME, "3,41"),
        ("Sesuai data, indeks kita 3,46 tahun ini", Became.CHANGED, "3,46"),
        ("Indeks tahun ini", Became.GONE, ""),
    ],
)
def test_quoted_words_are_followed(after, state, now):
    before = "Indeks 3,41 tahun ini"

    fate = fate_of_words(before, after, 7, 11)

    assert (fate.state, fate.before) == (state, "3,41")
    assert now in fate.after


def test_words_put_in_between_the_quoted_ones_are_told():
    fate = fate_of_words("rapat pukul 09.00", "rapat hari Senin pukul 09.00", 0, 17)

    assert fate.state == Became.CHANGED
    assert fate.after == "rapat hari Senin pukul 09.00"


def test_a_block_taken_out_is_told():
    assert fate_of_block("Isi", None).state == Became.GONE
    assert fate_of_block("Isi  baru", "Isi baru").state == Became.SAME


def test_pieces_join_to_the_text_and_know_their_places():
    pieces = parted("satu dua tiga", [(0, 8), (5, 13), (40, 50)])

    assert "".join(text for text, _inside in pieces) == "satu dua tiga"
    assert [inside for text, inside in pieces if text == "dua"] == [{0, 1}]
