import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.specimens.letters import specimens
from tests.workflow.reading.papers import page, service_letter
from workflow.reading import ReadPage, ReadWord, propose, read_letter
from workflow.reading.scoring import FIELDS, is_right

FILES = Path(__file__).parent / "files"
PLACES = st.floats(0, 800)
HEADS = "Nomor : Hal Yth. TENTANG Sifat 12 Mei 2026 KOTA 5/X/2026"
WORDS = st.builds(
    ReadWord,
    st.sampled_from(HEADS.split()),
    PLACES,
    PLACES,
    PLACES,
    PLACES,
    st.floats(0, 1),
)


def values(proposal):
    return {
        name: getattr(proposal, name) and getattr(proposal, name).value
        for name in FIELDS
    }


def test_plain_letter_is_proposed_whole():
    assert values(propose([service_letter()])) == {
        "number": "005/123/Dinkes/2026",
        "date": "2026-11-16",
        "sender": "Pemerintah Kabupaten Sukaraya, Dinas Kesehatan",
        "subject": "Undangan rapat koordinasi",
        "type": "Surat Undangan",
        "addressee": "Sekretaris Daerah",
    }


@pytest.mark.parametrize(
    ("changes", "date"),
    [
        ({"date": "Sukaraya, 2026-03-05"}, "2026-03-05"),
        ({"date": "Sukaraya, tanggal 5 Maret 2026"}, "2026-03-05"),
        ({"date": "Jakarta, 5 May 2026"}, "2026-05-05"),
        ({"date": "Sukaraya, 5-III-2026"}, "2026-03-05"),
        ({"date": "Sukaraya, 16 Ramadan 1447 H / 5 Maret 2026 M"}, "2026-03-05"),
        (
            {
                "date": "",
                "number": "Nomor    : 005/123/Dinkes/2026 tanggal 5 Maret 2026",
            },
            "2026-03-05",
        ),
    ],
)
def test_date_is_found_in_the_forms_in_use(changes, date):
    found = values(propose([service_letter(**changes)]))

    assert (found["date"], found["number"]) == (date, "005/123/Dinkes/2026")


def test_common_era_counts_where_it_stands_under_the_hijri_date():
    letter = page(
        "KANTOR KEMENTERIAN AGAMA",
        (350.0, "Sukaraya, 16 Ramadan 1447 H"),
        (410.0, "5 Maret 2026 M"),
        "Nomor    : B-12/Kk.1/2026",
        "Hal      : Undangan",
    )

    assert values(propose([letter]))["date"] == "2026-03-05"


@pytest.mark.parametrize(
    "label", ["Nomor Surat :", "Nomor Surat:", "No. Surat   :", "Nomor surat    ;"]
)
def test_label_of_two_words_is_no_part_of_the_number(label):
    found = propose([service_letter(number=f"{label} 005/328/Dinsos/2026")]).number

    assert (found.value, found.doubtful) == ("005/328/Dinsos/2026", False)


@pytest.mark.parametrize("label", ["No. Agenda : 0417", "Nomor Telepon : 0274 512345"])
def test_number_of_something_else_is_not_the_letters(label):
    assert propose([service_letter(number=label)]).number is None


def test_look_alike_dashes_are_hyphens():
    letter = service_letter(number="Nomor : B\u2011718/99010/SS.400/2026")

    assert propose([letter]).number.value == "B-718/99010/SS.400/2026"


ARRIVAL = datetime.date(2026, 11, 18)


@pytest.mark.parametrize("date", ["16 November 2062", "16 November 2021"])
def test_date_that_does_not_fit_the_arrival_is_not_sure(date):
    letter = service_letter(
        date=f"Sukaraya, {date}", number="Nomor : 005/123/Dinkes/XI"
    )

    assert not propose([letter]).date.doubtful
    assert propose([letter], on=ARRIVAL).date.doubtful


def test_number_and_date_of_different_years_are_both_doubted():
    found = propose([service_letter(date="Sukaraya, 16 November 2025")], on=ARRIVAL)

    assert found.number.doubtful
    assert found.date.doubtful


def test_what_names_no_office_is_not_sure_to_be_the_sender():
    stamped = page(
        "Setda 09-03-2026 10:22 Wib No. 0417", "", "Nomor : 005/1/X/2026", "Hal : Rapat"
    )
    found = propose([stamped]).sender

    assert found is None or found.doubtful


def test_date_before_the_annexes_is_found():
    proposal = read_letter(FILES / "circular_6_pages.pdf").proposal

    assert (proposal.date.value, proposal.date.page) == ("2025-11-28", 4)


def test_letter_referred_to_is_not_the_letter():
    found = propose([service_letter(number="", date="")])

    assert found.number is None
    assert found.date is None


def test_open_day_is_shown_without_a_value():
    found = propose([service_letter(date="Sukaraya,     November 2026")]).date

    assert found is None or (found.value is None and found.doubtful)


def test_impossible_date_is_doubtful_and_has_no_value():
    found = propose([service_letter(date="Sukaraya, 31 Februari 2026")]).date

    assert found.value is None
    assert found.doubtful


def test_badly_read_value_is_doubtful():
    clear = service_letter()
    words = tuple(
        word._replace(confidence=0.4) if word.text.startswith("005/") else word
        for word in clear.words
    )
    blurred = ReadPage(page=1, width_pt=595, height_pt=842, words=words, source="ocr")

    found = propose([blurred])

    assert found.number.doubtful
    assert not found.date.doubtful


@pytest.mark.parametrize("mark", ["0", "O", "©", "0 '"])
def test_mark_beside_the_letterhead_is_not_part_of_the_sender(mark):
    head = ("PEMERINTAH PROVINSI NUSA HARAPAN", f"{mark} SEKRETARIAT DAERAH")
    rest = ("Jalan Gubernur Lama Nomor 1", "Nomor : 100.1.4/12/Pem/2026")

    found = propose([page(*head, *rest)]).sender

    assert found.value == "Pemerintah Provinsi Nusa Harapan, Sekretariat Daerah"


def test_page_without_text_proposes_nothing():
    assert set(values(propose([page()])).values()) == {None}
    assert set(values(propose([])).values()) == {None}


@pytest.mark.parametrize("specimen", list(specimens(24)), ids=lambda one: one.name)
def test_digital_letter_of_every_layout(specimen):
    reading = read_letter(specimen.pdf)
    proposal = reading.proposal

    assert reading.text_source == "embedded"
    for name in ("date", "sender", "subject", "type"):
        expected = getattr(specimen.expected, name)
        assert is_right(name, getattr(proposal, name), expected), name
    if specimen.by_hand:
        assert proposal.number is None or proposal.number.doubtful
    else:
        assert proposal.number.value == specimen.expected.number


def test_box_of_a_value_lies_on_its_words():
    (specimen,) = specimens(1)
    reading = read_letter(specimen.pdf)
    number = reading.proposal.number
    sheet = reading.pages[number.page - 1]

    inside = [
        word.text
        for word in sheet.words
        if word.x0 >= number.box[0] - 0.5
        and word.x1 <= number.box[2] + 0.5
        and word.y0 >= number.box[1] - 0.5
        and word.y1 <= number.box[3] + 0.5
    ]

    assert "".join(inside).lstrip(":") == specimen.expected.number


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_no_page_makes_the_rules_fail(words):
    sheet = ReadPage(
        page=1, width_pt=595, height_pt=842, words=tuple(words), source="ocr"
    )

    for field in propose([sheet]).as_json().values():
        assert field is None or 0 <= field["confidence"] <= 1
