"""What people type without knowing a query language, and what is told of it."""

import datetime as dt

import pytest

from search.admin.hints import told
from search.query import Vocabulary, parse
from search.query.request import (
    DateWithin,
    Either,
    NumberIs,
    Phrase,
    Prefix,
    Without,
    Word,
)

TODAY = dt.date(2026, 11, 18)
VOCABULARY = Vocabulary(units={"bkpsdm": ("u1",)})
NIP = "198001012005011003"


def read(text):
    return parse(text, today=TODAY, vocabulary=VOCABULARY)


def clauses(text):
    return list(read(text).request.clauses)


def codes(text):
    return [hint.code for hint in read(text).hints]


@pytest.mark.parametrize(
    ("typed", "said", "first", "until"),
    [
        ("rapat 5 Maret 2025", "5 Maret 2025", "2025-03-05", "2025-03-06"),
        ("rapat tanggal 5 Maret 2025", "5 Maret 2025", "2025-03-05", "2025-03-06"),
        ("rapat Maret 2025", "Maret 2025", "2025-03-01", "2025-04-01"),
        ("rapat triwulan II 2025", "triwulan II 2025", "2025-04-01", "2025-07-01"),
        ("rapat 2025-03-05", "2025-03-05", "2025-03-05", "2025-03-06"),
        ("rapat tahun 2025", "tahun 2025", "2025-01-01", "2026-01-01"),
    ],
)
def test_a_date_among_words_is_the_letters_date_or_said_in_it(
    typed, said, first, until
):
    within = DateWithin(
        field="letter_date",
        first=dt.date.fromisoformat(first),
        until=dt.date.fromisoformat(until),
    )

    assert clauses(typed) == [
        Word(text="rapat"),
        Either(options=(within, Phrase(text=said))),
    ]
    assert codes(typed) == ["date"]


def test_a_day_that_passes_is_the_letters_date_alone():
    assert clauses("rapat bulan ini")[1:] == [
        DateWithin(
            field="letter_date",
            first=dt.date(2026, 11, 1),
            until=dt.date(2026, 12, 1),
        )
    ]
    within, number = clauses("12/03/2025")[0].options
    assert within.first == dt.date(2025, 3, 12)
    assert number.form.kind == "mention"


@pytest.mark.parametrize("typed", ["anggaran 2025", "mei", "surat mei", "jan etika"])
def test_a_year_or_month_alone_stays_a_word(typed):
    assert all(isinstance(clause, Word) for clause in clauses(typed))


@pytest.mark.parametrize(
    "typed",
    [NIP, f"NIP {NIP}", "NIP. 19800101.200501.1.003", "nip: 19800101 200501 1 003"],
)
def test_a_nip_is_read_with_its_label_and_dots(typed):
    (clause,) = clauses(typed)

    assert isinstance(clause, NumberIs)
    assert (clause.form.kind, clause.form.candidates) == ("nip", (NIP,))


def test_a_nip_may_stand_among_words():
    assert [type(one) for one in clauses(f"cuti {NIP}")] == [NumberIs, Word]


def test_of_two_years_the_last_is_the_year():
    (clause,) = clauses("2025 bkpsdm 2026")

    assert (clause.form.sequence_number, clause.form.year) == (2025, 2026)


def test_a_signatory_may_have_several_names():
    signatory = ("signatory",)

    assert clauses("ttd:Ahmad Fauzi tahun:2025")[:2] == [
        Word(text="Ahmad", fields=signatory),
        Word(text="Fauzi", fields=signatory),
    ]


def test_fields_have_other_names_and_may_be_followed_by_a_blank():
    sender = Word(text="bupati", fields=("sender",))

    assert clauses("pengirim:bupati") == [sender]
    assert clauses("dari: bupati") == [sender]
    assert clauses("tanggal: maret 2025")[0].first == dt.date(2025, 3, 1)


def test_operators_of_other_languages_are_understood_and_told():
    assert clauses("rapat AND banjir NOT undangan") == [
        Word(text="rapat"),
        Word(text="banjir"),
        Without(clause=Word(text="undangan")),
    ]
    assert codes("rapat BUKAN undangan") == ["operator"]
    assert clauses("SURAT BUKAN PAJAK")[1] == Word(text="BUKAN")


def test_beginnings_have_three_letters_and_there_are_three_of_them():
    assert clauses("ab*") == [Word(text="ab")]
    assert codes("ab*") == ["short_prefix"]
    kinds = [type(one) for one in clauses("aba* abb* abc* abd*")]
    assert kinds == [Prefix, Prefix, Prefix, Word]
    assert codes("aba* abb* abc* abd*") == ["many_prefixes"]


def test_signs_alone_are_told():
    assert codes("😀 🎉") == ["no_words"]


@pytest.mark.parametrize(
    ("typed", "code", "about"),
    [
        ("31/02/2025", "no_date", "31/02/2025"),
        ("rapat 31/02/2025", "no_date", "31/02/2025"),
        ("rapat 31 Februari 2025", "no_date", "31 Februari 2025"),
        ("rapat 2025-13-40", "no_date", "2025-13-40"),
        ("tanggal:31/02/2025", "unknown_value", "31/02/2025"),
        ("sebelum:kapan", "unknown_value", "kapan"),
        ("dari:banjir bandang", "field_ends", "banjir"),
        ("rapat hal:", "empty_field", "hal"),
        ("jenis: hal:rapat", "empty_field", "jenis"),
        ("😀 rapat", "left_out", "😀"),
        ("rapat || banjir", "left_out", "||"),
        ("*rap banjir", "front_star", "*rap"),
        ("rapat ATAU", "operator", "ATAU"),
        ("OR rapat", "operator", "OR"),
        ('rapat "anggaran', "open_quote", ""),
        ("dan yang", "only_common_words", ""),
    ],
)
def test_whatever_is_read_otherwise_or_left_out_is_told(typed, code, about):
    hints = read(typed).hints

    assert (code, about) in {(hint.code, hint.text) for hint in hints}
    assert all(told(hint) for hint in hints)


@pytest.mark.parametrize(
    "typed",
    ["rapat & banjir", "rapat - banjir", "dari:camat ATAU banjir", 'hal:"a b" rapat'],
)
def test_what_loses_nothing_needs_no_word_about_it(typed):
    assert codes(typed) == []


def test_an_impossible_day_is_searched_as_its_words():
    assert clauses("31 Februari 2025") == [
        Word(text="31"),
        Word(text="Februari"),
        Word(text="2025"),
    ]


def test_a_units_name_stays_in_its_field_and_other_words_do_not():
    sender = ("sender",)
    both = Vocabulary(units={"dinas sosial": ("u1",)})
    read = parse("pengirim: dinas sosial banjir", today=TODAY, vocabulary=both)

    assert list(read.request.clauses) == [
        Word(text="dinas", fields=sender),
        Word(text="sosial", fields=sender),
        Word(text="banjir"),
    ]
