"""One set of acts: the page offers what the API tells, and nothing beside it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import initialled, sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import client_of, token_client
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Letter

pytestmark = pytest.mark.django_db
DOORS = {
    "clone": "letter_copy",
    "correct": "letter_correct",
    "recall": "letter_recall",
    "return": "letter_return",
    "revoke": "letter_revoke",
}


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def revoked(office):
    letter = sent(office)
    revoke_letter(actor=actor(office.sekda), letter_id=letter.pk, reason="Batal")
    return letter


def told(person, letter):
    answer = token_client(person.official).get(f"/api/v1/letters/{letter.pk}")
    return answer.json()["allowed_acts"]


@pytest.mark.parametrize("who", ["drafter", "kabag", "sekda"])
@pytest.mark.parametrize("made", [submitted, initialled, sent, revoked])
def test_the_page_has_a_door_for_each_act_that_the_api_tells(office, made, who):
    letter, person = made(office), getattr(office, who)
    page = client_of(person).get(reverse("letter_read", args=[letter.pk]))
    if page.status_code != 200:  # the letter has not come to this seat yet
        assert (made, who) == (submitted, "sekda")
        return

    acts = told(person, letter)

    text = page.content.decode()
    assert page.context["acts"] == acts
    assert {
        act for act, name in DOORS.items() if reverse(name, args=[letter.pk]) in text
    } == set(acts) & set(DOORS)


def test_who_is_stood_in_for_is_offered_no_copy(office):
    letter, today = sent(office), timezone.localdate()
    until = today + timedelta(days=2)
    make_acting(office.kadis, office.kabag.position, "acting_absent", today, until)
    copy, browser = reverse("letter_copy", args=[letter.pk]), client_of(office.kabag)

    page = browser.get(reverse("letter_read", args=[letter.pk])).content.decode()

    assert copy not in page
    assert browser.post(copy).status_code == 404
    assert Letter.objects.count() == 1
