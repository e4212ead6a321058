"""Programmes over the API: entered, told when due, and fulfilled."""

import pytest
from django.utils import timezone

from archive.programmes.models import a_year_after
from tests.office.records import make_file
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
API = "/api/v1/programmes"


def post(client, path, body, **headers):
    kind = "application/json"
    return client.post(f"{API}{path}", body, content_type=kind, headers=headers)


def test_a_file_is_entered_and_its_duty_done_by_program(office):
    berkas = make_file(office.setda_archivist, office.setda, "Sertifikat tanah")
    own = token_client(office.setda_archivist.official)
    body = {"record_file": str(berkas.pk), "kind": "vital"}
    bare = post(own, "", body)
    fields = {one["field"] for one in bare.json()["errors"]}
    assert (bare.status_code, fields) == (422, {"method", "place"})
    body |= {"method": "Salinan di LKD", "place": "Brankas"}

    made = post(own, "", body)

    assert made.status_code == 201, made.content
    one, today = f"/{made.json()['id']}", timezone.localdate()
    assert made.json()["due_on"] == a_year_after(today).isoformat()
    assert made.json()["allowed_acts"] == ["fulfil", "leave"]
    assert post(own, "", body).json()["code"] == "in_programme"
    done = {"done_on": today.isoformat()}
    assert post(own, f"{one}/fulfil", done, if_match='"9"').status_code == 412
    reviewed = post(own, f"{one}/fulfil", done)
    assert reviewed.json()["reviewed_on"] == today.isoformat()
    listed = own.get(f"{API}?kind=vital").json()["items"]
    assert [row["title"] for row in listed] == ["Sertifikat tanah"]
    assert own.get(f"{API}?due_before={today}").json()["items"] == []
    other = token_client(office.kominfo_clerk.official)
    assert other.get(f"{API}{one}").status_code == 404
    assert post(other, f"{one}/fulfil", done).status_code == 404
    assert other.get(API).json()["items"] == []
