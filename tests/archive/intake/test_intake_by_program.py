"""What comes in over the API: brought, columns named, checked, entered, faults told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.models import Accession, Record
from eoffice.outbox.relay import drain
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
API = "/api/v1/intakes"
TABLE = b"ID;Tanggal;Isi\n1;2019-02-01;Undangan rapat\n2;kemarin;Notula\n"


def post(client, path, body=None):
    return client.post(f"{API}{path}", body or {}, content_type="application/json")


def bring(client, unit, content=TABLE, **more):
    file = SimpleUploadedFile("arsip.csv", content)
    given = {"kind": "table", "unit": str(unit.pk), "source": "Srikandi", **more}
    return client.post(API, {**given, "file": file})


def test_a_table_is_brought_mapped_checked_and_entered_by_program(office):
    own = token_client(office.setda_archivist.official)
    made = bring(own, office.setda)
    assert made.status_code == 202, made.content
    one = f"/{made.json()['id']}"
    assert made.headers["Location"] == f"/api/v1/jobs/{made.json()['job']}"
    assert post(own, f"{one}/check").status_code == 409
    drain()
    read = own.get(f"{API}{one}").json()
    assert (read["state"], read["rows"]) == ("mapping", 2)
    assert read["heads"] == ["ID", "Tanggal", "Isi"]
    lacking = post(own, f"{one}/check")
    assert lacking.status_code == 422
    assert [one["field"] for one in lacking.json()["errors"]] == ["description"]
    columns = {**read["columns"], "description": 2}
    assert post(own, f"{one}/check", {"columns": columns}).status_code == 202
    drain()

    faults = own.get(f"{API}{one}/faults").json()["items"]

    assert [row["row"] for row in faults] == [3]
    assert faults[0]["cells"] == ["2", "kemarin", "Notula"]
    assert not Record.objects.exists()
    assert post(own, f"{one}/enter").status_code == 202
    drain()
    done = own.get(f"{API}{one}").json()
    assert (done["entered"], done["faulty"]) == (1, 1)
    assert Record.objects.get().subject == "Undangan rapat"
    assert own.get(f"{API}?state=refused").json()["items"] == []


def test_intakes_are_their_keepers_alone(office):
    own = token_client(office.setda_archivist.official)
    one = f"/{bring(own, office.setda).json()['id']}"
    for person in (office.drafter, office.kominfo_clerk, office.stranger):
        other = token_client(person.official)
        for path in (one, f"{one}/faults"):
            assert other.get(f"{API}{path}").status_code == 404
        assert post(other, f"{one}/enter").status_code == 404
        assert bring(other, office.setda).status_code == 404
    nameless = bring(own, office.setda, source=" ")
    assert nameless.json()["errors"][0]["field"] == "source"
    assert Accession.objects.count() == 1
