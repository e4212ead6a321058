"""Short names that no table knows, read from the letters: on both engines alike."""

import pytest

from search.analysis.abbreviations import definitions_in, runs_of
from search.engines.contract import PageOf
from search.finding.meaning import as_meant
from tests.search.desk import ask


def found(desk, text, who=None):
    meant = as_meant(ask(text), who or desk.access(), desk.engine, PageOf())
    return desk.names(meant.results)


def test_initials_of_a_run_of_words_in_a_subject_find_its_letters(desk):
    desk.put(
        desk.record("a", subject="Pendataan Rumah Tidak Layak Huni"),
        desk.record("b", body="Rumah tidak layak huni diperbaiki."),
        desk.record("c", subject="Rumah dinas"),
    )

    assert found(desk, "rtlh") == ["a", "b"]


def test_a_short_form_is_learnt_where_a_letter_explains_it(desk):
    desk.put(
        desk.record("a", body="Jadwal Musyawarah Warga Mandiri (Muswaman) terlampir."),
        desk.record("b", subject="Hasil musyawarah warga mandiri"),
    )

    assert set(found(desk, "muswaman")) == {"a", "b"}


def test_a_long_name_finds_its_initials_where_they_stand_in_capitals(desk):
    desk.put(
        desk.record("a", subject="Pendataan RTLH"),
        desk.record("b", subject="Warung rtlh"),
    )

    assert found(desk, "rumah tidak layak huni")[0] == "a"


def test_initials_tell_nothing_of_what_one_may_not_see(desk):
    desk.put(
        desk.record("secret", subject="Rumah Tidak Layak Huni", access=("unit:2",)),
        desk.record("mine", body="rumah tidak layak huni"),
    )

    assert found(desk, "rtlh") == []
    assert desk.engine.naming("rtlh", desk.access()) == ((), ())


def test_words_that_tables_know_are_no_initials(desk):
    desk.put(desk.record("a", subject="Tugas umum guru agama sekolah"))

    assert found(desk, "tugas") == ["a"]
    assert found(desk, "beras") == []


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Musyawarah Desa (Musdes)", ("musdes", "musyawarah desa")),
        (
            "oleh Badan Kepegawaian dan Diklat (BKD)",
            ("bkd", "badan kepegawaian dan diklat"),
        ),
        ("bimbingan teknis (BIMTEK)", ("bimtek", "bimbingan teknis")),
        (
            "sistem informasi manajemen kepegawaian (SIMPEG)",
            ("simpeg", "sistem informasi manajemen kepegawaian"),
        ),
    ],
)
def test_explanations_are_read_by_initials_and_by_syllables(text, pair):
    assert definitions_in(text) == (pair,)


def test_what_is_in_brackets_need_not_explain():
    assert definitions_in("Rapat (lanjutan) tim (dua)") == ()
    assert ("rtlh", "rumah tidak layak huni") in runs_of("Rumah tidak layak huni")
