"""Changes over the API: versions, keys, faults, and who may not."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client

from eoffice.audit.models import AuditEvent
from eoffice.once.models import IdempotentAnswer
from eoffice.organisation.models import Position, PositionDuty, TermOfOffice, Unit
from tests.office.organisation import (
    make_duty_holder,
    make_official,
    make_position,
    make_unit,
)
from tests.office.visitors import browser_of, make_token, token_client

UNITS = "/api/v1/units"
NEW = {"code": "DISDIK", "name": "Dinas Pendidikan", "kind": "agency"}


@pytest.fixture
def administrator(db):
    return token_client(make_duty_holder(PositionDuty.ADMIN))


def post(client, path, body, **headers):
    return client.post(
        path, json.dumps(body), content_type="application/json", headers=headers
    )


def patch(client, path, body, **headers):
    return client.patch(
        path, json.dumps(body), content_type="application/json", headers=headers
    )


def test_an_administrator_opens_a_unit_and_the_trail_knows(administrator):
    answer = post(administrator, UNITS, NEW)

    unit = Unit.objects.get(code="DISDIK")
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{UNITS}/{unit.pk}"
    assert answer.headers["ETag"] == '"1"'
    assert unit.path == [unit.pk]
    assert AuditEvent.objects.filter(object_id=unit.pk, action="unit.created").exists()


def test_others_cannot_open_a_unit(db):
    client = token_client(make_duty_holder(PositionDuty.RECORD_CLERK))
    before = Unit.objects.count()

    answer = post(client, UNITS, NEW)

    assert answer.status_code == 404
    assert Unit.objects.count() == before


def test_a_browser_without_csrf_token_cannot_change(db):
    client = browser_of(make_duty_holder(PositionDuty.ADMIN), enforce_csrf_checks=True)
    before = Unit.objects.count()

    answer = post(client, UNITS, NEW)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert Unit.objects.count() == before


def test_all_faults_are_named_at_once(administrator):
    before = Unit.objects.count()
    body = {"code": "", "kind": "kingdom", "colour": "red", "opened_on": "tomorrow"}

    answer = post(administrator, UNITS, body)

    faults = {f["field"]: f["code"] for f in answer.json()["errors"]}
    assert answer.status_code == 422
    assert faults == {
        "code": "too_short",
        "name": "required",
        "kind": "not_a_choice",
        "colour": "unknown_field",
        "opened_on": "not_a_date",
    }
    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"code": "A\\u0000B", "name": "x", "kind": "agency"}',
        b'{"code": "\\ud800", "name": "x", "kind": "agency"}',
        b'{"code": NaN}',
        b"[" * 100_000,
        b'{"opened_on": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b"null",
        b"[]",
    ],
)
def test_garbage_is_refused_in_words(administrator, body):
    before = Unit.objects.count()

    answer = administrator.post(UNITS, body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert Unit.objects.count() == before


def test_a_body_of_another_kind_is_refused(administrator):
    answer = administrator.post(UNITS, "<a/>", content_type="text/xml")

    assert (answer.status_code, answer.json()["code"]) == (415, "wrong_media_type")


def test_a_body_too_large_is_refused(administrator, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = post(administrator, UNITS, {**NEW, "place": "x" * 2000})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_change_wants_the_version_it_read(administrator):
    unit = make_unit()

    answer = patch(administrator, f"{UNITS}/{unit.pk}", {"name": "Lain"})

    assert (answer.status_code, answer.json()["code"]) == (428, "if_match_missing")
    unit.refresh_from_db()
    assert unit.name != "Lain"


def test_the_second_of_two_editors_is_told(administrator):
    unit = make_unit()
    path = f"{UNITS}/{unit.pk}"
    read = administrator.get(path).headers["ETag"]

    first = patch(administrator, path, {"name": "Pertama"}, if_match=read)
    second = patch(administrator, path, {"name": "Kedua"}, if_match=read)

    unit.refresh_from_db()
    assert (first.status_code, second.status_code) == (200, 412)
    assert first.headers["ETag"] == '"2"'
    assert unit.name == "Pertama"


def test_a_unit_moves_with_all_below_it_when_two_want_it(administrator):
    old, new = make_unit(), make_unit()
    middle = make_unit(parent=old)
    leaf = make_unit(parent=middle)

    body = {"parent": str(new.pk)}
    asked = patch(administrator, f"{UNITS}/{middle.pk}", body, if_match="*")
    second = token_client(make_duty_holder(PositionDuty.ADMIN))
    agreed = post(second, f"{asked.headers['Location']}/confirm", {})

    leaf.refresh_from_db()
    assert (asked.status_code, agreed.status_code) == (202, 200)
    assert leaf.path == [new.pk, middle.pk, leaf.pk]


def test_a_unit_cannot_stand_below_itself(administrator):
    top = make_unit()
    leaf = make_unit(parent=make_unit(parent=top))

    body = {"parent": str(leaf.pk)}
    answer = patch(administrator, f"{UNITS}/{top.pk}", body, if_match="*")

    top.refresh_from_db()
    assert answer.json()["errors"][0]["code"] == "loop"
    assert top.parent is None


def test_a_unit_in_use_does_not_close(administrator):
    unit = make_position().unit

    answer = post(administrator, f"{UNITS}/{unit.pk}/close", {"on": "2026-01-31"})

    unit.refresh_from_db()
    assert (answer.status_code, answer.json()["code"]) == (409, "unit_not_empty")
    assert unit.closed_on is None


def test_a_seat_cannot_be_given_twice(administrator):
    position = make_position()
    make_official(position)
    other = make_official()
    path = f"/api/v1/officials/{other.pk}/appointments"

    answer = post(
        administrator, path, {"position": str(position.pk), "from": "2025-01-01"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "term_overlaps")
    assert not other.terms.exists()


def test_the_nik_is_never_shown(administrator):
    body = {"name": "Rahasia", "nip": "198001012005010001", "nik": "3320123456780001"}

    made = post(administrator, "/api/v1/officials", body)
    shown = administrator.get("/api/v1/officials?q=Rahasia")

    assert made.status_code == 201
    assert b"3320123456780001" not in made.content + shown.content


def test_the_same_key_gives_the_first_answer_again(administrator):
    first = post(administrator, UNITS, NEW, idempotency_key="k1")
    again = post(administrator, UNITS, NEW, idempotency_key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Unit.objects.filter(code="DISDIK").count() == 1


def test_the_same_key_with_another_body_is_refused(administrator):
    post(administrator, UNITS, NEW, idempotency_key="k1")

    other = {**NEW, "code": "LAIN"}
    answer = post(administrator, UNITS, other, idempotency_key="k1")

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "idempotency_key_reused",
    )
    assert not Unit.objects.filter(code="LAIN").exists()


def test_two_people_may_use_the_same_key(administrator):
    other = token_client(make_duty_holder(PositionDuty.ADMIN))

    post(administrator, UNITS, NEW, idempotency_key="k1")
    answer = post(other, UNITS, {**NEW, "code": "LAIN"}, idempotency_key="k1")

    assert answer.status_code == 201


def test_a_refusal_is_not_kept_under_its_key(administrator):
    refused = post(administrator, UNITS, {"code": "X"}, idempotency_key="k1")

    assert refused.status_code == 422
    assert not IdempotentAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_open_one_unit():
    text = make_token(make_duty_holder(PositionDuty.ADMIN))
    connection.close()

    def click(_number: int) -> int:
        client = Client(headers={"authorization": f"Bearer {text}"})
        try:
            return post(client, UNITS, NEW, idempotency_key="click").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(click, range(4)))

    assert answers == [201] * 4
    assert Unit.objects.filter(code="DISDIK").count() == 1


def test_a_kept_answer_is_not_given_to_who_administers_no_more(administrator):
    post(administrator, UNITS, NEW, idempotency_key="k1")
    Position.objects.update(duties=[])

    answer = post(administrator, UNITS, NEW, idempotency_key="k1")

    assert answer.status_code == 404
    assert Unit.objects.filter(code="DISDIK").count() == 1


def test_a_key_of_one_seat_is_not_used_from_another(db):
    holder = make_duty_holder(PositionDuty.ADMIN)
    other = make_position(duties=[PositionDuty.ADMIN])
    TermOfOffice.objects.create(
        official=holder, position=other, from_on=date(2024, 1, 1), is_main=False
    )
    client = token_client(holder)
    post(client, UNITS, NEW, idempotency_key="k1")

    answer = client.post(
        UNITS,
        json.dumps(NEW),
        content_type="application/json",
        headers={"idempotency-key": "k1", "x-acting-position": str(other.pk)},
    )

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "idempotency_key_reused",
    )
    assert Unit.objects.filter(code="DISDIK").count() == 1


def test_a_search_is_never_kept(db, index):
    holder = make_duty_holder(PositionDuty.RECORD_CLERK)
    body = {"request": {}}

    post(token_client(holder), "/api/v1/search", body, idempotency_key="k1")

    assert not IdempotentAnswer.objects.exists()
