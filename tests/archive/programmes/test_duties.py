"""Vital and protected files: what is entered, what is due, and doing it."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from archive.admin.waiting import waiting_items
from archive.models import ProgrammeFile, RecordFile
from archive.programmes.keeping import (
    DutyDone,
    InProgramme,
    ProgrammeInput,
    enter_programme,
    fulfil_duty,
)
from archive.programmes.models import a_year_after
from archive.record_files.filing import file_record
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, post, program_of

pytestmark = pytest.mark.django_db
VITAL = ProgrammeInput(kind="vital", method="Salinan di LKD", place="Brankas")
PROTECTED = ProgrammeInput(kind="protected", field="borders")


@pytest.fixture
def berkas(office):
    return make_file(office.setda_archivist, office.setda, "Sertifikat tanah")


def enter(person, berkas, content):
    return enter_programme(
        actor=actor(person), record_file_id=berkas.pk, content=content
    )


def fulfil(person, entry, letter="", on=None):
    day = on or timezone.localdate()
    return fulfil_duty(
        actor=actor(person), entry_id=entry.pk, done_on=day, letter=letter
    )


def test_a_vital_file_is_reviewed_every_year(office, berkas):
    today, own = timezone.localdate(), office.setda_archivist
    entry = enter(own, berkas, VITAL)
    assert entry.due_on == a_year_after(today)
    with pytest.raises(InProgramme):
        enter(own, berkas, VITAL)
    assert waiting_items(actor(own), today) == []
    ProgrammeFile.objects.update(due_on=today + timedelta(days=30))
    assert [row.act for row in waiting_items(actor(own), today)] == ["fulfil"]
    assert waiting_items(actor(office.kabag), today) == []

    fulfil(own, entry)

    entry.refresh_from_db()
    assert (entry.reviewed_on, entry.due_on) == (today, a_year_after(today))
    assert AuditEvent.objects.filter(action="programme.reviewed").count() == 1
    with pytest.raises(NotFound):
        fulfil(office.kabag, entry)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_protected_file_is_reported_and_then_copied_within_their_years(
    office, berkas
):
    own, today = office.setda_archivist, timezone.localdate()
    ended = today - timedelta(days=400)
    RecordFile.objects.filter(pk=berkas.pk).update(
        closed_on=today, activity_ended_on=ended
    )
    entry = enter(own, berkas, PROTECTED)
    assert entry.due_on == a_year_after(ended)
    with pytest.raises(Invalid):
        fulfil(own, entry)

    reported = fulfil(own, entry, "045/12/2026")
    assert reported.due_on == a_year_after(today)
    copied = fulfil(own, entry, "BA 3/2026")

    assert (copied.due_on, copied.duty) == (None, "")
    with pytest.raises(DutyDone):
        fulfil(own, entry, "lagi")


@pytest.mark.parametrize(
    "content",
    [
        ProgrammeInput(kind="vital", method="", place="Brankas"),
        ProgrammeInput(kind="protected", field="cuaca"),
        ProgrammeInput(kind="lain"),
    ],
)
def test_an_entry_says_what_its_duty_needs(office, berkas, content):
    with pytest.raises(Invalid):
        enter(office.setda_archivist, berkas, content)
    assert not ProgrammeFile.objects.exists()


def test_a_file_is_entered_and_reviewed_by_pages(office, berkas):
    own = browser_of(office.setda_archivist.official)
    page = f"/arsip/berkas/{berkas.pk}/program/"
    assert own.post(page, {"kind": "vital"}).status_code == 422
    made = own.post(page, {"kind": "vital", "method": "Salinan", "place": "LKD"})
    entry = ProgrammeFile.objects.get()
    assert made.headers["Location"] == f"/arsip/program/{entry.pk}/"
    assert "Sertifikat tanah" in own.get("/arsip/program/").content.decode()
    own.post(f"/arsip/program/{entry.pk}/", {"done_on": "hari ini", "version": 1})
    entry.refresh_from_db()
    assert entry.reviewed_on == timezone.localdate()
    stranger = browser_of(office.stranger.official)
    assert stranger.get(f"/arsip/program/{entry.pk}/").status_code == 404


def test_a_file_leaves_its_programme_with_a_reason_that_the_trail_keeps(office, berkas):
    own = office.setda_archivist
    entry = enter(own, berkas, VITAL)
    page = f"/arsip/program/{entry.pk}/keluar/"
    visit = browser_of(own.official)
    assert visit.get(page).status_code == 200
    assert visit.post(page, {"reason": " "}).status_code == 422
    stranger = browser_of(office.stranger.official)
    assert stranger.post(page, {"reason": "Iseng"}).status_code == 404
    gone = visit.post(page, {"reason": "Sertifikat sudah diganti"})

    assert gone.headers["Location"] == f"/arsip/berkas/{berkas.pk}/"
    assert not ProgrammeFile.objects.exists()
    told = AuditEvent.objects.get(action="programme.left").payload
    assert "Sertifikat sudah diganti" in told
    assert "Salinan di LKD" in told
    again = enter(own, berkas, PROTECTED)
    answer = post(program_of(own), f"/programmes/{again.pk}/leave", {"reason": "Salah"})
    assert (answer.status_code, ProgrammeFile.objects.count()) == (204, 0)


def test_the_list_of_a_programme_has_the_columns_of_the_law(office, berkas):
    own = office.setda_archivist
    record = make_record(office, "Sertifikat tanah kantor")
    file_record(actor=actor(own), record_id=record.pk, record_file_id=berkas.pk)
    enter(own, berkas, VITAL)
    enter(own, berkas, PROTECTED)
    page = browser_of(own.official).get("/arsip/program/daftar.xlsx")
    program = program_of(own).get("/api/v1/programmes.xlsx?kind=protected")
    stranger = browser_of(office.stranger.official).get("/arsip/program/daftar.xlsx")

    heads, vital = rows_in(page)
    assert heads[:6] == [
        "Kode klasifikasi",
        "Jenis arsip",
        "Unit pengolah",
        "Kurun waktu",
        "Media",
        "Jumlah",
    ]
    assert vital[1:4] == ["Sertifikat tanah", office.setda.name, "2026"]
    assert (vital[5], vital[7], vital[8]) == ("1", "Brankas", "Salinan di LKD")
    assert rows_in(program)[1][6] == "Perbatasan"
    assert len(rows_in(stranger)) == 1


def rows_in(answer) -> list[list[str]]:
    content = b"".join(answer) if answer.streaming else answer.content
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
