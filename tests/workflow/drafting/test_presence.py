"""Two in one draft: told of each other and of newer text, quietly and cheaply."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.models import DraftPresence

pytestmark = pytest.mark.django_db


def url(letter):
    return reverse("letter_presence", args=[letter.pk])


@contextmanager
def acted_for(office):
    """Let the staff act as Plh: the drafter's window is open still when it ends."""
    today, seat = timezone.localdate(), office.drafter.position
    decree = make_acting(office.staff, seat, "acting_absent", today, today)
    yield office.staff
    decree.delete()


def beat(person, letter, window=None, **said):
    form = {"window": window or uuid4().hex, "row_version": letter.row_version, **said}
    return client_of(person).post(url(letter), form)


def beat_of_plh(office, letter, window=None, **said):
    with acted_for(office) as person:
        assert beat(person, letter, window, **said).status_code == 200


def others(answer):
    return answer.json()["others"]


def test_two_in_a_draft_hear_of_each_other_and_who_types(office):
    letter, mine = make_draft(office), uuid4().hex
    alone = beat(office.drafter, letter, mine, opens="1")
    beat_of_plh(office, letter)

    there = beat(office.drafter, letter, mine)
    beat_of_plh(office, letter, types="1")
    typing = beat(office.drafter, letter, mine)

    assert others(alone) == []
    assert others(there) == ["Rina Darmawan juga membuka konsep ini."]
    assert others(typing) == ["Rina Darmawan sedang mengetik."]


def test_who_leaves_or_falls_silent_is_gone(office):
    letter, window = make_draft(office), uuid4().hex
    beat_of_plh(office, letter, window)
    beat_of_plh(office, letter, window, leaves="1")
    after_leaving = beat(office.drafter, letter)
    beat_of_plh(office, letter, window)
    DraftPresence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    after_silence = beat(office.drafter, letter)
    DraftPresence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    beat(office.drafter, letter, opens="1")

    assert others(after_leaving) == others(after_silence) == []
    assert DraftPresence.objects.count() == 1


def test_a_second_window_of_the_same_person_is_told_too(office):
    letter = make_draft(office)
    beat(office.drafter, letter)

    told = others(beat(office.drafter, letter))

    assert told == ["Anda juga membuka konsep ini di jendela lain."]


def test_newer_text_is_offered_with_who_wrote_it(office):
    letter = make_draft(office)
    content = LetterInput(given=frozenset({"subject"}), subject="Hal dari Rina")
    with acted_for(office) as plh:
        edit_draft(
            actor=actor(plh), letter_id=letter.pk, row_version=1, content=content
        )

    newer = beat(office.drafter, letter).json()["newer"]
    letter.refresh_from_db()

    assert (newer["version"], newer["subject"]) == (2, "Hal dari Rina")
    assert newer["who"] == "Rina Darmawan"
    assert "newer" not in beat(office.drafter, letter).json()


def test_unknown_and_forbidden_answer_alike_and_a_submitted_letter_says_so(office):
    draft, under_way = make_draft(office), submitted(office)
    unknown = reverse("letter_presence", args=[uuid4()])

    answers = [
        client_of(office.stranger).post(address, {"window": uuid4().hex})
        for address in (unknown, url(draft))
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert beat(office.drafter, draft, "bukan-jendela").status_code == 404
    assert beat(office.drafter, under_way).status_code == 409
    assert not DraftPresence.objects.exists()


def test_a_beat_asks_for_little(office):
    letter, window = make_draft(office), uuid4().hex
    client = client_of(office.drafter)
    form = {"window": window, "row_version": letter.row_version}
    beat_of_plh(office, letter)
    client.post(url(letter), form)

    with CaptureQueriesContext(connection) as queries:
        client.post(url(letter), form)

    own = [q["sql"] for q in queries if "workflow_" in q["sql"]]
    assert len(own) <= 4, own
    [asked] = [sql for sql in own if "typed_at" in sql and sql.startswith("SELECT")]
    assert '"nik"' not in asked  # nothing of the others but what is told
