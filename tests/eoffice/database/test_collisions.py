"""An act that PostgreSQL ended for the sake of another is done again, whole."""

import pytest
from django.db import OperationalError, transaction

from eoffice.audit import trail
from eoffice.audit.models import AuditEvent
from eoffice.database.collisions import TRIES, note_kept, tried_again, whole_act
from eoffice.once.models import IdempotentAnswer
from eoffice.outbox import events
from tests.harness.crossing import Crossing, at_once
from tests.office.kabupaten import build_office
from tests.office.organisation import make_unit
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, token_client
from workflow.admin.outgoing import letter_acts as pages
from workflow.api.outgoing import letter_acts as api
from workflow.models import LetterStatus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crossing():
    return Crossing(make_unit("Satu"), make_unit("Dua"))


def crossed(crossing, hands, operation):
    """Return the operation, crossing the other hand's way inside its transaction."""

    @transaction.atomic
    def run(*, letter_id, **values):
        crossing.lock(hands[letter_id])
        return operation(letter_id=letter_id, **values)

    return run


def test_both_of_two_crossing_acts_are_done_once(crossing):
    def act(hand):
        @whole_act
        def run():
            trail.record("test.done", make_unit(f"Unit {hand}"), actor=None)
            crossing.lock(hand)
            return hand

        return run

    answers = at_once(act(0), act(1))

    assert answers == [0, 1]
    assert sorted(crossing.passes.values()) == [1, 2]
    assert AuditEvent.objects.filter(action="test.done").count() == 2


def test_an_act_that_always_collides_is_given_up_after_a_few_tries():
    passes = []

    def collide():
        passes.append(1)
        other = Crossing(make_unit("Satu"), make_unit("Dua"))

        @transaction.atomic
        def act(hand):
            other.lock(hand)

        answers = at_once(lambda: act(0), lambda: act(1))
        raise next(one for one in answers if isinstance(one, OperationalError))

    with pytest.raises(OperationalError):
        tried_again(lambda: tried_again(collide))

    assert len(passes) == TRIES


@pytest.mark.parametrize("kept", ["act", "call"])
def test_what_stands_already_is_not_done_twice(crossing, kept):
    done = []

    def two_strides(hand):
        if kept == "act":
            with transaction.atomic():
                events.add("test.nothing")
        else:
            note_kept()
        done.append(hand)
        with transaction.atomic():
            crossing.lock(hand)

    answers = at_once(
        lambda: tried_again(lambda: two_strides(0)),
        lambda: tried_again(lambda: two_strides(1)),
    )

    assert sorted(done) == [0, 1]
    assert sum(isinstance(one, OperationalError) for one in answers) == 1


def test_two_crossing_requests_to_programs_are_both_answered(crossing, monkeypatch):
    house = build_office()
    letters = [submitted(house), submitted(house)]
    hands = {letter.pk: n for n, letter in enumerate(letters)}
    monkeypatch.setattr(
        api, "recall_letter", crossed(crossing, hands, api.recall_letter)
    )

    def ask(letter):
        client = token_client(house.drafter.official)
        return lambda: client.post(
            f"/api/v1/letters/{letter.pk}/recall",
            content_type="application/json",
            headers={"Idempotency-Key": f"key-{letter.pk}"},
        )

    answers = at_once(*map(ask, letters))

    assert [answer.status_code for answer in answers] == [200, 200]
    assert sorted(crossing.passes.values()) == [1, 2]
    assert IdempotentAnswer.objects.count() == 2
    assert AuditEvent.objects.filter(action="letter.recalled").count() == 2


def test_two_crossing_forms_are_both_done(crossing, monkeypatch):
    house = build_office()
    letters = [submitted(house), submitted(house)]
    hands = {letter.pk: n for n, letter in enumerate(letters)}
    monkeypatch.setattr(
        pages, "recall_letter", crossed(crossing, hands, pages.recall_letter)
    )

    def press(letter):
        client = client_of(house.drafter)
        path = f"/naskah-keluar/{letter.pk}/tarik/"
        return lambda: client.post(path, {"idempotency_key": f"form-{letter.pk}"})

    answers = at_once(*map(press, letters))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert sorted(crossing.passes.values()) == [1, 2]
    for letter in letters:
        letter.refresh_from_db()
        assert letter.status == LetterStatus.DRAFT
