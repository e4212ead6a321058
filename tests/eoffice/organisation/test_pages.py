"""The organisation's pages: the tree, its forms, the import."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eoffice.jobs.models import Job
from eoffice.organisation.models import (
    ActingAssignment,
    Agreement,
    ImportDraft,
    Official,
    Position,
    TermOfOffice,
    Unit,
)
from eoffice.outbox.relay import drain
from tests.office.kabupaten import make_acting
from tests.office.organisation import make_position, make_unit
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
ROOT = "/pengaturan/organisasi/"


@pytest.fixture
def browser(office):
    return browser_of(office.admin.official, stepped_up=True)


def text(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def workbook(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("organisasi.csv", "\n".join(lines).encode())


UNITS = "lembar,kode,nama,jenis,kode_induk"


def test_the_tree_shows_who_sits_where_and_who_acts_until_when(office, browser):
    day = timezone.localdate()
    make_acting(
        office.kabid,
        office.kadis.position,
        "acting_absent",
        day,
        day + timedelta(days=3),
    )

    shown = text(browser.get(ROOT))

    assert "Widya Kusumaningrum" in shown
    assert "Plh." in shown
    assert "Dewi Anggraini" in shown


def test_a_large_tree_shows_its_top_and_leads_into_branches(office, browser):
    for n in range(45):
        make_unit(f"Seksi {n}", parent=office.bidang, code=f"S{n}")

    top = text(browser.get(ROOT))
    branch = text(browser.get(f"{ROOT}?unit={office.bidang.pk}"))

    assert "Seksi 7" not in top
    assert "Seksi 7" in branch


@pytest.mark.parametrize("words", ["widya", "198001012005010002", "sekretaris daerah"])
def test_a_person_is_found_by_name_number_or_title(office, browser, words):
    assert "Sekretaris Daerah" in text(browser.get(ROOT, {"q": words})) or (
        "Widya" in text(browser.get(ROOT, {"q": words}))
    )


def test_the_tree_asks_as_often_for_many_units_as_for_few(
    office, browser, django_assert_max_num_queries
):
    for _n in range(30):
        make_position(make_unit(parent=office.kominfo), is_head=True)

    with django_assert_max_num_queries(24):
        browser.get(ROOT)


def test_a_unit_is_renamed_and_a_stale_rename_is_refused(office, browser):
    page = f"{ROOT}unit/{office.dinkes.pk}/ubah/"
    values = {
        "name": "Dinas Kesehatan dan KB",
        "code": "DINKES",
        "kind": "agency",
        "parent": str(office.government.pk),
        "keeps_register": "on",
        "version": office.dinkes.row_version,
    }

    first = browser.post(page, values)
    second = browser.post(page, {**values, "name": "Nama Lain"})

    assert first.status_code == 302
    assert "baru saja" in text(second)
    assert Unit.objects.get(pk=office.dinkes.pk).name == "Dinas Kesehatan dan KB"


def test_a_unit_with_open_positions_does_not_close(office, browser):
    page = f"{ROOT}unit/{office.dinkes.pk}/tutup/"

    answer = browser.post(page, {"on": "2026-12-31"})

    assert "Tutup dahulu" in text(answer) or "masih" in text(answer)
    assert Unit.objects.get(pk=office.dinkes.pk).closed_on is None


def test_a_position_is_made_in_the_unit_it_was_asked_for(office, browser):
    answer = browser.post(
        f"{ROOT}jabatan/baru/?unit={office.bidang.pk}",
        {
            "title": "Analis Data",
            "code": "APL-9",
            "unit": str(office.bidang.pk),
            "superior": str(office.kabid.position.pk),
            "kind": "functional",
        },
    )

    made = Position.objects.get(code="APL-9")
    assert answer.headers["Location"] == f"{ROOT}jabatan/{made.pk}/"
    assert made.superior_id == office.kabid.position.pk


def appointment(person, **more) -> dict:
    return {
        "official": str(person.official.pk),
        "kind": "permanent",
        "from_on": "2026-11-23",
        **more,
    }


def test_an_acting_holder_needs_a_decree(office, browser):
    page = f"{ROOT}jabatan/{office.kadis.position.pk}/angkat/"
    values = appointment(office.kabid, kind="acting_absent", to_on="2026-12-01")

    refused = browser.post(page, values)
    done = browser.post(page, {**values, "decree_number": "800/7/2026"})

    assert refused.status_code == 200
    assert done.status_code == 302
    assert Agreement.objects.get().act == "assign_acting_holder"
    assert not ActingAssignment.objects.exists()


def test_a_held_position_is_given_to_nobody_else(office, browser):
    page = f"{ROOT}jabatan/{office.kadis.position.pk}/angkat/"

    answer = browser.post(page, appointment(office.stranger))

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert office.kadis.position.terms.count() == 1


def test_a_term_ends_on_its_last_day(office, browser):
    term = TermOfOffice.objects.get(official=office.staff.official)

    browser.post(f"{ROOT}definitif/{term.pk}/akhiri/", {"on": "2026-12-31"})

    term.refresh_from_db()
    assert str(term.to_on) == "2026-12-31"


def test_a_persons_page_masks_the_nik_and_its_form_never_shows_it(office, browser):
    person = f"{ROOT}pejabat/{office.staff.official.pk}/"
    nik = office.staff.official.nik

    pages = text(browser.get(person)) + text(browser.get(f"{person}ubah/"))

    assert nik not in pages
    assert f"••••{nik[-4:]}" in pages


def test_saving_a_person_without_a_nik_keeps_the_one_there_is(office, browser):
    official = office.staff.official
    browser.post(
        f"{ROOT}pejabat/{official.pk}/ubah/",
        {
            "name": "Rina Baru",
            "nip": official.nip,
            "email": official.email,
            "is_active": "on",
        },
    )

    kept = Official.objects.get(pk=official.pk)
    assert (kept.name, kept.nik) == ("Rina Baru", official.nik)


def test_a_workbook_is_shown_then_applied_and_changes_nothing_again(office, browser):
    lines = (UNITS, "Unit,DINX,Dinas X,perangkat daerah,WNS")

    shown = text(browser.post(f"{ROOT}impor/", {"file": workbook(*lines)}))
    before = Unit.objects.filter(code="DINX").exists()
    draft = ImportDraft.objects.get()
    applied = browser.post(f"{ROOT}impor/{draft.pk}/")
    waiting = text(browser.get(f"{ROOT}impor/{draft.pk}/"))
    early = browser.get(f"{ROOT}impor/{draft.pk}/keadaan/").json()
    drain()
    late = browser.get(f"{ROOT}impor/{draft.pk}/keadaan/").json()
    done = text(browser.get(f"{ROOT}impor/{draft.pk}/"))
    again = text(browser.post(f"{ROOT}impor/", {"file": workbook(*lines)}))

    assert "DINX" in shown
    assert not before
    assert applied.status_code == 302
    assert "sedang diterapkan" in waiting
    assert (early["finished"], late["finished"]) == (False, True)
    assert "1 perubahan" in done
    assert Unit.objects.filter(code="DINX").exists()
    assert "tidak mengubah apa pun" in again


def test_pressing_apply_twice_applies_once(office, browser):
    lines = (UNITS, "Unit,DINX,Dinas X,perangkat daerah,WNS")
    browser.post(f"{ROOT}impor/", {"file": workbook(*lines)})
    draft = ImportDraft.objects.get()

    answers = [browser.post(f"{ROOT}impor/{draft.pk}/") for _press in range(2)]
    drain()
    answers.append(browser.post(f"{ROOT}impor/{draft.pk}/"))
    drain()

    assert [a.status_code for a in answers] == [302, 302, 302]
    assert Job.objects.count() == 1
    assert Unit.objects.filter(code="DINX").count() == 1
    draft.refresh_from_db()
    assert bytes(draft.content) == b""


def test_faults_are_shown_by_row_and_column_and_nothing_changes(office, browser):
    count = Unit.objects.count()
    lines = (UNITS, "Unit,,Tanpa Kode,perangkat daerah,", "Unit,DX,X,entah,WNS")

    answer = browser.post(f"{ROOT}impor/", {"file": workbook(*lines)})

    places = [(p.sheet, p.row, p.column) for p in answer.context["places"]]
    assert places == [("Unit", "2", "kode"), ("Unit", "3", "jenis")]
    assert Unit.objects.count() == count
    assert not ImportDraft.objects.exists()


def test_a_broken_workbook_is_refused_in_words(office, browser):
    broken = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 bukan buku kerja")

    answer = browser.post(f"{ROOT}impor/", {"file": broken})

    assert answer.status_code == 200
    assert answer.context["refusal"]
    assert not ImportDraft.objects.exists()


def test_a_preview_that_no_longer_fits_is_not_applied(office, browser):
    lines = (UNITS, "Unit,DINKES,Dinas Baru,perangkat daerah,WNS")
    browser.post(f"{ROOT}impor/", {"file": workbook(*lines)})
    Unit.objects.filter(code="DINKES").update(name="Dinas Baru")

    browser.post(f"{ROOT}impor/{ImportDraft.objects.get().pk}/")
    drain()

    page = text(browser.get(f"{ROOT}impor/{ImportDraft.objects.get().pk}/"))
    assert "Tidak ada yang berubah" in page
    assert ImportDraft.objects.get().applied_at is None


def test_nobody_applies_what_another_administrator_brought(office, browser):
    other = browser_of(office.sekda.official, stepped_up=True)
    office.sekda.position.duties = ["admin"]
    office.sekda.position.save()
    lines = (UNITS, "Unit,DINX,Dinas X,perangkat daerah,WNS")
    browser.post(f"{ROOT}impor/", {"file": workbook(*lines)})

    answer = other.post(f"{ROOT}impor/{ImportDraft.objects.get().pk}/")

    drain()
    assert answer.status_code == 404
    assert other.get(f"{ROOT}impor/{ImportDraft.objects.get().pk}/").status_code == 404
    assert not Job.objects.exists()
    assert not Unit.objects.filter(code="DINX").exists()


def test_the_empty_workbook_is_handed_out(browser):
    answer = browser.get(f"{ROOT}impor/templat.xlsx")

    assert answer.content.startswith(b"PK")
    assert "organisasi.xlsx" in answer.headers["Content-Disposition"]


def changing_pages(office) -> dict[str, dict]:
    """Return every page that changes rights, with a form that would do it."""
    seat, official = office.staff.position, office.staff.official
    term = TermOfOffice.objects.get(official=official)
    unit = office.bidang
    return {
        f"{ROOT}jabatan/{make_position(office.kominfo).pk}/angkat/": appointment(
            office.stranger
        ),
        f"{ROOT}definitif/{term.pk}/akhiri/": {"on": "2026-12-31"},
        f"{ROOT}jabatan/{seat.pk}/ubah/": {
            "code": seat.code,
            "title": "Jabatan Lain",
            "unit": str(seat.unit_id),
            "kind": seat.kind,
        },
        f"{ROOT}pejabat/{official.pk}/ubah/": {
            "name": "Nama Lain",
            "nip": official.nip,
        },
        f"{ROOT}unit/{unit.pk}/ubah/": {
            "code": unit.code,
            "name": "Bidang Lain",
            "kind": unit.kind,
            "parent": str(unit.parent_id),
        },
    }


def organisation_now() -> list:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Unit, Position, Official, TermOfOffice, ActingAssignment)
    ]


def test_rights_change_only_after_a_step_up(office):
    cold = browser_of(office.admin.official)
    pages = changing_pages(office)
    before = organisation_now()

    answers = {page: cold.post(page, values) for page, values in pages.items()}

    wrong = {
        page: answer.status_code
        for page, answer in answers.items()
        if not answer.headers.get("Location", "").startswith("/masuk/ulang/")
    }
    assert not wrong
    assert organisation_now() == before


def test_an_import_is_applied_only_after_a_step_up(office, browser):
    cold = browser_of(office.admin.official)
    lines = (UNITS, "Unit,DINX,Dinas X,perangkat daerah,WNS")
    browser.post(f"{ROOT}impor/", {"file": workbook(*lines)})

    answer = cold.post(f"{ROOT}impor/{ImportDraft.objects.get().pk}/")

    assert answer.headers["Location"].startswith("/masuk/ulang/")
    assert not Unit.objects.filter(code="DINX").exists()
