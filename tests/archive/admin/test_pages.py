"""The archive's pages: what each person finds, and what a press does."""

from datetime import date

import pytest

from archive.admin.records.queue import filing_items
from archive.models import Record, RecordFile, RetentionRule
from eoffice.audit.models import AuditEvent
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivist(office):
    return browser_of(office.setda_archivist.official)


def choices(berkas, *records):
    return {"usul": [f"{record.pk}:{berkas.pk}" for record in records]}


def test_proposals_are_accepted_at_once_and_each_outcome_told(office, archivist):
    berkas = make_file(office.setda_archivist, office.setda, "Undangan 2026")
    good, hidden = make_record(office), make_record(office, unit=office.kominfo)
    page = archivist.get("/arsip/?berkas=belum").content.decode()
    assert f"{good.pk}:{berkas.pk}" in page
    assert str(hidden.pk) not in page

    second = make_record(office)
    address = "/arsip/usul/?berkas=belum"
    answer = archivist.post(address, choices(berkas, good, second), follow=True)
    again = archivist.post(address, choices(berkas, good, second))

    assert len(answer.context["outcomes"]) == 2
    assert "/arsip/?berkas=belum" in answer.content.decode()
    assert again.headers["Location"] == "/arsip/?berkas=belum"
    assert set(Record.objects.filter(record_file=berkas)) == {good, second}


@pytest.mark.parametrize("foreign", ["hidden", "unknown", "garbled", "no file"])
def test_a_foreign_choice_refuses_all_of_them(office, archivist, foreign):
    berkas = make_file(office.setda_archivist, office.setda, "Undangan 2026")
    good, hidden = make_record(office), make_record(office, unit=office.kominfo)
    wrong = {
        "hidden": f"{hidden.pk}:{berkas.pk}",
        "unknown": f"{berkas.pk}:{berkas.pk}",
        "garbled": "kacau",
        "no file": f"{good.pk}:{good.pk}",
    }[foreign]

    chosen = {"usul": [f"{good.pk}:{berkas.pk}", wrong]}
    answer = archivist.post("/arsip/usul/", chosen)

    assert answer.status_code == 404
    assert not berkas.records.exists()
    assert not AuditEvent.objects.filter(action="record.filed").exists()


def test_what_the_state_refuses_keeps_the_others_where_they_were(office, archivist):
    berkas = make_file(office.setda_archivist, office.setda, "Undangan 2026")
    other = make_file(office.setda_archivist, office.setda, "Lain")
    good, filed = make_record(office), make_record(office)
    archivist.post("/arsip/usul/", choices(other, filed))

    answer = archivist.post("/arsip/usul/", choices(berkas, good, filed))

    assert answer.status_code == 409
    assert answer.context["refused"] == 2
    assert all(one["fault"] for one in answer.context["outcomes"])
    assert not berkas.records.exists()
    assert set(other.records.all()) == {filed}


def test_only_keepers_accept_proposals(office):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )

    for person in (office.stranger, office.sekda, office.kominfo_clerk):
        client = browser_of(person.official)
        answer = client.post("/arsip/usul/", {"usul": f"{record.pk}:{berkas.pk}"})
        assert answer.status_code == 404

    record.refresh_from_db()
    assert record.record_file is None


def test_file_is_opened_filled_and_closed_by_pages(office, archivist):
    form = {
        "unit": office.setda.pk,
        "classification_code": "000.1.5",
        "title": "Undangan rapat 2026",
    }
    opened = archivist.post("/arsip/berkas/baru/", form)
    berkas, record = RecordFile.objects.get(), make_record(office)
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


def test_unknown_code_opens_no_file_and_keeps_what_was_typed(office, archivist):
    form = {"unit": office.setda.pk, "classification_code": "9.9.9", "title": "Judul"}

    answer = archivist.post("/arsip/berkas/baru/", form)

    assert 'value="Judul"' in answer.content.decode()
    assert not RecordFile.objects.exists()


def test_strangers_meet_no_record_and_no_file(office):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )
    client = browser_of(office.stranger.official)

    listed = client.get("/arsip/").content.decode()

    assert str(record.pk) not in listed
    for path in (f"/arsip/{record.pk}/", f"/arsip/berkas/{berkas.pk}/"):
        assert client.get(path).status_code == 404


def test_reports_count_what_the_viewer_may_see(office, archivist):
    assert archivist.get("/laporan/?tahun=2026").status_code == 200


def test_unfiled_records_stand_on_the_queue_of_keepers_alone(office):
    make_record(office)

    mine = filing_items(actor(office.setda_archivist), None)

    assert [item.url for item in mine] == ["/arsip/?berkas=belum"]
    assert filing_items(actor(office.setda_clerk), None) != []
    assert filing_items(actor(office.kominfo_clerk), None) == []


def test_another_code_asks_for_the_reason_before_it_is_filed(office, archivist):
    record = make_record(office, code="000.1.2")
    berkas = make_file(office.setda_archivist, office.setda, "Undangan 2026")
    address = f"/arsip/{record.pk}/berkaskan/"

    asked = archivist.post(address, {"berkas": berkas.pk})
    record.refresh_from_db()
    assert record.record_file is None
    told = asked.content.decode()
    assert all(code in told for code in ("000.1.2", "000.1.5"))
    answer = archivist.post(address, {"berkas": berkas.pk, "alasan": "Satu kegiatan"})

    record.refresh_from_db()
    assert answer.status_code == 302
    assert record.record_file == berkas
    filed = AuditEvent.objects.get(action="record.filed")
    assert "Satu kegiatan" in filed.payload


def test_event_and_reopening_have_pages_that_refuse_kindly(office, archivist):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="event", trigger_text="Setelah serah terima"
    )
    archivist.post(f"/arsip/{record.pk}/berkaskan/", {"berkas": berkas.pk})
    path = f"/arsip/berkas/{berkas.pk}/"
    archivist.post(f"{path}tutup/", {"activity_ended_on": ""})
    listed = archivist.get("/arsip/berkas/?keadaan=waiting_for_event")
    asked = archivist.get(f"{path}peristiwa/")
    wrong = archivist.post(f"{path}peristiwa/", {"on": "1-1-2099", "proof": ""})

    right = archivist.post(f"{path}peristiwa/", {"on": "1-3-2026", "proof": "BA 1"})
    berkas.refresh_from_db()
    assert berkas.title in listed.content.decode()
    assert "Setelah serah terima" in asked.content.decode()
    assert (wrong.status_code, right.status_code) == (200, 302)
    assert berkas.trigger_on == date(2026, 3, 1)
    empty = archivist.post(f"{path}buka-lagi/", {"reason": ""})
    again = archivist.post(f"{path}buka-lagi/", {"reason": "Surat susulan"})
    berkas.refresh_from_db()
    assert (empty.status_code, again.status_code) == (200, 302)
    assert berkas.closed_on is None


def test_ticked_rows_go_into_a_file_found_by_words_or_a_new_one_and_back(
    office, archivist
):
    berkas = make_file(office.setda_archivist, office.setda, "Perjalanan", "000.1.2.3")
    first, second = make_record(office), make_record(office)
    ticked = {"arsip": [first.pk], "usul": f"{second.pk}:{berkas.pk}"}

    asked = archivist.post("/arsip/berkaskan/", ticked | {"kata": "perjalan"})
    empty = archivist.post("/arsip/berkaskan/", ticked | {"kata": "bukan ini"})
    warned = archivist.post("/arsip/berkaskan/", ticked | {"berkas": berkas.pk})
    assert [one.title for one in asked.context["files"]] == ["Perjalanan"]
    assert not empty.context["files"]
    assert warned.context["differing"] == 2
    filled = asked.context["form"].initial
    assert (filled["unit"], filled["classification_code"]) == (
        office.setda.pk,
        "000.1.5",
    )
    assert "2026" in filled["title"]

    new = {"baru": "1", **filled}
    made = archivist.post("/arsip/berkaskan/", ticked | new, follow=True)
    filing = made.context["filing"]
    assert RecordFile.objects.exclude(pk=berkas.pk).get().records.count() == 2
    address = f"/arsip/pemberkasan/{filing.pk}/"
    assert not made.context["hindered"]
    assert browser_of(office.setda_clerk.official).get(address).status_code == 404

    back = archivist.post(f"{address}batal/", follow=True)
    again = archivist.post(f"{address}batal/")
    assert "dibatalkan" in back.content.decode().lower()
    assert again.status_code == 409
    assert not Record.objects.filter(record_file__isnull=False).exists()


def test_each_row_says_why_it_can_not_be_filed(office, archivist):
    berkas = make_file(office.setda_archivist, office.setda)
    shut, unit = make_record(office), make_record(office, unit=office.kominfo)
    unit.access_tokens = [f"position:{office.setda_archivist.position.pk}"]
    unit.save()
    archivist.post(f"/arsip/{shut.pk}/berkaskan/", {"berkas": berkas.pk})
    archivist.post(f"/arsip/berkas/{berkas.pk}/tutup/", {"trigger_on": ""})

    rows = archivist.get("/arsip/?banyak=200").context["rows"]

    why = {row.record.pk: row.why_not for row in rows}
    assert "sudah ditutup" in why[shut.pk]
    assert "unitnya" in why[unit.pk]
