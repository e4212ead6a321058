"""Destruction lists, committees and holds over the API."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.models import DestructionItem, DestructionList, Record, Tombstone
from tests.office.disposal import (
    approved,
    confirm_schedule,
    enter_papers,
    make_committee,
    make_due,
    proposed,
)
from tests.office.records import make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
DOCUMENT = {"number": "000.5.6.2/12/BUP/2026", "date": "2026-11-02", "by": "Bupati"}


def send(person, path, body=None, **headers):
    return token_client(person.official).post(
        f"{V1}{path}",
        json.dumps(body or {}),
        content_type="application/json",
        headers=headers,
    )


def read(person, path):
    return token_client(person.official).get(f"{V1}{path}")


@pytest.fixture
def due(office):
    return make_due(office, make_record(office), make_record(office, "Daftar hadir"))


@pytest.fixture
def people(office):
    confirm_schedule()
    return make_committee(office)


def test_a_list_goes_its_whole_way_over_the_api(office, due, people):
    own = office.setda_archivist
    body = {"name": "Usul 2026", "due_before": timezone.localdate().isoformat()}
    made = send(own, "/destruction-lists", body)
    assert made.status_code == 201, made.content
    assert made.json().items() >= {"state": "draft", "items": 2}.items()
    address = f"/destruction-lists/{made.json()['id']}"
    enter_papers(office, DestructionList.objects.get())

    submitted = send(own, f"{address}/submit").json()
    assert (submitted["state"], submitted["allowed_acts"]) == (
        "submitted",
        ["return", "abort"],
    )
    items = read(office.kabag, f"{address}/items").json()["items"]
    one = send(
        office.kabag,
        f"{address}/items/{items[0]['id']}/appraise",
        {"decision": "permanent", "reason": "Bernilai sejarah"},
    )
    assert one.json()["decision"] == "permanent"
    rest = send(office.kabag, f"{address}/appraise", {"decision": "agree"})
    assert rest.json() == {"appraised": 1}
    approved = send(office.bupati, f"{address}/approve", {"document": DOCUMENT}).json()
    assert (approved["state"], approved["dropped"]) == ("approved", 1)
    name = {"name": "Usul 2026"}
    assert send(own, f"{address}/execute", name).status_code == 409
    asked = send(people["archivist"], f"{address}/execute", name)
    assert (asked.status_code, asked.json()["execution_asked"]) == (200, True)
    begun = send(office.kabag, f"{address}/execute", name)
    assert begun.status_code == 202
    assert begun.headers["Location"].startswith(f"{V1}/jobs/")
    assert read(own, f"{address}/proof").json()["certificate"] is None


def test_what_is_refused_says_so_by_its_code(office, due, people):
    found = proposed(office)
    address = f"/destruction-lists/{found.pk}"

    early = send(office.bupati, f"{address}/approve", {"document": DOCUMENT})
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
    assert read(office.stranger, address).status_code == 404
    assert send(office.stranger, f"{address}/submit").status_code == 404
    taken = send(
        office.setda_archivist,
        "/destruction-lists",
        {"name": found.name, "due_before": timezone.localdate().isoformat()},
    )
    assert [one["code"] for one in taken.json()["errors"]] == ["taken"]


def test_a_destroyed_record_answers_with_its_tombstone_to_who_knew_it(office, due):
    record, gone_id = Record.objects.first(), uuid4()
    item = proposed(office).items.get(record_id=record.pk)
    Tombstone.objects.create(
        record_id=gone_id, item=item, access_tokens=record.access_tokens
    )

    gone = read(office.setda_archivist, f"/records/{gone_id}")

    assert (gone.status_code, gone.json()["code"]) == (410, "destroyed")
    assert gone.json()["tombstone"]["number"] == item.number
    assert read(office.stranger, f"/records/{gone_id}").status_code == 404


def test_a_hold_is_placed_seen_and_lifted(office, due):
    own = office.setda_archivist
    body = {
        "case": "Perkara 12/G/2026",
        "requester": "Bagian Hukum",
        "basis": "Surat 180/4/2026",
        "scopes": [{"kind": "record_file", "record_file": str(due.pk)}],
    }
    assert send(office.stranger, "/holds", body).status_code == 404
    placed = send(own, "/holds", body)
    assert placed.status_code == 201, placed.content
    assert placed.json().items() >= {"records": 2, "in_force": True}.items()
    address = f"/holds/{placed.json()['id']}"
    assert read(office.stranger, address).status_code == 404

    lifted = send(own, f"{address}/lift", {"reason": "Perkara selesai"})

    assert lifted.json()["in_force"] is False
    again = send(own, f"{address}/lift", {"reason": "Sekali lagi"})
    assert again.json()["code"] == "hold_lifted"


def test_the_list_of_lists_costs_the_same_for_one_and_for_many(office, due):
    first = proposed(office)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            answer = read(office.setda_archivist, "/destruction-lists")
        assert answer.status_code == 200
        return len(captured)

    alone = cost()
    for number in range(3):
        DestructionList.objects.create(
            name=f"Lama {number}",
            unit=office.setda,
            due_before=first.due_before,
            proposed_by=first.proposed_by,
        )
    assert cost() == alone
    assert DestructionItem.objects.count() == 2


def test_a_session_gives_its_password_before_it_destroys(office, due, people):
    found = approved(office, people)
    body, path = {"name": found.name}, f"{V1}/destruction-lists/{found.pk}/execute"

    def ask(person, **how):
        browser = browser_of(person.official, **how)
        return browser.post(path, body, content_type="application/json")

    early = ask(people["archivist"])
    assert (early.status_code, early.json()["code"]) == (403, "step_up_needed")
    assert ask(office.stranger).status_code == 404
    assert ask(people["archivist"], stepped_up=True).status_code == 200


def test_the_lists_of_lists_and_holds_ask_nothing_for_each_row(office, due, people):
    found = approved(office, people)
    DestructionList.objects.filter(pk=found.pk).update(row_version=9)

    def cost(path):
        with CaptureQueriesContext(connection) as captured:
            assert read(office.setda_archivist, path).status_code == 200
        return len(captured)

    def hold():
        body = {"case": "Perkara", "requester": "Hukum", "basis": "Surat"}
        scopes = [{"kind": "code", "code": "800.1"}]
        send(office.setda_archivist, "/holds", {**body, "scopes": scopes})

    hold()
    alone = cost("/destruction-lists"), cost("/holds")
    hold()
    make_due(office, make_record(office, "Lain"))
    other = proposed(office, "Usul kedua")
    send(office.setda_archivist, f"/destruction-lists/{other.pk}/submit")
    send(office.kabag, f"/destruction-lists/{other.pk}/appraise", {"decision": "agree"})
    assert (cost("/destruction-lists"), cost("/holds")) == alone


def test_a_file_on_a_list_says_so_until_the_list_is_called_off(office, due, people):
    own = office.setda_archivist

    def told():
        rows = read(own, "/record-files").json()["items"]
        alone = read(own, f"/record-files/{due.pk}").json()
        browser = browser_of(own.official)
        page = browser.get(f"/arsip/berkas/{due.pk}/").content.decode()
        return rows[0]["state"], alone["state"], "Dalam daftar usul musnah" in page

    assert told() == ("due", "due", False)
    found = proposed(office)
    assert told() == ("on_list", "on_list", True)
    send(own, f"/destruction-lists/{found.pk}/abort", {"reason": "Salah tahun"})
    assert told() == ("due", "due", False)
