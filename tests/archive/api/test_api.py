"""Records and record files over the API."""

import json

import pytest
from django.utils import timezone

from archive.models import RecordFile, RetentionRule
from eoffice.audit.models import AuditEvent
from tests.office.records import make_file, make_record
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def archivist(office):
    return token_client(office.setda_archivist.official)


def send(client, method, path, body, **headers):
    return getattr(client, method)(
        f"{V1}{path}",
        json.dumps(body),
        content_type="application/json",
        headers=headers,
    )


def ids(answer):
    assert answer.status_code == 200, answer.content
    return {one["id"] for one in answer.json()["items"]}


def test_list_holds_what_one_may_see_and_nothing_else(office, archivist):
    open_one = make_record(office)
    make_record(office, unit=office.kominfo)

    assert ids(archivist.get(f"{V1}/records")) == {str(open_one.pk)}
    stranger = token_client(office.stranger.official)
    assert ids(stranger.get(f"{V1}/records")) == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("unfiled=true", True),
        ("filed=true", False),
        ("kind=outgoing", True),
        ("kind=incoming", False),
        ("code=000.1", True),
        ("code=000.2", False),
        ("class=biasa", True),
        ("class=rahasia", False),
        ("year=2026", True),
        ("year=2020", False),
        ("q=rapat", True),
        ("q=pangan", False),
    ],
)
def test_each_filter_narrows_the_list(office, archivist, query, found):
    make_record(office)

    assert bool(ids(archivist.get(f"{V1}/records?{query}"))) is found


def test_pages_follow_by_cursor_without_gap_or_repeat(office, archivist):
    made = {str(make_record(office).pk) for _one in range(5)}
    seen, cursor = [], None
    while True:
        more = f"&cursor={cursor}" if cursor else ""
        page = archivist.get(f"{V1}/records?limit=2{more}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break

    assert len(seen) == 5
    assert set(seen) == made


def test_record_is_filed_moved_and_refused_over_the_api(office, archivist):
    record = make_record(office)
    first = make_file(office.setda_archivist, office.setda, "Satu")
    second = make_file(office.setda_archivist, office.setda, "Dua")
    path = f"/records/{record.pk}/file"

    filed = send(archivist, "post", path, {"record_file": str(first.pk)})
    again = send(archivist, "post", path, {"record_file": str(second.pk)})
    bare = send(archivist, "patch", path, {"record_file": str(second.pk)})
    etag = filed.headers["ETag"]
    moved = send(
        archivist, "patch", path, {"record_file": str(second.pk)}, if_match=etag
    )

    codes = [one.status_code for one in (filed, again, bare, moved)]
    assert codes == [200, 409, 428, 200]
    assert again.json()["code"] == "already_filed"
    assert moved.json()["file"]["id"] == str(second.pk)


def test_details_name_proposal_contents_and_acts(office, archivist):
    berkas = make_file(office.setda_archivist, office.setda)
    record = make_record(office)

    shown = archivist.get(f"{V1}/records/{record.pk}").json()
    plain = token_client(office.drafter.official).get(f"{V1}/records/{record.pk}")

    assert shown["proposed_file"]["id"] == str(berkas.pk)
    assert shown["allowed_acts"] == ["file"]
    assert plain.json()["allowed_acts"] == []
    assert plain.json()["proposed_file"] is None


def test_files_are_opened_and_closed_over_the_api(office, archivist):
    fields = {
        "unit": str(office.setda.pk),
        "classification_code": "000.1.5",
        "title": "Undangan rapat 2026",
    }
    made = send(archivist, "post", "/record-files", fields)
    berkas = made.json()["id"]
    send(
        archivist,
        "post",
        f"/records/{make_record(office).pk}/file",
        {"record_file": berkas},
    )

    inside = archivist.get(f"{V1}/record-files/{berkas}/records")
    shut = send(archivist, "post", f"/record-files/{berkas}/close", {})

    assert made.status_code == 201
    assert len(ids(inside)) == 1
    assert shut.status_code == 200
    assert shut.json()["retention"]["state"] != "open"
    assert shut.json()["record_count"] == 1


def test_wrong_fields_of_a_file_are_named_together(office, archivist):
    fields = {"unit": str(office.setda.pk), "classification_code": "9.9", "title": " "}

    answer = send(archivist, "post", "/record-files", fields)

    assert answer.status_code == 422
    named = {fault["field"] for fault in answer.json()["errors"]}
    assert named == {"classification_code", "title"}
    assert not RecordFile.objects.exists()


@pytest.mark.parametrize("tail", ["", "/content", "/history", "/proof"])
def test_strangers_find_no_record(office, tail):
    record = make_record(office)

    for person in (office.stranger, office.admin, office.kadis):
        client = token_client(person.official)
        assert client.get(f"{V1}/records/{record.pk}{tail}").status_code == 404


def test_strangers_find_no_file_and_change_none(office):
    berkas = make_file(office.setda_archivist, office.setda)
    client = token_client(office.stranger.official)

    answers = [
        client.get(f"{V1}/record-files/{berkas.pk}"),
        client.get(f"{V1}/record-files/{berkas.pk}/records"),
        send(client, "post", f"/record-files/{berkas.pk}/close", {}),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    berkas.refresh_from_db()
    assert berkas.closed_on is None


def test_a_file_waits_gets_its_event_and_is_reopened_over_the_api(office):
    clerk = token_client(office.setda_clerk.official)
    berkas = make_file(office.setda_clerk, office.setda)
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="event", trigger_text="Setelah serah terima"
    )
    filed = {"record_file": str(berkas.pk)}
    send(clerk, "post", f"/records/{make_record(office).pk}/file", filed)
    path, day = f"/record-files/{berkas.pk}", str(timezone.localdate())

    shut = send(clerk, "post", f"{path}/close", {"activity_ended_on": day})
    listed = clerk.get(f"{V1}/record-files", {"state": "waiting_for_event"})
    early = send(clerk, "post", f"{path}/event", {"on": "2099-01-01", "proof": "BA 1"})
    dated = send(clerk, "post", f"{path}/event", {"on": day, "proof": "BA 1"})
    again = send(clerk, "post", f"{path}/reopen", {"reason": "Surat susulan"})

    assert shut.json()["state"] == "waiting_for_event"
    assert (shut.json()["activity_ended_on"], shut.json()["lock_until"]) == (day, None)
    assert "Setelah serah terima" in shut.json()["explanation"]
    assert ids(listed) == {str(berkas.pk)}
    assert early.status_code == 422
    assert (dated.json()["state"], dated.json()["trigger_on"]) == ("closed", day)
    assert dated.json()["inactive_until"] is not None
    assert dated.json()["fate"] in {"destroy", "permanent", "review"}
    assert (again.json()["state"], again.json()["inactive_until"]) == ("open", None)


def test_another_code_is_warned_of_with_its_reason_and_not_refused(office, archivist):
    record = make_record(office, code="000.1.2")
    berkas = make_file(office.setda_archivist, office.setda)
    body = {"record_file": str(berkas.pk), "reason": "Satu kegiatan"}

    filed = send(archivist, "post", f"/records/{record.pk}/file", body)
    plain = send(
        archivist,
        "post",
        f"/records/{make_record(office).pk}/file",
        {"record_file": str(berkas.pk)},
    )

    assert [one["code"] for one in filed.json()["warnings"]] == ["code_differs"]
    assert plain.json()["warnings"] == []
    told = AuditEvent.objects.get(action="record.filed", object_id=str(record.pk))
    assert "Satu kegiatan" in told.payload
    assert "000.1.2" in told.payload


def test_records_move_between_files_all_or_none(office, archivist):
    first = make_file(office.setda_archivist, office.setda, "Satu")
    second = make_file(office.setda_archivist, office.setda, "Dua")
    inside = [make_record(office) for _one in range(2)]
    outside = make_record(office)
    for record in inside:
        body = {"record_file": str(first.pk)}
        send(archivist, "post", f"/records/{record.pk}/file", body)
    path = f"/record-files/{first.pk}/move"

    def moved(*records):
        chosen = [str(one.pk) for one in records]
        body = {"records": chosen, "record_file": str(second.pk)}
        return send(archivist, "post", path, body)

    assert moved(*inside, outside).status_code == 404
    assert first.records.count() == 2
    assert moved(*inside).json()["record_count"] == 0
    assert set(second.records.all()) == set(inside)


def test_many_are_filed_and_the_filing_taken_back(office, archivist):
    berkas = make_file(office.setda_archivist, office.setda)
    inside = [make_record(office) for _one in range(2)]
    path = f"/record-files/{berkas.pk}/file"
    body = {"records": [str(one.pk) for one in inside]}

    filing = send(archivist, "post", path, body).json()
    again = send(archivist, "post", path, body)
    own = f"/filings/{filing['id']}"

    assert (filing["filed"], filing["allowed_acts"]) == (2, ["undo"])
    assert again.status_code == 204
    clerk = token_client(office.setda_clerk.official)
    assert clerk.get(f"{V1}{own}").status_code == 404
    back = send(archivist, "post", f"{own}/undo", {})
    assert back.json()["undone_at"] is not None
    assert send(archivist, "post", f"{own}/undo", {}).status_code == 409
    assert archivist.get(f"{V1}{own}").json()["allowed_acts"] == []
    assert not berkas.records.exists()
