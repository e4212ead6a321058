"""Holds, tombstones and the desk's rows of destruction, by their pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from archive.admin.waiting import waiting_items
from archive.disposal.deciding import submit_list
from archive.models import LegalHold, Tombstone
from tests.office.disposal import (
    approved,
    confirm_schedule,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
HOLDS = "/arsip/penahanan/"
CASE = {
    "case_name": "Perkara 12/G/2026",
    "requester": "Bagian Hukum",
    "basis": "Nota dinas 1/2026",
    "from_on": "1-11-2026",
}
KEPT = "ditahan untuk suatu perkara"


def visit(person):
    return browser_of(person.official, stepped_up=True)


def test_a_record_is_held_and_let_go_by_pages(office):
    record, own = make_record(office), visit(office.setda_archivist)
    asked = own.get(f"{HOLDS}baru/?arsip={record.pk}").content.decode()
    assert record.number in asked

    made = own.post(f"{HOLDS}baru/", {**CASE, "arsip": record.pk})
    hold = LegalHold.objects.get()
    assert made.headers["Location"] == f"{HOLDS}{hold.pk}/"
    assert KEPT in own.get(f"/arsip/{record.pk}/").content.decode()
    assert own.get(f"{HOLDS}{hold.pk}/").context["count"] == 1
    assert hold.case_name in own.get(HOLDS).content.decode()

    bare = own.post(f"{HOLDS}{hold.pk}/", {"reason": ""})
    own.post(f"{HOLDS}{hold.pk}/", {"reason": "Perkara selesai", "version": 1})
    hold.refresh_from_db()
    assert (bare.status_code, hold.lift_reason) == (422, "Perkara selesai")
    assert KEPT not in own.get(f"/arsip/{record.pk}/").content.decode()


def test_a_file_says_how_much_of_it_is_kept(office):
    record, own = make_record(office), visit(office.setda_archivist)
    berkas = make_due(office, record)
    page = f"/arsip/berkas/{berkas.pk}/"
    own.post(
        f"{HOLDS}baru/", {**CASE, "words": record.subject, "units": office.setda.pk}
    )
    assert "1 arsip dalam berkas ini" in own.get(page).content.decode()

    own.post(f"{HOLDS}baru/", {**CASE, "berkas": berkas.pk})
    assert "Berkas ini ditahan" in own.get(page).content.decode()


def test_a_hold_names_something_and_ends_after_it_begins(office):
    own = visit(office.setda_archivist)
    before = (timezone.localdate() - timedelta(days=60)).isoformat()

    assert own.post(f"{HOLDS}baru/", CASE).status_code == 422
    late = {**CASE, "words": "jembatan", "to_on": before}
    assert own.post(f"{HOLDS}baru/", late).status_code == 422
    assert not LegalHold.objects.exists()


def test_strangers_find_no_hold(office):
    record = make_record(office)
    visit(office.setda_archivist).post(f"{HOLDS}baru/", {**CASE, "arsip": record.pk})
    hold, other = LegalHold.objects.get(), visit(office.stranger)

    for path in ("", "baru/", f"{hold.pk}/"):
        assert other.get(f"{HOLDS}{path}").status_code == 404
    assert other.post(f"{HOLDS}{hold.pk}/", {"reason": "x"}).status_code == 404
    hold.refresh_from_db()
    assert hold.lifted_at is None


def test_an_old_link_to_a_destroyed_record_leads_to_its_tombstone(office):
    record = make_record(office)
    make_due(office, record)
    record.refresh_from_db()
    item, gone = proposed(office).items.get(), uuid4()
    tokens = record.access_tokens
    Tombstone.objects.create(record_id=gone, item=item, access_tokens=tokens)

    seen = visit(office.setda_archivist).get(f"/arsip/{gone}/")

    assert seen.status_code == 410
    assert item.number in seen.content.decode()
    assert visit(office.stranger).get(f"/arsip/{gone}/").status_code == 404


def test_the_desk_shows_a_list_to_whose_turn_it_is(office):
    make_due(office, make_record(office))
    confirm_schedule()
    people = make_committee(office)
    today = timezone.localdate()

    def rows(person):
        return [one.act for one in waiting_items(actor(person), today)]

    found = proposed(office)
    submit_list(actor=actor(office.setda_archivist), list_id=found.pk)
    assert rows(people["unit_head"]) == ["appraise"]
    assert rows(office.setda_archivist) == []
    assert rows(office.bupati) == []


def test_the_desk_asks_for_two_who_carry_out(office):
    make_due(office, make_record(office))
    confirm_schedule()
    people = make_committee(office)
    found = approved(office, people)
    page = f"/arsip/usul-musnah/{found.pk}/laksanakan/"
    today = timezone.localdate()

    visit(people["archivist"]).post(page, {"name": found.name})

    first, second = (actor(people[role]) for role in ("archivist", "unit_head"))
    assert waiting_items(first, today) == []
    assert [one.act for one in waiting_items(second, today)] == ["execute"]
