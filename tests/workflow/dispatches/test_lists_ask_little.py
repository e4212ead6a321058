"""Lists of sending out ask as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from tests.office.visitors import client_of, program_of
from workflow.contacts.operations import remember_contact

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


def asked(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len([one for one in queries if "django_cache" not in one["sql"]])


def test_pages_and_api_ask_as_often_for_many_as_for_few(office):
    browser, program = client_of(office.setda_clerk), program_of(office.setda_clerk)
    doors = (
        (browser, "/keluar/kirim/?kotak=semua"),
        (browser, "/kontak/"),
        (program, "/api/v1/dispatches"),
        (program, "/api/v1/contacts"),
    )
    sent_by(office, dispatch_of(to_outside(office)), "link")
    few = [asked(*door) for door in doors]

    letter = to_outside(office, RECTOR, LAND_OFFICE, "Kapolres")
    sent_by(office, dispatch_of(letter, LAND_OFFICE), "email", email="tu@x.go.id")
    for number in range(5):
        remember_contact(f"Kepala Desa {number}")

    many = [asked(*door) for door in doors]
    assert max(many) <= MOST_QUERIES
    assert [n for n, (a, b) in enumerate(zip(few, many, strict=True)) if b > a] == []
