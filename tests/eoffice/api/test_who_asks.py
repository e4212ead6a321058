"""Who gets in: sessions with CSRF, tokens with scope and expiry, positions held."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eoffice.accounts.models import ApiToken
from eoffice.organisation.models import ActingAssignment, ActingKind
from tests.office.organisation import BEGAN, make_official, make_position, make_unit
from tests.office.visitors import browser_of, make_token, token_client

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"


def refusal(answer) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["trace_id"] == answer.headers["X-Trace-Id"]
    return answer.status_code, answer.json()["code"]


def test_a_stranger_is_told_to_log_in():
    answer = Client().get(ME)

    assert refusal(answer) == (401, "not_logged_in")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_me_names_the_person_and_the_positions_of_today():
    unit = make_unit(name="Dinas Kesehatan", code="DINKES")
    head = make_position(unit, title="Kepala Dinas", is_head=True)
    official = make_official(head, name="Sari", title_before="dr.")

    answer = token_client(official).get(ME)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(official.id),
        "username": official.user.username,
        "name": "dr. Sari",
        "roles": ["receiver", "signatory", "unit_head", "verifier"],
        "positions": [
            {
                "id": str(head.id),
                "title": "Kepala Dinas",
                "unit": {
                    "id": str(unit.id),
                    "code": "DINKES",
                    "name": "Dinas Kesehatan",
                },
                "kind": "permanent",
                "from": "2024-01-01",
                "to": None,
                "main": True,
            }
        ],
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_session_reads_without_a_csrf_token():
    answer = browser_of(make_official(make_position())).get(ME)

    assert answer.status_code == 200


def test_a_token_tells_when_it_was_last_used():
    client = token_client(make_official(make_position()))

    client.get(ME)

    assert ApiToken.objects.get().last_used_at is not None


def test_tokens_are_kept_as_digest_only():
    text = make_token(make_official(make_position()))

    row = ApiToken.objects.values().get()

    assert text not in str(row)
    assert text.startswith(row["prefix"])


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_an_ended_token_is_refused(facts):
    client = token_client(make_official(make_position()), **facts)

    assert refusal(client.get(ME)) == (401, "token_refused")


@pytest.mark.parametrize(
    "header", ["Bearer eo_nobodyknowsthistokenatall", "Basic YTpi", "Bearer", "x"]
)
def test_an_unknown_token_is_refused(header):
    client = Client(headers={"authorization": header})

    assert refusal(client.get(ME)) == (401, "token_refused")


def test_the_token_of_a_disabled_account_is_refused():
    official = make_official(make_position())
    client = token_client(official)
    official.user.is_active = False
    official.user.save()

    assert refusal(client.get(ME)) == (401, "token_refused")


def test_an_account_of_nobody_in_service_is_refused():
    client = token_client(make_official(make_position(), is_active=False))

    assert refusal(client.get(ME)) == (401, "not_in_service")


def test_a_token_does_not_read_without_the_scope():
    client = token_client(make_official(make_position()), scopes=["write"])

    assert refusal(client.get(ME)) == (403, "scope_missing")


def test_a_named_position_must_be_held_today():
    official = make_official(make_position())
    other = make_position()
    client = token_client(official)

    answers = [
        client.get(ME, headers={"x-acting-position": named})
        for named in (str(other.id), "not-an-id")
    ]

    assert [refusal(a) for a in answers] == [(404, "acting_position_not_held")] * 2


def test_a_named_acting_position_is_taken():
    official = make_official(make_position())
    other = make_position(title="Kepala Bidang")
    ActingAssignment.objects.create(
        official=official,
        position=other,
        kind=ActingKind.ACTING_VACANT,
        from_on=BEGAN,
        decree_number="800/1/2024",
    )

    answer = token_client(official).get(
        ME, headers={"x-acting-position": str(other.id)}
    )

    assert [p["kind"] for p in answer.json()["positions"]] == [
        "permanent",
        "acting_vacant",
    ]


def test_too_many_requests_are_told_when_to_come_back(settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    client = token_client(make_official(make_position()))

    answers = [client.get(ME) for _ in range(6)]

    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert all(1 <= int(a.headers["Retry-After"]) <= 60 for a in refused)


def test_messages_follow_the_language_asked_for():
    english = Client().get(ME, headers={"accept-language": "en"})

    assert english.json()["detail"] == "Please log in first."


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/v2/me", "/api/v1/me/", "/api/v1/me%00"]
)
def test_an_unknown_address_answers_as_a_problem(path):
    assert refusal(Client().get(path)) == (404, "not_found")


def test_an_unknown_method_answers_as_a_problem():
    answer = Client().delete(ME)

    assert refusal(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET"
