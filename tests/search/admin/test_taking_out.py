"""Results taken away as a list, and ticked results as records to work on."""

import io

import pytest
from openpyxl import load_workbook

from archive.models import Record
from eoffice.audit.models import AuditEvent
from search import chosen_engine
from search.projection.indexing import rebuild_index
from search.saved import exporting
from tests.office.kabupaten import build_office
from tests.office.records import make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    make_record(office, "=Lumbung desa Wetan")
    make_record(office, "Lumbung desa Kulon")
    make_record(office, "Lumbung rahasia", security_class="rahasia")
    rebuild_index()
    embedded_engine.refresh()
    return office


def taken(person, bentuk: str = "xlsx"):
    answer = browser_of(person.official).get(
        "/cari/hasil/", {"q": "lumbung", "jenis": "record", "bentuk": bentuk}
    )
    assert answer.status_code == 200
    return answer


def rows_of(answer) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_list_holds_what_the_person_may_see_and_veils_as_the_page(house):
    mine = rows_of(taken(house.setda_archivist))
    theirs = rows_of(taken(house.stranger))
    veiled = rows_of(taken(house.drafter))

    assert any("Lumbung desa Kulon" in str(row) for row in mine)
    assert theirs == []
    assert not any("Lumbung rahasia" in str(row) for row in (*mine, *veiled))


def test_no_cell_runs_and_the_trail_keeps_the_number_of_rows(house):
    text = taken(house.setda_archivist, "csv").content.decode()

    assert "'=Lumbung desa Wetan" in text
    event = AuditEvent.objects.get(action="search.exported")
    assert '"rows":' in event.payload
    assert "lumbung" not in event.payload.lower()


def test_a_list_cut_short_says_so(house, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_OF_KEEPERS", 1)

    rows = rows_of(taken(house.setda_archivist))

    assert len(rows) == 2
    assert "1" in str(rows[1][0])


def test_ticked_results_become_records_for_their_keeper_alone(house):
    kept = Record.objects.get(subject="Lumbung desa Kulon")
    ticks = {"naskah": [f"letter:{kept.letter_id}", f"record:{kept.pk}"]}

    page = browser_of(house.setda_archivist.official).get("/cari/daftar-kerja/", ticks)
    others = browser_of(house.stranger.official).get("/cari/daftar-kerja/", ticks)
    broken = browser_of(house.setda_archivist.official).get(
        "/cari/daftar-kerja/", {"naskah": "record:x"}
    )

    assert [record.pk for record, _title, _why in page.context["rows"]] == [kept.pk]
    assert f"arsip={kept.pk}" in page.content.decode()
    assert (others.status_code, broken.status_code) == (404, 404)
