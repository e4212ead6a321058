"""What is understood without a query language: on both engines the same."""

import datetime as dt

MARCH, APRIL = dt.date(2025, 3, 5), dt.date(2025, 4, 9)


def test_a_date_among_words_narrows_to_the_day_or_to_what_is_said(desk):
    desk.put(
        desk.record("day", subject="Rapat anggaran", letter_date=MARCH),
        desk.record("said", subject="Rapat anggaran 5 Maret 2025", letter_date=APRIL),
        desk.record("other", subject="Rapat anggaran", letter_date=APRIL),
    )

    assert set(desk.find("rapat anggaran 5 Maret 2025")) == {"day", "said"}
    assert set(desk.find("rapat 05/03/2025")) == {"day"}


def test_a_word_and_a_number_tied_by_a_hyphen_stay_together(desk):
    desk.put(
        desk.record("a", subject="Penanganan COVID-19"),
        desk.record("b", subject="Ronda tanggal 19"),
    )

    assert desk.find("covid-19") == ["a"]


def test_what_holds_no_word_finds_nothing(desk):
    desk.put(desk.record("a", subject="Rapat"))

    assert desk.find("😀") == []
    assert desk.find("dan yang di") == []
    assert desk.find("") == ["a"]


def test_a_nip_with_dots_is_found_in_texts_and_questions(desk):
    desk.put(desk.record("a", body="NIP. 19800101.200501.1.003 hadir"))

    assert desk.find("NIP 198001012005011003") == ["a"]
    assert desk.find("nip:19800101.200501.1.003") == ["a"]


def test_a_signatory_is_asked_for_by_the_whole_name(desk):
    desk.put(
        desk.record("a", signatory="Drs. Ahmad Fauzi"),
        desk.record("b", signatory="Ahmad Rifai", subject="Fauzi"),
    )

    assert desk.find("ttd:ahmad fauzi") == ["a"]
