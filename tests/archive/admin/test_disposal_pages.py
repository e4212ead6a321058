"""Destruction lists and committees by their pages: acts, refusals, strangers."""

import pytest
from django.utils import timezone

from archive.models import AppraisalCommittee, DestructionList, Record
from eoffice.organisation.models import PositionKind
from eoffice.policies.models import PolicyVersion
from tests.office.disposal import (
    approved,
    confirm_schedule,
    enter_papers,
    make_committee,
    make_due,
    proposed,
)
from tests.office.records import make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
LISTS = "/arsip/usul-musnah/"


def visit(person, *, stepped_up=True):
    return browser_of(person.official, stepped_up=stepped_up)


def press(person, found, act, **form):
    return visit(person).post(f"{LISTS}{found.pk}/{act}/", form)


def now(found):
    return DestructionList.objects.get(pk=found.pk)


@pytest.fixture
def due(office):
    return make_due(office, make_record(office), make_record(office, "Daftar hadir"))


@pytest.fixture
def people(office):
    confirm_schedule()
    return make_committee(office)


def test_a_list_goes_its_whole_way_by_pages(office, due, people):
    own = visit(office.setda_archivist)
    form = {"name": "Usul 2026", "due_before": timezone.localdate().isoformat()}
    made = own.post(f"{LISTS}baru/", form)
    found = DestructionList.objects.get()
    enter_papers(office, found)
    page = f"{LISTS}{found.pk}/"
    assert made.headers["Location"] == page
    assert own.get(f"{page}ajukan/").status_code == 200
    press(office.setda_archivist, found, "ajukan")
    assert now(found).state == "submitted"

    first, _second = found.items.all()
    member = visit(people["unit_head"])
    assert f'value="{first.pk}"' in member.get(page).content.decode()
    word = {"decision": "permanent", "reason": "Bernilai sejarah"}
    assert member.post(page, {"which": "ticked", **word}).status_code == 422
    member.post(page, {"which": "ticked", "butir": first.pk, **word})
    member.post(page, {"which": "undecided", "decision": "agree"})
    assert [one.decision for one in found.items.all()] == ["permanent", "agree"]

    letter = {"number": "000.5/1", "date": "2026-11-02", "by": "Bupati"}
    press(office.bupati, found, "setujui", level="region", **letter)
    assert now(found).state == "approved"
    shown = own.get(f"{page}?sebab=not_agreed").content.decode()
    assert "Panitia tidak menyetujui" in shown

    wrong = press(people["archivist"], found, "laksanakan", name="Usul 2025")
    assert (wrong.status_code, now(found).asked_by_id) == (422, None)
    press(people["archivist"], found, "laksanakan", name="Usul 2026")
    again = press(people["archivist"], found, "laksanakan", name="Usul 2026")
    assert (again.status_code, now(found).state) == (422, "approved")
    asked = visit(people["unit_head"]).get(f"{page}laksanakan/").content.decode()
    assert people["archivist"].official.name in asked
    press(people["unit_head"], found, "laksanakan", name="Usul 2026")
    assert now(found).state == "executing"
    assert "data-eo-job-url-value" in own.get(page).content.decode()
    told = own.get(f"{page}kemajuan/").json()
    assert told == {"done": 0, "total": 2, "finished": False}
    assert Record.objects.count() == 2


def test_a_rule_is_appraised_at_once_and_a_reason_asked_for(office, due, people):
    found = proposed(office)
    press(office.setda_archivist, found, "ajukan")
    page, member = f"{LISTS}{found.pk}/", visit(people["unit_head"])
    rule = f"rule:{found.items.first().rule_id}"

    bare = member.post(page, {"which": rule, "decision": "object"})
    given = member.post(page, {"which": rule, "decision": "agree"})

    assert (bare.status_code, given.status_code) == (422, 302)
    assert {one.decision for one in found.items.all()} == {"agree"}


def test_a_list_is_sent_back_or_called_off_with_a_reason(office, due, people):
    found = approved(office, people)

    bare = press(people["unit_head"], found, "kembalikan", reason=" ")
    told = {"reason": "Ada berkas yang keliru", "idempotency_key": "satu"}
    once = press(people["unit_head"], found, "kembalikan", **told)
    again = press(people["unit_head"], found, "kembalikan", **told)
    assert [once.status_code, again.status_code] == [302, 302]
    assert (bare.status_code, now(found).state) == (422, "draft")
    old = visit(people["unit_head"]).get(f"{LISTS}{found.pk}/laksanakan/")
    assert old.headers["Location"] == f"{LISTS}{found.pk}/"
    press(office.setda_archivist, found, "batalkan", reason="Diulang tahun depan")
    assert now(found).state == "aborted"


def test_a_list_that_changed_meanwhile_is_not_approved(office, due, people):
    found = proposed(office)
    press(office.setda_archivist, found, "ajukan", version=found.row_version + 1)
    assert now(found).state == "draft"


def test_strangers_find_no_list_and_no_door(office, due, people):
    found = proposed(office)
    for path in ("", "baru/", f"{found.pk}/", f"{found.pk}/bukti/"):
        assert visit(office.stranger).get(f"{LISTS}{path}").status_code == 404
    assert press(office.stranger, found, "ajukan").status_code == 404
    assert press(office.stranger, found, "batalkan", reason="x").status_code == 404
    assert visit(office.stranger).get("/arsip/panitia/").status_code == 404
    assert LISTS not in visit(office.stranger).get("/arsip/ruang/").content.decode()
    assert LISTS in visit(office.setda_archivist).get("/arsip/ruang/").content.decode()
    assert now(found).state == "draft"


def test_the_gate_tells_what_is_missing_and_where_it_is_entered(office, due):
    found, own = proposed(office), visit(office.setda_archivist)
    page = own.get(LISTS).content.decode()
    assert "Ps 53" in page
    assert "/arsip/panitia/baru/" in page
    refused = press(office.setda_archivist, found, "ajukan")
    assert (refused.status_code, now(found).state) == (422, "draft")
    seen = visit(office.bupati).get(f"{LISTS}{found.pk}/").content.decode()
    assert "diisi oleh arsiparis" in seen
    assert "/arsip/panitia/baru/" not in seen

    confirm_schedule()
    make_committee(office)

    page = own.get(LISTS).content.decode()
    assert "Ps 53" not in page
    assert "/arsip/panitia/baru/" not in page
    assert PolicyVersion.objects.count() == 1


def test_a_committee_is_entered_by_its_decree(office):
    own = visit(office.setda_archivist)
    form = {
        "unit": office.setda.pk,
        "number": "000.5.6/1/2026",
        "decided_on": "1-2-2026",
        "chair": f"position:{office.sekda.position.pk}",
        "unit_head": f"position:{office.kabag.position.pk}",
    }
    lacking = own.post("/arsip/panitia/baru/", form)
    form["archivist"] = f"position:{office.setda_archivist.position.pk}"
    own.post("/arsip/panitia/baru/", form)

    assert lacking.status_code == 422
    assert office.sekda.position.title in lacking.content.decode()
    assert AppraisalCommittee.objects.get().members.count() == 3
    page = own.get("/arsip/panitia/").content.decode()
    assert "000.5.6/1/2026" in page
    assert "Ps 66" in page
    assert office.bupati.position.kind == PositionKind.REGIONAL_HEAD


def test_carrying_out_asks_for_the_password_once_more(office, due, people):
    found = approved(office, people)
    late = visit(people["archivist"], stepped_up=False)

    answer = late.post(f"{LISTS}{found.pk}/laksanakan/", {"name": found.name})

    assert answer.status_code == 302
    assert "/laksanakan/" not in answer.headers["Location"].split("?")[0]
    assert now(found).asked_by_id is None
