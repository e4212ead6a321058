"""Calling a signing session off: what is done stays, the rest stays on the desk."""

import pytest

from eoffice.jobs.models import Job, JobState
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.models import Letter, LetterStatus, Signature
from workflow.pades.ports import Secret
from workflow.signing.sessions import running
from workflow.signing.sessions.running import _sign_one, run_session

pytestmark = pytest.mark.django_db
KEY = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def session(office, count=2, state=JobState.QUEUED):
    """Return a job over letters at the sekda's signature."""
    letters = [initialled(office) for _n in range(count)]
    job = Job.objects.create(
        kind="bulk_signing", owner=office.sekda.user, total=count, state=state
    )
    for order, letter in enumerate(letters):
        job.items.create(order=order, ref=str(letter.pk))
    return job


def page(job, act=""):
    return f"/naskah-keluar/tanda-tangan/{job.pk}/{act}"


def run(job, office):
    run_session(
        job_id=job.pk, official_id=office.sekda.official.pk, secret=Secret(SECRET)
    )
    job.refresh_from_db()


def test_a_session_called_off_before_it_begins_signs_nothing(office):
    job = session(office)
    client = client_of(office.sekda)
    assert page(job, "hentikan/") in client.get(page(job)).content.decode()

    answer = client.post(page(job, "hentikan/"), {"idempotency_key": KEY})
    again = client.post(page(job, "hentikan/"), {"idempotency_key": KEY})
    run(job, office)

    told = client.get(page(job)).content.decode()
    assert answer.url == again.url == page(job)
    assert job.state == JobState.CANCELLED
    assert not Signature.objects.exists()
    assert "tetap di meja Anda" in told
    assert page(job, "hentikan/") not in told
    assert set(Letter.objects.values_list("status", flat=True)) == {
        LetterStatus.AWAITING_SIGNATURE
    }


def test_a_session_called_off_midway_keeps_what_is_signed(office, monkeypatch):
    job, client = session(office), client_of(office.sekda)
    sign_one = _sign_one

    def sign_and_call_off(*given):
        sign_one(*given)
        client.post(page(job, "hentikan/"))

    monkeypatch.setattr(running, "_sign_one", sign_and_call_off)
    run(job, office)

    states = list(job.items.values_list("state", flat=True))
    assert states == [JobState.SUCCEEDED, JobState.CANCELLED]
    assert job.state == JobState.CANCELLED
    assert Signature.objects.count() == 1


def test_a_session_that_has_ended_is_not_called_off(office):
    job = session(office, count=1, state=JobState.SUCCEEDED)
    client = client_of(office.sekda)

    answer = client.post(page(job, "hentikan/"))
    program = token_client(office.sekda.official)
    refused = program.post(f"/api/v1/jobs/{job.pk}/cancel")

    job.refresh_from_db()
    assert answer.url == page(job)
    assert (refused.status_code, refused.json()["state"]) == (409, "succeeded")
    assert job.state == JobState.SUCCEEDED


def test_the_api_calls_ones_own_job_off_and_knows_no_other(office):
    job = session(office)
    path = f"/api/v1/jobs/{job.pk}/cancel"

    others = token_client(office.kadis.official).post(path)
    unknown = token_client(office.kadis.official).post(f"/api/v1/jobs/{KEY}/cancel")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    mine = token_client(office.sekda.official).post(path)

    assert [others.status_code, unknown.status_code] == [404, 404]
    assert mine.json()["state"] == "cancelled"
    assert [item["state"] for item in mine.json()["items"]] == ["cancelled"] * 2


def test_somebody_elses_session_is_not_called_off_on_the_page(office):
    job = session(office)

    answer = client_of(office.kadis).post(page(job, "hentikan/"))

    job.refresh_from_db()
    assert answer.status_code == 404
    assert job.state == JobState.QUEUED
