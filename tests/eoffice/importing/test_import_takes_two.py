"""A workbook that gives somebody rights is applied when a second one agrees."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eoffice.administration.four_eyes import NeedsSecondAdministrator
from eoffice.administration.officials import change_official
from eoffice.administration.positions import change_position
from eoffice.importing.carrying_out import import_organisation
from eoffice.importing.drafts import forget_import_drafts
from eoffice.organisation.models import (
    Agreement,
    ImportDraft,
    Official,
    Position,
    TermOfOffice,
)
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor, build_office, make_person
from tests.office.organisation import make_position
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
ROOT = "/pengaturan/organisasi/impor/"
PEOPLE = "lembar,nip,nama,kode_jabatan,sejak,utama"
ROW = "Pejabat,199912312022031001,Orang Lain,KURSI,2026-01-01,ya"


@pytest.fixture
def office():
    made = build_office()
    make_position(made.kominfo, code="KURSI", title="Kursi Kosong")
    return made


@pytest.fixture
def second(office):
    return make_person(
        "admin2", "Sari Utami", "Administrator Kedua", office.kominfo, duties=("admin",)
    )


def workbook(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("pegawai.csv", "\n".join(lines).encode())


def sits_there() -> bool:
    return TermOfOffice.objects.filter(position__code="KURSI").exists()


@pytest.mark.parametrize(
    "lines",
    [
        ("lembar,kode,nama_jabatan,kode_unit,tugas", "Jabatan,KURSI,K,KOMINFO,auditor"),
        (PEOPLE, ROW),
    ],
    ids=["roles", "appointment"],
)
def test_one_administrator_alone_applies_no_rights(office, lines):
    lines = [line.replace("KOMINFO", office.kominfo.code) for line in lines]
    content = "\n".join(lines).encode()

    with pytest.raises(NeedsSecondAdministrator):
        import_organisation(content=content, dry_run=False, actor=actor(office.admin))

    assert not sits_there()
    assert not Official.objects.filter(name="Orang Lain").exists()


def test_the_pages_ask_show_and_apply(office, second):
    first = browser_of(office.admin.official, stepped_up=True)
    other = browser_of(second.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    draft = ImportDraft.objects.get()
    first.post(f"{ROOT}{draft.pk}/")
    drain()

    waiting = first.get(f"{ROOT}{draft.pk}/").content.decode()
    agreement = Agreement.objects.get()
    page = f"/pengaturan/akun/persetujuan/{agreement.pk}/"
    shown = other.get(f"{page}berkas/").content.decode()
    before = sits_there()
    other.post(f"{page}setuju/")
    drain()

    assert "menunggu administrator kedua" in waiting
    assert "KURSI" in shown
    assert not before
    assert sits_there()
    draft.refresh_from_db()
    assert draft.applied_at is not None


def test_who_brought_it_cannot_agree(office, second):
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    first.post(f"{ROOT}{ImportDraft.objects.get().pk}/")
    drain()

    first.post(f"/pengaturan/akun/persetujuan/{Agreement.objects.get().pk}/setuju/")
    drain()

    assert not sits_there()


def test_the_api_tells_what_it_waits_for(office, second):
    client = token_client(office.admin.official)
    queued = client.post(
        "/api/v1/organisation/import",
        {"file": workbook(PEOPLE, ROW), "dry_run": "false"},
    )
    drain()

    job = client.get(queued.headers["Location"]).json()
    agreement = job["result"]["agreement"]
    token_client(second.official).post(
        f"/api/v1/agreements/{agreement}/confirm", {}, content_type="application/json"
    )
    drain()

    assert job["result"]["applied"] is False
    assert sits_there()


def test_what_changed_after_the_agreement_is_not_applied(office, second):
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    first.post(f"{ROOT}{ImportDraft.objects.get().pk}/")
    drain()
    Official.objects.create(name="Nama Lama", nip="199912312022031001")

    browser_of(second.official, stepped_up=True).post(
        f"/pengaturan/akun/persetujuan/{Agreement.objects.get().pk}/setuju/"
    )
    drain()

    assert not sits_there()


def test_a_file_that_waits_is_not_forgotten(office, second):
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    first.post(ROOT, {"file": workbook(PEOPLE, ROW.replace("Lain", "Lupa"))})
    asked = ImportDraft.objects.order_by("created_at").first()
    first.post(f"{ROOT}{asked.pk}/")
    drain()
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=3))

    forget_import_drafts()

    assert list(ImportDraft.objects.all()) == [asked]


def test_another_seat_under_the_agreed_code_is_not_filled(office, second):
    make_position(office.kominfo, code="KUAT", title="Kursi Kuat")
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    first.post(f"{ROOT}{ImportDraft.objects.get().pk}/")
    drain()
    for old, new in (("KURSI", "LAIN"), ("KUAT", "KURSI")):
        seat = Position.objects.get(code=old)
        change_position(
            actor=actor(office.admin),
            position_id=seat.pk,
            values={"code": new},
            expected_version=seat.row_version,
        )

    browser_of(second.official, stepped_up=True).post(
        f"/pengaturan/akun/persetujuan/{Agreement.objects.get().pk}/setuju/"
    )
    drain()

    assert not sits_there()


def test_another_person_under_the_agreed_number_gets_no_seat(office, second):
    known = Official.objects.create(name="Orang Lain", nip="199912312022031001")
    other = Official.objects.create(name="Orang Lain", nip="199912312022031002")
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(PEOPLE, ROW)})
    first.post(f"{ROOT}{ImportDraft.objects.get().pk}/")
    drain()
    for person, nip in ((known, None), (other, "199912312022031001")):
        change_official(
            actor=actor(office.admin),
            official_id=person.pk,
            values={"nip": nip},
            expected_version=None,
        )

    browser_of(second.official, stepped_up=True).post(
        f"/pengaturan/akun/persetujuan/{Agreement.objects.get().pk}/setuju/"
    )
    drain()

    assert not sits_there()


def test_one_alone_closes_no_administrators_seat(office, second):
    seat, unit = second.position, office.kominfo.code
    line = f"Jabatan,{seat.code},{seat.title},{unit},2026-01-02"

    with pytest.raises(NeedsSecondAdministrator):
        import_organisation(
            content=f"lembar,kode,nama_jabatan,kode_unit,ditutup\n{line}".encode(),
            dry_run=False,
            actor=actor(office.admin),
        )


def test_one_alone_opens_no_closed_seat_again(office, second):
    seat, unit = office.staff.position, office.staff.position.unit.code
    Position.objects.filter(pk=seat.pk).update(closed_on=date(2026, 1, 2))
    line = f"Jabatan,{seat.code},{seat.title},{unit},2099-12-31"

    with pytest.raises(NeedsSecondAdministrator):
        import_organisation(
            content=f"lembar,kode,nama_jabatan,kode_unit,ditutup\n{line}".encode(),
            dry_run=False,
            actor=actor(office.admin),
        )


def test_roles_agreed_for_an_empty_seat_are_not_given_to_who_sits_there_now(
    office, second
):
    lines = (
        "lembar,kode,nama_jabatan,kode_unit,tugas",
        "Jabatan,KURSI,K,KOMINFO,auditor",
    )
    lines = [line.replace("KOMINFO", office.kominfo.code) for line in lines]
    first = browser_of(office.admin.official, stepped_up=True)
    first.post(ROOT, {"file": workbook(*lines)})
    first.post(f"{ROOT}{ImportDraft.objects.get().pk}/")
    drain()
    seat = Position.objects.get(code="KURSI")
    TermOfOffice.objects.create(
        official=office.staff.official,
        position=seat,
        from_on=date(2026, 1, 1),
        is_main=False,
    )

    browser_of(second.official, stepped_up=True).post(
        f"/pengaturan/akun/persetujuan/{Agreement.objects.get().pk}/setuju/"
    )
    drain()

    seat.refresh_from_db()
    assert seat.duties == []
