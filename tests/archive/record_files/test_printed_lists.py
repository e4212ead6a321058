"""Daftar berkas and daftar isi berkas on paper."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from archive.admin.record_files import legal_lists
from archive.models import Record
from archive.record_files.filing import file_record
from archive.record_files.periods import periods_of
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
LIST = "/arsip/berkas/daftar.pdf"


def text_of(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_both_lists_bear_letterhead_columns_and_what_one_may_see(office):
    client = browser_of(office.setda_archivist.official)
    berkas = make_file(office.setda_archivist, office.setda, "Undangan 2026")
    secret = make_record(office, "Sangat peka", security_class=SecurityClass.RAHASIA)
    for record in (make_record(office, "Rapat anggaran"), secret):
        file_record(
            actor=actor(office.setda_archivist),
            record_id=record.pk,
            record_file_id=berkas.pk,
        )

    files = text_of(client.get(f"{LIST}?q=Undangan"))
    contents = text_of(client.get(f"/arsip/berkas/{berkas.pk}/isi.pdf"))

    for words in ("SEKRETARIAT DAERAH", "DAFTAR BERKAS", "Undangan 2026"):
        assert words in files
    for words in ("ISI BERKAS", "Rapat anggaran", "Tingkat", secret.number):
        assert words in contents
    assert "Sangat peka" not in contents


def test_the_period_of_a_file_is_that_of_its_records_not_of_its_opening(office):
    archivist = actor(office.setda_archivist)
    berkas, empty = (
        make_file(office.setda_archivist, office.setda, title)
        for title in ("Undangan lama", "Belum berisi")
    )
    for day in (date(2021, 5, 3), date(2023, 1, 9)):
        record = make_record(office)
        file_record(actor=archivist, record_id=record.pk, record_file_id=berkas.pk)
        Record.objects.filter(pk=record.pk).update(record_date=day)

    opened = str(empty.opened_on.year)
    assert periods_of([berkas, empty]) == {berkas.pk: "2021-2023", empty.pk: opened}
    client = browser_of(office.setda_archivist.official)
    assert "2021-2023" in text_of(client.get(f"{LIST}?q=Undangan"))


def test_a_list_too_long_to_wait_for_says_so(office, monkeypatch):
    client = browser_of(office.setda_archivist.official)
    for n in range(2):
        make_file(office.setda_archivist, office.setda, f"Berkas {n}")
    monkeypatch.setattr(legal_lists, "MOST_PRINTED", 1)

    answer = client.get(f"{LIST}?kode=000.1", follow=True)

    assert answer.redirect_chain[0][0] == "/arsip/berkas/?kode=000.1"
    assert "Lebih dari 1 baris" in answer.content.decode()


def test_strangers_get_no_list_of_a_file(office):
    berkas = make_file(office.setda_archivist, office.setda)
    client = browser_of(office.stranger.official)

    assert client.get(f"/arsip/berkas/{berkas.pk}/isi.pdf").status_code == 404
