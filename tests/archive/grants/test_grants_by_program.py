"""Grants to read over the API: asked, decided by another, ended, and told to few."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import ReadingGrant
from tests.office.records import make_record
from tests.office.visitors import token_client
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
API = "/api/v1/reading-grants"


def post(client, path, body=None, **headers):
    kind = "application/json"
    return client.post(f"{API}{path}", body or {}, content_type=kind, headers=headers)


def test_a_grant_is_asked_decided_and_ended_by_program(office):
    record = make_record(office, security_class=SecurityClass.RAHASIA)
    clerk = token_client(office.setda_archivist.official)
    head = token_client(office.sekda.official)
    reader = token_client(office.stranger.official)
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    body = {"record": str(record.pk), "until_on": day, "reason": "Bahan audit"}
    body["nip"] = office.stranger.official.nip
    assert post(clerk, "", {**body, "reason": " "}).status_code == 422
    assert post(reader, "", body).status_code == 404

    made = post(clerk, "", body)

    assert made.status_code == 201, made.content
    assert made.json()["allowed_acts"] == []
    assert post(clerk, "", body).json()["code"] == "grant_asked"
    one = f"/{made.json()['id']}"
    assert made.headers["Location"] == f"{API}{one}"
    assert head.get(f"{API}{one}").json()["allowed_acts"] == ["approve", "refuse"]
    assert post(clerk, f"{one}/approve").status_code == 404
    stale = post(head, f"{one}/approve", if_match='"7"')
    assert stale.status_code == 412
    given = post(head, f"{one}/approve", if_match='"1"')
    assert (given.json()["state"], given.json()["allowed_acts"]) == ("given", ["end"])
    assert post(head, f"{one}/refuse", {"note": "Tidak"}).status_code == 409
    said = {"x-opening-reason": "Bahan audit"}
    content = reader.get(f"/api/v1/records/{record.pk}", headers=said)
    assert content.json()["subject"] == record.subject
    assert post(reader, f"{one}/end", {"note": "Selesai"}).json()["state"] == "revoked"
    assert reader.get(f"/api/v1/records/{record.pk}").status_code == 404


def test_lists_of_grants_narrow_and_strangers_get_none(office):
    first = make_record(office, security_class=SecurityClass.RAHASIA)
    second = make_record(office, "Rapat lain")
    clerk = token_client(office.setda_archivist.official)
    day = timezone.localdate().isoformat()
    for record in (first, second):
        body = {"record": str(record.pk), "until_on": day, "reason": "Bahan audit"}
        assert post(clerk, "", body).status_code == 201
    asked = ReadingGrant.objects.get(record=second)

    def listed(client, query=""):
        return [one["id"] for one in client.get(f"{API}{query}").json()["items"]]

    head = token_client(office.sekda.official)
    assert listed(head, f"?record={second.pk}") == [str(asked.pk)]
    assert len(listed(head, "?state=asked")) == 2
    assert listed(head, "?state=given") == []
    stranger = token_client(office.stranger.official)
    assert listed(stranger) == []
    assert stranger.get(f"{API}/{asked.pk}").status_code == 404
    refused = post(head, f"/{asked.pk}/refuse", {"note": "Tidak perlu"})
    assert refused.json()["note"] == "Tidak perlu"
