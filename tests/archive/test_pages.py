"""The archive's pages: what each person finds, and what a press does."""

import pytest

from archive.admin.queue import filing_items
from archive.models import Record, RecordFile
from tests.archive.making import make_file, make_record
from tests.eoffice.organisation.people import browser_of
from tests.factories import actor, build_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return build_office()


@pytest.fixture
def archivist(house):
    return browser_of(house.setda_archivist.official)


def test_proposals_are_accepted_at_once_and_each_outcome_told(house, archivist):
    berkas = make_file(house.setda_archivist, house.setda, "Undangan 2026")
    good, hidden = make_record(house), make_record(house, security_class="rahasia")
    page = archivist.get("/arsip/?berkas=belum").content.decode()
    assert f"{good.pk}:{berkas.pk}" in page
    assert str(hidden.pk) not in page

    chosen = [f"{good.pk}:{berkas.pk}", f"{hidden.pk}:{berkas.pk}", "kacau"]
    answer = archivist.post("/arsip/usul/?berkas=belum", {"usul": chosen})

    assert answer.context["filed"] == 1
    assert answer.context["refused"] == 2
    assert "/arsip/?berkas=belum" in answer.content.decode()
    filed = set(Record.objects.filter(record_file=berkas))
    assert filed == {good}


def test_only_archivists_accept_proposals(house):
    berkas, record = make_file(house.setda_archivist, house.setda), make_record(house)

    for person in (house.stranger, house.setda_clerk):
        client = browser_of(person.official)
        answer = client.post("/arsip/usul/", {"usul": f"{record.pk}:{berkas.pk}"})
        assert answer.status_code == 404

    record.refresh_from_db()
    assert record.record_file is None


def test_file_is_opened_filled_and_closed_by_pages(house, archivist):
    form = {
        "unit": house.setda.pk,
        "classification_code": "000.1.5",
        "title": "Undangan rapat 2026",
    }
    opened = archivist.post("/arsip/berkas/baru/", form)
    berkas, record = RecordFile.objects.get(), make_record(house)
    archivist.post(f"/arsip/{record.pk}/berkaskan/", {"berkas": berkas.pk})

    asked = archivist.get(f"/arsip/berkas/{berkas.pk}/tutup/")
    closed = archivist.post(f"/arsip/berkas/{berkas.pk}/tutup/", {"trigger_on": ""})

    assert opened.headers["Location"] == f"/arsip/berkas/{berkas.pk}/"
    assert asked.status_code == 200
    assert closed.status_code == 302
    berkas.refresh_from_db()
    record.refresh_from_db()
    assert berkas.closed_on is not None
    assert (record.record_file, record.item_number) == (berkas, 1)
    for path in (
        f"/arsip/berkas/{berkas.pk}/",
        "/arsip/berkas/",
        f"/arsip/{record.pk}/",
    ):
        assert archivist.get(path).status_code == 200


def test_unknown_code_opens_no_file_and_keeps_what_was_typed(house, archivist):
    form = {"unit": house.setda.pk, "classification_code": "9.9.9", "title": "Judul"}

    answer = archivist.post("/arsip/berkas/baru/", form)

    assert 'value="Judul"' in answer.content.decode()
    assert not RecordFile.objects.exists()


def test_strangers_meet_no_record_and_no_file(house):
    berkas, record = make_file(house.setda_archivist, house.setda), make_record(house)
    client = browser_of(house.stranger.official)

    listed = client.get("/arsip/").content.decode()

    assert str(record.pk) not in listed
    for path in (f"/arsip/{record.pk}/", f"/arsip/berkas/{berkas.pk}/"):
        assert client.get(path).status_code == 404


def test_reports_count_what_the_viewer_may_see(house, archivist):
    assert archivist.get("/laporan/?tahun=2026").status_code == 200


def test_unfiled_records_stand_on_the_archivists_queue_alone(house):
    make_record(house)

    mine = filing_items(actor(house.setda_archivist), None)

    assert [item.url for item in mine] == ["/arsip/?berkas=belum"]
    assert filing_items(actor(house.setda_clerk), None) == []
