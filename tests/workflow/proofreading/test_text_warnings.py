"""What a reader would ask about: events, sums, people, attachments, spelling."""

from datetime import date

import pytest

from eoffice.days.working_days import WorkCalendar
from workflow.proofreading import spelling
from workflow.proofreading.judging import Around, text_warnings
from workflow.proofreading.sums import sum_warnings
from workflow.rendering.body import parse_body

TODAY = date(2026, 11, 30)


def warned(*blocks, attached=False):
    """Return `(code, message)` of the warnings of blocks `(type, value)`."""
    body = parse_body([{"type": kind, "value": value} for kind, value in blocks])
    around = Around(
        today=TODAY,
        calendar=WorkCalendar(holidays=frozenset({date(2026, 12, 25)})),
        has_attachments=attached,
    )
    return [(one.code, str(one.message)) for one in text_warnings(body, around)]


def codes(*blocks, attached=False):
    return [code for code, _message in warned(*blocks, attached=attached)]


def table(*rows, header=("No.", "Uraian", "Jumlah (Rp)")):
    return {"header": list(header), "rows": [list(row) for row in rows]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("Kamis, 3 Desember 2026", []),
        ("Senin, 2 November 2026", ["event_past"]),
        ("Jumat, 25 Desember 2026", ["event_day_off"]),
        ("Minggu, 6 Desember 2026", ["event_day_off"]),
    ],
)
def test_the_day_of_an_event(day, code):
    assert codes(("fields", [{"label": "hari, tanggal", "value": day}])) == code
    # A day that is only told of is no event.
    assert codes(("paragraph", f"Menindaklanjuti surat tanggal {day}.")) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("1.", "Honor", "1.500.000"), ("2.", "Konsumsi", "750.000")], "2.250.000"),
        ([("1.", "Honor", "1.500,50"), ("2.", "Konsumsi", "0,50")], "1.501"),
    ],
)
def test_totals_of_tables(rows, told):
    def found(total):
        body = parse_body(
            [{"type": "table", "value": table(*rows, ("", "Jumlah", total))}]
        )
        return [str(one.message) for one in sum_warnings(0, body[0])]

    assert found(told) == []
    (message,) = found("9.999")
    assert told in message
    assert "9.999" in message


def test_columns_without_numbers_have_no_total():
    rows = [("1.", "Honor", "3 OJ"), ("2.", "Sewa", "750.000"), ("", "Total", "5")]
    body = parse_body([{"type": "table", "value": table(*rows)}])
    assert list(sum_warnings(0, body[0])) == []


@pytest.mark.django_db
def test_people_are_named_as_the_office_knows_them(office):
    official = office.kabag.official
    nip = official.nip

    def people(name):
        row = {"name": name, "rank": "", "nip": nip, "position": ""}
        return ("people_table", [row])

    assert codes(people(official.full_name)) == []
    assert codes(people(f"Dr. {official.full_name}")) == ["name_differs"]
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    official.is_active = False
    official.save()
    assert codes(people(official.full_name)) == ["person_left"]
    assert codes(("paragraph", f"Yang bersangkutan, NIP {spaced}.")) == ["person_left"]
    assert codes(("paragraph", "NIP 199912312024011009 dari kementerian.")) == []


@pytest.mark.django_db
def test_a_promised_attachment_is_missed_once():
    promise = ("paragraph", "Daftar peserta terlampir.")
    assert codes(promise, promise) == ["nothing_attached"]
    assert codes(promise, attached=True) == []
    assert codes(("paragraph", "Lampiran surat yang lalu telah kami baca.")) == []


@pytest.mark.django_db
def test_spelling_offers_words_and_knows_those_of_the_office(office):
    text = "Mohon dilaksankan bersama <i>team building</i> Kepala Dinas serta bimtek."
    ((code, message),) = warned(("paragraph", text))
    assert code == "spelling"
    assert "dilaksankan" in message
    assert "dilaksanakan" in message
    named = office.kabag.official.name.split()[0].lower()
    assert codes(("paragraph", f"Menurut {named} demikian.")) == []


@pytest.mark.django_db
def test_an_office_without_the_dictionary_is_told_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(spelling, "HUNSPELL", tmp_path / "hunspell")
    assert codes(("paragraph", "Mohon dilaksankan.")) == []
