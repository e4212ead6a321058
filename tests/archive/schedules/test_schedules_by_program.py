"""A schedule over the API: brought, compared, simulated, in force by another person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.models import ScheduleState, ScheduleVersion
from tests.archive.schedules.test_new_schedule import (
    closed_file,
    line,
    second_admin,
    table,
)
from tests.office.records import CODE
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
API = "/api/v1/retention-schedule/versions"
FIELDS = {
    "name": "JRA Wanasari 2026",
    "decree_number": "Perbup 12/2026",
    "decree_on": "2026-01-05",
    "is_complete": "false",
}


def bring(client, content: bytes):
    return client.post(API, {**FIELDS, "file": SimpleUploadedFile("jra.csv", content)})


def post(client, path, body=None):
    return client.post(f"{API}{path}", body or {}, content_type="application/json")


def test_a_schedule_comes_into_force_by_program_of_another_administrator(office):
    berkas = closed_file(office)
    own = token_client(office.admin.official, scopes=["read", "write", "administer"])
    faulty = bring(own, table(line(active="x")))
    assert faulty.status_code == 422
    assert faulty.json()["errors"][0]["field"] == "lines.2.active"

    made = bring(own, table(line(active=0, inactive=1), line(f"{CODE}.1")))

    assert made.status_code == 201, made.content
    one = f"/{made.json()['id']}"
    assert made.headers["Location"] == f"{API}{one}"
    assert (made.json()["lines"], made.json()["allowed_acts"]) == (2, ["give-up"])
    lines = own.get(f"{API}{one}/lines").json()["items"]
    assert [row["code"] for row in lines] == [CODE, f"{CODE}.1"]
    found = own.get(f"{API}{one}/differences").json()
    assert (found["new"], found["new_codes"]) == ([f"{CODE}.1"], 1)
    assert found["changed"] == [{"code": CODE, "words": [["2 + 3", "0 + 1"]]}]
    told = own.get(f"{API}{one}/simulation").json()
    assert (told["sooner"], told["counts"]) == (1, {"earlier": 1})
    assert told["files"]["earlier"][0]["record_file"] == str(berkas.pk)
    early = post(own, f"{one}/put-in-force", {"confirmed_sooner": 1})
    assert (early.status_code, early.json()["code"]) == (409, "same_person")
    other = token_client(
        second_admin(office).official, scopes=["read", "write", "administer"]
    )
    blind = post(other, f"{one}/put-in-force", {"confirmed_sooner": 0})
    assert blind.json()["code"] == "schedule_sooner_changed"
    held = post(other, f"{one}/put-in-force", {"confirmed_sooner": 1})
    assert (held.status_code, held.json()["state"]) == (200, "in_force")
    assert own.get(f"{API}{one}/differences").status_code == 409
    assert own.get(f"{API}?state=in_force").json()["items"][0]["name"] == FIELDS["name"]


def test_a_draft_is_given_up_and_nobody_else_knows_of_versions(office):
    own = token_client(office.admin.official, scopes=["read", "write", "administer"])
    one = f"/{bring(own, table(line())).json()['id']}"
    clerk = token_client(office.setda_archivist.official, scopes=["read", "administer"])
    for path in ("", one, f"{one}/lines", f"{one}/differences", f"{one}/simulation"):
        assert clerk.get(f"{API}{path}").status_code == 404
    assert bring(clerk, table(line())).status_code == 404
    assert post(clerk, f"{one}/give-up").status_code == 404
    browser = browser_of(office.admin.official)
    assert post(browser, f"{one}/give-up").json()["code"] == "step_up_needed"

    given_up = post(own, f"{one}/give-up")

    assert given_up.json()["state"] == "abandoned"
    assert ScheduleVersion.objects.get().state == ScheduleState.ABANDONED
    assert post(own, f"{one}/give-up").json()["code"] == "schedule_decided"
