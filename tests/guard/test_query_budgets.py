"""Every list, inbox and first page: at most 25 queries, however much there is.

The first request counts, which also fills what a process keeps in memory.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.incoming import disposed, empty_letter, registered
from tests.office.kabupaten import Office, build_office
from tests.office.outgoing import initialled, make_draft, sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24  # and one for the services' state
PAGES = (
    "/",
    "/naskah-keluar/",
    "/naskah-keluar/?tab=semua",
    "/keluar/kirim/",
    "/keluar/kirim/?kotak=semua",
    "/naskah-masuk/",
    "/naskah-masuk/?bagian=semua",
    "/disposisi/",
    "/disposisi/?kotak=terkirim",
    "/arsip/",
    "/arsip/berkas/",
    "/laporan/",
    "/cari/?q=rapat",
    "/pemberitahuan/",
)
PEOPLE = ("setda_clerk", "sekda", "setda_archivist", "drafter")


def fill(office: Office, many: int) -> None:
    """Put letters of every state on everybody's desk."""
    for n in range(many):
        make_draft(office, subject=f"Konsep {n}")
        registered(office, number=f"400/{n}/Dinsos/2026")
        disposed(office, office.kadis, office.kabag)
        empty_letter(office)
        submitted(office)
        initialled(office)


def counts(office: Office) -> dict[tuple[str, str], int]:
    """Return the queries of each page for each person."""
    found = {}
    for person in PEOPLE:
        client = client_of(getattr(office, person))
        for path in PAGES:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(path)
            assert answer.status_code == 200, (person, path)
            # the services' state is asked at most every five seconds, not per page
            asked = [q for q in queries if "django_cache" not in q["sql"]]
            found[person, path] = len(asked)
    return found


def test_no_list_or_first_page_asks_more_than_its_share():
    office = build_office()
    make_signer(office.sekda)
    sent(office)
    fill(office, 2)

    found = counts(office)

    assert {key: n for key, n in found.items() if n > MOST_QUERIES} == {}


def test_pages_ask_as_often_for_many_letters_as_for_few():
    office = build_office()
    fill(office, 2)
    few = counts(office)

    fill(office, 8)

    many = counts(office)
    grown = {key: (few[key], n) for key, n in many.items() if n > few[key]}
    assert grown == {}
