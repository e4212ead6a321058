"""Uploads over the API: kept in quarantine, seen by their owner alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.objects.models import Upload
from tests.office.organisation import make_official, make_position
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db(transaction=True)
UPLOADS = "/api/v1/uploads"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("surat.pdf", PDF, "application/pdf")


def test_a_file_is_kept_in_quarantine_for_its_owner_alone():
    owner = token_client(make_official(make_position()))
    other = token_client(make_official(make_position()))

    made = owner.post(UPLOADS, {"file": pdf()})
    path = made.headers["Location"]

    assert made.status_code == 201
    assert made.json()["state"] == "quarantined"
    assert made.json()["size"] == len(PDF)
    assert owner.get(path).json()["id"] == made.json()["id"]
    assert other.get(path).status_code == 404


def test_the_same_key_keeps_one_file():
    owner = token_client(make_official(make_position()))

    answers = [
        owner.post(UPLOADS, {"file": pdf()}, headers={"idempotency-key": "u1"})
        for _ in range(2)
    ]

    assert answers[0].json() == answers[1].json()
    assert Upload.objects.count() == 1


def test_a_missing_and_an_empty_file_are_refused():
    owner = token_client(make_official(make_position()))
    empty = SimpleUploadedFile("surat.pdf", b"", "application/pdf")

    codes = [owner.post(UPLOADS, data).status_code for data in ({}, {"file": empty})]

    assert codes == [422, 422]
    assert not Upload.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_read(settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    owner = token_client(make_official(make_position()))
    large = SimpleUploadedFile("surat.pdf", PDF + b" " * 100_000)

    answer = owner.post(UPLOADS, {"file": large})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Upload.objects.exists()
