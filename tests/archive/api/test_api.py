"""Records and record files over the API."""

import json

import pytest

from archive.models import RecordFile
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
    make_record(office, security_class="rahasia")

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
    plain = token_client(office.setda_clerk.official).get(f"{V1}/records/{record.pk}")

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
