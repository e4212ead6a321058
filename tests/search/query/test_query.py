import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.synonyms import SynonymTable, default_synonyms
from search.query import InvalidRequest, Vocabulary, from_json, parse, to_json
from search.query.dates import parse_period
from search.query.plan import make_plan
from search.query.request import (
    DateWithin,
    Either,
    NumberIs,
    Phrase,
    Prefix,
    ValueIs,
    Without,
    Word,
)

TODAY = dt.date(2026, 11, 18)  # a Wednesday
VOCABULARY = Vocabulary(
    units={"bkpsdm": ("u1",), "dinas sosial": ("u2",)},
    types={"sk": ("keputusan_bupati", "keputusan_sekda")},
    statuses={"terkirim": ("sent",)},
)


def read(text):
    return parse(text, today=TODAY, vocabulary=VOCABULARY)


def clauses(text):
    return list(read(text).request.clauses)


def test_words_phrase_negation_prefix_and_alternatives_are_read():
    assert clauses('rapat "tim teknis" -batal putus* izin ATAU cuti') == [
        Word(text="rapat"),
        Phrase(text="tim teknis"),
        Without(clause=Word(text="batal")),
        Prefix(text="putus"),
        Either(options=(Word(text="izin"), Word(text="cuti"))),
    ]


def test_fields_of_text_are_read():
    assert clauses("hal:rapat dari:bupati kepada:camat ttd:sekda isi:beras") == [
        Word(text="rapat", fields=("subject",)),
        Word(text="bupati", fields=("sender",)),
        Word(text="camat", fields=("recipients",)),
        Word(text="sekda", fields=("signatory",)),
        Word(text="beras", fields=("body",)),
    ]


def test_fields_of_values_are_read_by_name():
    assert clauses("unit:dinas sosial jenis:SK sifat:segera status:terkirim") == [
        ValueIs(field="unit", values=("u2",)),
        ValueIs(field="type", values=("keputusan_bupati", "keputusan_sekda")),
        ValueIs(field="urgency", values=("segera",)),
        ValueIs(field="status", values=("sent",)),
    ]


def test_year_code_and_dates_are_read():
    assert clauses("tahun:2024..2025 klas:800.1 sebelum:Maret 2026") == [
        ValueIs(field="year", values=("2024", "2025")),
        ValueIs(field="classification", values=("800.1",)),
        DateWithin(field="letter_date", until=dt.date(2026, 3, 1)),
    ]


def test_a_number_with_spaces_is_one_number():
    (clause,) = clauses("005 / 0087 / Setda-Um/2025")

    assert isinstance(clause, NumberIs)
    assert clause.form.candidates[0] == "005/87/SETDA-UM/2025"


def test_an_unknown_field_is_text_with_a_hint():
    parsed = read("catatan:rapat")

    assert parsed.request.clauses == (Word(text="catatan"), Word(text="rapat"))
    assert [hint.code for hint in parsed.hints] == ["unknown_field"]


def test_an_unknown_unit_is_text_with_a_hint():
    parsed = read("unit:antariksa")

    assert parsed.request.clauses == (Word(text="antariksa"),)
    assert [hint.code for hint in parsed.hints] == ["unknown_value"]


def test_an_open_quote_is_text_with_a_hint():
    parsed = read('rapat "tim teknis')

    assert [clause.text for clause in parsed.request.clauses] == [
        "rapat",
        "tim",
        "teknis",
    ]
    assert [hint.code for hint in parsed.hints] == ["open_quote"]


def test_only_stop_words_get_a_hint():
    assert [hint.code for hint in read("dan yang di").hints] == ["only_common_words"]


def test_ten_thousand_words_become_sixty_four():
    parsed = read("kata " * 10_000)

    assert len(parsed.request.clauses) <= 64
    assert [hint.code for hint in parsed.hints] == ["too_long"]


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "-",
        "*",
        "ATAU",
        ":",
        "- - -",
        "/",
        "\\",
        "*:*",
        "{}",
        "'; --",
        "\x00\u202e",
    ],
)
def test_signs_alone_ask_for_nothing_but_never_fail(text):
    assert clauses(text) == []


@pytest.mark.parametrize(
    ("text", "first", "until"),
    [
        ("hari ini", "2026-11-18", "2026-11-19"),
        ("kemarin", "2026-11-17", "2026-11-18"),
        ("minggu lalu", "2026-11-09", "2026-11-16"),
        ("bulan ini", "2026-11-01", "2026-12-01"),
        ("7 hari terakhir", "2026-11-12", "2026-11-19"),
        ("Maret 2026", "2026-03-01", "2026-04-01"),
        ("triwulan II 2026", "2026-04-01", "2026-07-01"),
        ("semester I 2025", "2025-01-01", "2025-07-01"),
        ("5-3-2026", "2026-03-05", "2026-03-06"),
        ("5 Maret 2026", "2026-03-05", "2026-03-06"),
        ("2026-03-05", "2026-03-05", "2026-03-06"),
        ("2025", "2025-01-01", "2026-01-01"),
        ("tahun lalu", "2025-01-01", "2026-01-01"),
    ],
)
def test_dates_in_words_are_half_open_ranges(text, first, until):
    expected = (dt.date.fromisoformat(first), dt.date.fromisoformat(until))

    assert parse_period(text, TODAY) == expected


@pytest.mark.parametrize(
    "text", ["31 Februari 2026", "0-0-0000", "besok lusa", "", "triwulan 4 0000"]
)
def test_nonsense_dates_are_no_dates(text):
    assert parse_period(text, TODAY) is None


@given(st.text(max_size=400))
def test_any_text_gives_a_request_that_survives_json(text):
    request = read(text).request

    assert from_json(json.loads(json.dumps(to_json(request)))) == request
    make_plan(request, default_synonyms())


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"version": 99},
        {"sort": "price"},
        {"clauses": [{"is": "script"}]},
        {"clauses": [{"is": "word", "text": "a", "fields": ["access"]}]},
        {"chosen": {"access": ["x"]}},
        {"clauses": [{"is": "value", "field": "denied", "values": []}]},
    ],
)
def test_a_foreign_request_is_refused(data):
    with pytest.raises(InvalidRequest):
        from_json(data)


def test_a_synonym_makes_one_slot_of_alternatives():
    table = SynonymTable([("sk", "surat keputusan")])

    plan = make_plan(read("surat keputusan bupati").request, table)

    assert [[one.text for one in slot.alternatives] for slot in plan.slots] == [
        ["surat keputusan", "sk"],
        ["bupati"],
    ]


def test_a_former_code_asks_for_the_number_or_for_what_is_there_now():
    [asked] = clauses("420")
    number, code = asked.options
    [word] = clauses("005")[0].options[1:]

    assert (number.form.kind, number.form.sequence_number) == ("sequence", 420)
    assert (code.field, code.values) == ("classification", ("400.3",))
    assert word.text == "Undangan"
    assert clauses("klas:005")[0].values == ("005", "000")
    assert clauses("7")[0].form.sequence_number == 7


def test_a_number_that_is_a_former_code_comes_first():
    plan = make_plan(read("420").request, SynonymTable([]))

    assert plan.pinned is not None
    assert plan.pinned.sequence_number == 420


def test_a_plan_holds_few_beginnings_and_no_short_ones():
    beginnings = [{"is": "prefix", "text": one} for one in ("ra", "rap", "und", "sur")]
    nested = {"is": "either", "options": [*beginnings, {"is": "prefix", "text": "pen"}]}
    excluded = {"is": "without", "clause": {"is": "prefix", "text": "ban"}}

    plan = make_plan(from_json({"clauses": [nested, excluded]}), default_synonyms())

    alternatives = [one for slot in plan.slots for one in slot.alternatives]
    begun = [one.text for one in alternatives if one.kind == "prefix"]
    assert begun == ["rap", "und", "sur"]
    assert [one.alternatives[0].kind for one in plan.excluded] == ["word"]


def test_a_structure_with_too_many_words_is_refused():
    words = {
        "is": "either",
        "options": [{"is": "word", "text": "a b c d e " * 10}] * 60,
    }

    with pytest.raises(InvalidRequest):
        from_json({"clauses": [words]})
