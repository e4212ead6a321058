"""NUL in addresses, search words and forms: a plain answer, never a fault of ours."""

import pytest
from django.test import Client

from eoffice.organisation.models import Official, PositionDuty
from tests.office.kabupaten import build_office
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of, client_of
from workflow.models import Letter

pytestmark = pytest.mark.django_db
NUL = "%00"
SEARCHES = (
    "/cari/?q=a%00b",
    "/cari/palet?q=a%00b",
    "/naskah-keluar/?q=a%00b",
    "/naskah-keluar/?tab=%00&sesudah=%00",
    "/naskah-keluar/cari/tujuan/?q=ab%00c",
    "/naskah-keluar/cari/kode/?q=ab%00c",
    "/naskah-keluar/cari/surat/?q=ab%00c",
    "/naskah-keluar/cari/jabatan/?q=ab%00c",
    "/naskah-masuk/?q=a%00b&bagian=%00&sesudah=%00",
    "/disposisi/?kotak=%00&sesudah=%00",
    "/arsip/?q=a%00b&berkas=%00&p=%00",
    "/arsip/berkas/?q=a%00b",
    "/pengaturan/akun/?q=a%00b&keadaan=%00",
    "/pengaturan/organisasi/?q=a%00b&unit=%00",
    "/pengaturan/organisasi/jabatan/baru/?unit=%00",
)


@pytest.mark.parametrize("path", ["/v/%00", "/v/AB%00CD", "/v/%00%00", "/v/%00x%00"])
def test_a_code_with_nul_answers_as_any_unknown_code(path):
    known = Client().get("/v/TIDAKADA")

    answer = Client().get(path)

    assert answer.status_code == known.status_code == 200
    assert answer.context["found"].known is False


@pytest.mark.parametrize("path", ["/v/%00/halaman/1.webp", "/v/A%00/halaman/1.webp"])
def test_a_picture_under_a_code_with_nul_is_unknown(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/v/?kode=%00", "/v/?kode=AB%00", "/api/v1/verify/%00"]
)
def test_looking_up_a_code_with_nul_is_no_fault(path):
    assert Client().get(path, follow=True).status_code in {200, 404}


@pytest.mark.parametrize("path", ["/naskah-keluar/%00/", "/%00/", "/pengaturan/%00/"])
def test_an_address_with_nul_names_nothing(path):
    browser = browser_of(make_duty_holder(PositionDuty.ADMIN))

    assert browser.get(path).status_code == 404


def test_search_words_with_nul_are_searched_without_it(index):
    office = build_office()
    for person in (office.setda_clerk, office.setda_archivist, office.admin):
        browser = client_of(person)
        broken = {
            path: code
            for path in SEARCHES
            if (code := browser.get(path).status_code) not in {200, 302, 404}
        }
        assert not broken


def test_a_subject_with_nul_is_kept_without_it():
    office = build_office()
    browser = client_of(office.drafter)
    made = browser.post("/naskah-keluar/baru/", {"type": "surat_dinas"})
    letter = Letter.objects.get()
    assert made.status_code in {302, 303}

    answer = browser.post(
        f"/naskah-keluar/{letter.pk}/simpan/",
        {"subject": "Undangan\x00 rapat", "row_version": str(letter.row_version)},
    )

    assert answer.status_code < 500
    letter.refresh_from_db()
    assert "\x00" not in letter.subject


def test_a_log_in_name_with_nul_is_a_wrong_name():
    answer = Client().post("/masuk/", {"login": "a\x00b", "password": "x\x00"})

    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies


def test_the_name_of_an_official_is_kept_without_nul():
    office = build_office()
    browser = browser_of(office.admin.official, stepped_up=True)
    browser.post(
        f"/pengaturan/organisasi/pejabat/{office.staff.official.pk}/ubah/",
        {"name": "Rina\x00 Baru", "nip": office.staff.official.nip},
    )

    assert "\x00" not in Official.objects.get(pk=office.staff.official.pk).name
