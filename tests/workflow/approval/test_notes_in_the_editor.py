"""Notes stand at their words in the editor, and are answered without leaving it."""

import pytest
from django.urls import reverse

from tests.office.outgoing import noted
from tests.office.visitors import client_of
from workflow.differences.whereabouts import find_words, nth_of

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def test_the_editor_shows_an_open_note_and_takes_answer_and_done(office):
    note = noted(office)
    letter = note.version.letter
    client = client_of(office.drafter)

    page = client.get(reverse("letter_edit", args=[letter.pk])).content.decode()
    answered = client.post(
        reverse("note_reply", args=[letter.pk, note.pk]), {"text": " Siap. "}, **JSON
    )
    silent = client.post(
        reverse("note_reply", args=[letter.pk, note.pk]), {"text": ""}, **JSON
    )
    settled = client.post(reverse("note_settle", args=[letter.pk, note.pk]), **JSON)
    after = client.get(reverse("letter_edit", args=[letter.pk])).content.decode()

    assert f'id="catatan-{note.pk}"' in page
    assert f'data-block="{note.block_id}"' in page
    assert answered.json() == {
        "name": office.drafter.official.name,
        "text": "Siap.",
    }
    assert silent.status_code == 422
    assert settled.json() == {"done": True}
    assert note.replies.count() == 1
    assert f'id="catatan-{note.pk}"' not in after


def test_equal_words_are_counted_as_they_are_found():
    text = "rapat pagi | rapat\nsiang, rapat pagi"
    for nth in range(2):
        place = find_words(text, "rapat pagi", nth)
        assert nth_of(text, "rapat pagi", place.start) == nth
