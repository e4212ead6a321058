"""One set of acts: the page offers what the API tells, and nothing beside it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.kabupaten import actor, build_office, make_acting
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
def house():
    office = build_office()
    make_signer(office.sekda)
    return office


def revoked(house):
    letter = sent(house)
    revoke_letter(actor=actor(house.sekda), letter_id=letter.pk, reason="Batal")
    return letter


def told(person, letter):
    answer = token_client(person.official).get(f"/api/v1/letters/{letter.pk}")
    return answer.json()["allowed_acts"]


@pytest.mark.parametrize("who", ["drafter", "kabag", "sekda"])
@pytest.mark.parametrize("made", [submitted, initialled, sent, revoked])
def test_the_page_has_a_door_for_each_act_that_the_api_tells(house, made, who):
    letter, person = made(house), getattr(house, who)
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


def test_who_is_stood_in_for_is_offered_no_copy(house):
    letter, today = sent(house), timezone.localdate()
    until = today + timedelta(days=2)
    make_acting(house.kadis, house.kabag.position, "acting_absent", today, until)
    copy, browser = reverse("letter_copy", args=[letter.pk]), client_of(house.kabag)

    page = browser.get(reverse("letter_read", args=[letter.pk])).content.decode()

    assert copy not in page
    assert browser.post(copy).status_code == 404
    assert Letter.objects.count() == 1
