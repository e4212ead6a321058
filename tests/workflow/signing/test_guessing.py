"""The signing secret is guessed three times, however many hands guess at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from eoffice.api.idempotency import HEADER
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import token_client
from workflow.models import Signature, SignerCredential
from workflow.pades.errors import Unavailable, WrongSecret
from workflow.pades.ports import Secret
from workflow.signing.operations import secret as signing_secret
from workflow.signing.operations.secret import opened_signer

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def together(act) -> list:
    def hand(number: int):
        try:
            return act(number)
        except Exception as error:  # noqa: BLE001  the hand tells what it met
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(hand, range(HANDS)))


def tries_of(office) -> int:
    return SignerCredential.objects.get(official=office.sekda.official).wrong_secrets


def test_hands_that_guess_at_once_have_three_guesses_together(office):
    official = office.sekda.official.pk

    met = together(lambda n: opened_signer(official, Secret(f"tebakan {n}")))

    assert sum(isinstance(one, WrongSecret) for one in met) == 3
    assert {getattr(one, "code", "") for one in met} == {
        "wrong_secret",
        "signer_blocked",
    }


def test_hands_that_know_the_secret_are_never_taken_for_guesses(office):
    official = office.sekda.official.pk

    met = together(lambda _n: opened_signer(official, Secret(SECRET)))

    assert not [one for one in met if isinstance(one, Exception)]
    assert tries_of(office) == 0


def test_a_service_that_is_away_costs_no_try(office, monkeypatch):
    class Away:
        def open(self, who, secret):
            raise Unavailable

    monkeypatch.setattr(signing_secret, "signing_service", Away)
    with pytest.raises(Unavailable):
        opened_signer(office.sekda.official.pk, Secret(SECRET))

    assert tries_of(office) == 0


def test_the_same_request_with_a_wrong_secret_costs_one_try(office):
    letter = initialled(office)
    client = token_client(office.sekda.official)

    answers = [
        client.post(
            f"/api/v1/letters/{letter.pk}/sign",
            {"secret": "bukan sandinya"},
            content_type="application/json",
            headers={HEADER: "k1"},
        )
        for _time in range(2)
    ]

    assert [a.status_code for a in answers] == [422, 422]
    assert answers[0].json()["code"] == "wrong_secret"
    assert answers[1].json() == answers[0].json()
    assert answers[1].headers["Content-Type"] == "application/problem+json"
    assert tries_of(office) == 1
    assert not Signature.objects.exists()
