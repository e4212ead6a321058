"""Refused looks at classed letters are logged; openings of secret ones are recorded."""

import logging

import pytest

from eoffice.audit.models import AuditEvent
from eoffice.audit.trail_acts import OpeningAct
from tests.office.incoming import registered
from tests.office.outgoing import make_draft, submitted
from tests.office.records import make_record
from tests.office.visitors import client_of, token_client
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
ABOVE = [c for c in SecurityClass if c != SecurityClass.BIASA]
SECRET_ONES = ["rahasia", "sangat_rahasia"]


@pytest.fixture
def refused(caplog):
    """Return a function that tells what was logged as refused."""
    caplog.set_level(logging.WARNING, "eoffice.audit.sight")
    return lambda: [r for r in caplog.records if r.msg == "refused_attempt"]


def openings() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=OpeningAct.OPENED).order_by("at"))


@pytest.mark.parametrize("level", ABOVE)
def test_a_refused_look_is_logged_by_ids_alone(office, refused, level):
    letter = make_draft(office, security_class=level, subject="Isi yang tertutup")
    paths = (f"/naskah-keluar/{letter.pk}/", f"/api/v1/letters/{letter.pk}")

    answers = [
        client_of(office.stranger).get(paths[0]).status_code,
        token_client(office.stranger.official).get(paths[1]).status_code,
    ]

    assert answers == [404, 404]
    assert len(refused()) == 2
    for line in refused():
        assert line.thing == str(letter.pk)
        assert line.user == str(office.stranger.user.pk)
        assert line.security_class == level
        assert "Isi yang tertutup" not in str(line.__dict__)
    assert not openings()


def test_acts_that_were_refused_are_logged_too(office, refused):
    letter = make_draft(office, security_class="rahasia")

    token_client(office.stranger.official).post(
        f"/api/v1/letters/{letter.pk}/sign",
        {"secret": "tidak-dicatat"},
        content_type="application/json",
    )

    (line,) = refused()
    assert (line.method, line.thing) == ("POST", str(letter.pk))
    assert "tidak-dicatat" not in str(line.__dict__)


def test_ordinary_letters_and_unknown_ones_are_not_logged(office, refused):
    letter = make_draft(office)
    client = client_of(office.stranger)

    client.get(f"/naskah-keluar/{letter.pk}/")
    client.get("/naskah-keluar/019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50/")

    assert not refused()


@pytest.mark.parametrize("level", SECRET_ONES)
def test_every_opening_of_a_secret_letter_is_recorded(office, level):
    letter = submitted(office, security_class=level)
    pages = (
        f"/naskah-keluar/{letter.pk}/",
        f"/naskah-keluar/{letter.pk}/v1/1/",
        f"/api/v1/letters/{letter.pk}/versions/1/content.pdf",
    )

    for page in pages:
        who = token_client(office.kabag.official) if "api" in page else None
        answer = (who or client_of(office.kabag)).get(page)
        assert answer.status_code == 200, page

    found = openings()
    assert [e.object_id for e in found] == [str(letter.pk)] * len(pages)
    assert {e.official_id for e in found} == {office.kabag.official.pk}
    assert all(letter.subject not in e.payload for e in found)


def test_openings_of_other_letters_are_not_recorded(office):
    for level in ("biasa", "terbatas"):
        letter = submitted(office, security_class=level)
        client_of(office.kabag).get(f"/naskah-keluar/{letter.pk}/")

    assert not openings()


def test_an_opening_that_cannot_be_recorded_is_refused(office, monkeypatch):
    letter = submitted(office, security_class="rahasia")

    def away(*_args, **_facts):
        raise RuntimeError

    monkeypatch.setattr("eoffice.audit.sight.trail.record", away)
    client = client_of(office.kabag)
    client.raise_request_exception = False

    assert client.get(f"/naskah-keluar/{letter.pk}/v1/1/").status_code == 500


def test_secret_incoming_letters_and_records_are_recorded_as_well(office):
    incoming = registered(office, security_class="rahasia")
    record = make_record(office, security_class="rahasia")

    one = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/")
    other = client_of(office.drafter).get(f"/arsip/{record.pk}/")

    assert (one.status_code, other.status_code) == (200, 200)
    assert {e.object_id for e in openings()} == {str(incoming.pk), str(record.pk)}
