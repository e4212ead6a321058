"""What every answer says to browsers and proxies: keep nothing, frame nothing.

Each door is asked by people of each duty in `test_doors`.
"""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from archive.records.capturing import capture_outgoing
from eoffice.accounts.middleware import SessionLifetimeMiddleware
from eoffice.organisation.models import PositionDuty
from tests.guard.inventory import inventory, sample
from tests.office.incoming import received
from tests.office.kabupaten import Person, build_office
from tests.office.organisation import make_duty_holder
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import browser_of, client_of, token_client

pytestmark = pytest.mark.django_db
NO_STORE = "no-store"


def faults_of(answer, *, private: bool = True) -> list[str]:
    """Return what the answer's headers lack."""
    policy = answer.headers.get("Content-Security-Policy", "")
    wanted = {
        "kept": not private or answer.headers.get("Cache-Control") == NO_STORE,
        "no policy": "default-src 'none'" in policy,
        "framed": "frame-ancestors 'none'" in policy or policy.startswith("sandbox"),
        "sniffed": answer.headers.get("X-Content-Type-Options") == "nosniff",
    }
    return [name for name, is_fine in wanted.items() if not is_fine]


def test_programs_keep_nothing_either(index):
    program = token_client(make_duty_holder(PositionDuty.ADMIN))
    api = [route for route, kind in inventory().doors.items() if kind == "api"]

    faults = {r: f for r in api if (f := faults_of(program.get(sample(r))))}

    assert not faults


def test_strangers_frame_nothing():
    open_doors = [route for route, kind in inventory().doors.items() if kind == "open"]

    faults = {
        route: found
        for route in open_doors
        if (found := faults_of(Client().get(sample(route)), private=False))
    }

    assert not faults


def served(office) -> list[tuple[Person, str]]:
    """Return pages, files and pictures, each with somebody who may see it."""
    letter, incoming = sent(office), received(office)
    record = capture_outgoing(letter_id=letter.pk)
    made = {
        "drafter": (
            f"/naskah-keluar/{letter.pk}/",
            f"/naskah-keluar/{letter.pk}/unduh/",
            f"/naskah-keluar/{letter.pk}/v1/1/",
            f"/api/v1/letters/{letter.pk}/signed.pdf",
            f"/api/v1/letters/{letter.pk}/preview.pdf",
        ),
        "setda_clerk": (
            f"/naskah-masuk/{incoming.pk}/",
            f"/naskah-masuk/{incoming.pk}/halaman/1/",
            f"/naskah-masuk/{incoming.pk}/berkas/1/",
            f"/api/v1/incoming-letters/{incoming.pk}/files/1/content",
            f"/api/v1/incoming-letters/{incoming.pk}/pages/1.png",
        ),
        "setda_archivist": (
            f"/arsip/{record.pk}/",
            f"/arsip/{record.pk}/isi/0/",
            f"/arsip/{record.pk}/isi/0/1/",
            f"/api/v1/records/{record.pk}/content",
        ),
    }
    return [(getattr(office, who), p) for who, paths in made.items() for p in paths]


def test_files_and_pictures_are_kept_nowhere(index):
    office = build_office()
    make_signer(office.sekda)
    answers = {}
    for person, path in served(office):
        is_program = path.startswith("/api/")
        client = token_client(person.official) if is_program else client_of(person)
        answers[path] = client.get(path)

    assert {p: a.status_code for p, a in answers.items() if a.status_code != 200} == {}
    assert {p: f for p, a in answers.items() if (f := faults_of(a))} == {}


def test_no_view_beats_the_house_rule():
    def careless(_request):
        return HttpResponse("x", headers={"Cache-Control": "public, max-age=600"})

    request = RequestFactory().get("/")
    holder = make_duty_holder(PositionDuty.ADMIN)
    request.user, request.session = holder.user, browser_of(holder).session

    answer = SessionLifetimeMiddleware(careless)(request)

    assert answer.headers["Cache-Control"] == NO_STORE
