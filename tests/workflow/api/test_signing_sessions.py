"""Many letters with one secret, over the API."""

from uuid import uuid4

import pytest
from django.test import Client

from eoffice.api.idempotency import HEADER
from eoffice.jobs.models import Job
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import token_client
from tests.workflow.signing.bulk import wait_for_sessions
from workflow.models import Letter, LetterStatus, Signature

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("signs_in_a_thread"),
]
SESSIONS = "/api/v1/signing-sessions"
TABLES = ("jobs_job", "jobs_jobitem", "api_idempotentanswer", "audit_auditevent")


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def order(person, letters, secret=SECRET, **headers):
    body = {"letters": [str(pk) for pk in letters], "secret": secret}
    client: Client = token_client(person.official)
    answer = client.post(
        SESSIONS, body, content_type="application/json", headers=headers
    )
    wait_for_sessions()
    return client, answer


def test_a_session_answers_for_every_letter(office):
    letters = [initialled(office).pk for _n in range(2)]

    client, answer = order(office.sekda, letters)
    told = client.get(f"{SESSIONS}/{answer.json()['id']}").json()
    job = client.get(answer.headers["Location"]).json()

    assert answer.status_code == 202
    assert told["state"] == "succeeded"
    assert [item["ref"] for item in told["items"]] == [str(pk) for pk in letters]
    assert told["result"] == {"signed": 2, "refused": 0}
    assert job["state"] == "succeeded"


def test_the_same_key_begins_one_session(office):
    letter = initialled(office).pk

    _client, first = order(office.sekda, [letter], **{HEADER: "k1"})
    _client, again = order(office.sekda, [letter], **{HEADER: "k1"})

    assert first.json()["id"] == again.json()["id"]
    assert Job.objects.count() == 1
    assert Signature.objects.count() == 1


def test_the_secret_is_kept_nowhere(office):
    order(office.sekda, [initialled(office).pk], **{HEADER: "k1"})

    for table in TABLES:
        assert SECRET not in _text_of(table)


def _text_of(table: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select coalesce(string_agg(t::text, ''), '') from {table} t")
        return cursor.fetchone()[0]


def test_letters_of_others_and_unknown_ones_answer_alike(office):
    letter = initialled(office).pk

    _client, theirs = order(office.kadis, [letter])
    make_signer(office.kadis)
    _client, with_certificate = order(office.kadis, [letter])
    _client, unknown = order(office.sekda, [letter, uuid4()])

    assert theirs.status_code == 409  # no certificate at all
    assert (with_certificate.status_code, unknown.status_code) == (404, 404)
    assert not Job.objects.exists()
    assert Letter.objects.get().status == LetterStatus.AWAITING_SIGNATURE


def test_another_persons_session_is_unknown(office):
    _client, answer = order(office.sekda, [initialled(office).pk])

    other = token_client(office.kadis.official)

    assert other.get(f"{SESSIONS}/{answer.json()['id']}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"letters": [], "secret": "x"}, {"letters": ["x"], "secret": "x"}],
    ids=["empty", "no letter", "no id"],
)
def test_a_wrong_order_is_refused_with_its_faults(office, body):
    client = token_client(office.sekda.official)

    answer = client.post(SESSIONS, body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert not Job.objects.exists()
