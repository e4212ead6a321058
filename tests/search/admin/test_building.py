"""The builder makes the request of a typed question, and says what it cannot read."""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from search import chosen_engine
from search.projection.indexing import rebuild_index
from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    for number, subject in enumerate(
        ("Pupuk bersubsidi Wetan", "Benih jagung Wetan", "Pupuk organik Kulon")
    ):
        registered(office, subject=subject, number=f"{number + 1}/B/2026")
    rebuild_index()
    embedded_engine.refresh()
    return office


def sent(person, rows, **more):
    """Send rows of (join, field, words)."""
    joins, fields, words = zip(*rows, strict=True)
    given = [("cara", one) for one in joins]
    given += [("bidang", one) for one in fields] + [("isi", one) for one in words]
    address = urlencode([*given, *more.items(), ("cari", "1")])
    return browser_of(person.official).get(f"/cari/susun/?{address}")


def subjects(person, answer) -> set[str]:
    found = browser_of(person.official).get(answer["Location"])
    return {
        str(hit.title).replace("<mark>", "").replace("</mark>", "")
        for hit in found.context["hits"]
        if hit.kind == "incoming"
    }


def test_rows_are_joined_by_and_or_and_without(house):
    either = sent(
        house.sekda,
        [("dan", "hal", "pupuk"), ("atau", "hal", "benih"), ("tanpa", "hal", "kulon")],
        jenis_naskah="incoming",
    )
    both = sent(house.sekda, [("dan", "hal", "pupuk"), ("dan", "", "wetan")])

    assert subjects(house.sekda, either) == {
        "Pupuk bersubsidi Wetan",
        "Benih jagung Wetan",
    }
    assert "Pupuk organik Kulon" not in subjects(house.sekda, both)


def test_dates_are_read_in_words_and_bound_the_letters(house):
    answer = sent(house.sekda, [("dan", "", "pupuk")], tanggal="7 hari terakhir")

    written = parse_qs(urlsplit(answer["Location"]).query)["permintaan"][0]
    last = json.loads(written)["clauses"][-1]
    assert (last["is"], last["field"]) == ("date", "letter_date")
    assert last["first"] < last["until"]


def test_what_cannot_be_read_is_said_at_its_row(house):
    answer = sent(
        house.sekda, [("dan", "unit", "dinas antah berantah")], tanggal="kapan-kapan"
    )
    nothing = sent(house.sekda, [("dan", "", "")])

    assert answer.status_code == 200
    assert answer.context["rows"][0].fault
    assert answer.context["dates"][0].fault
    assert nothing.context["is_empty"] is True


def test_more_rows_keep_what_was_filled_in(house):
    client = browser_of(house.sekda.official)

    page = client.get("/cari/susun/?cara=tanpa&bidang=isi&isi=jagung&baris=8")

    assert len(page.context["rows"]) == 8
    first = page.context["rows"][0]
    assert (first.join, first.field, first.words) == ("tanpa", "isi", "jagung")
