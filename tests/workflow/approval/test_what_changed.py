"""What changed since one last looked: in words, in the text, and on the pages."""

import pytest
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.visitors import client_of, token_client
from tests.workflow.approval.test_notes_at_words import mended, returned
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.queries.last_look import known_version

pytestmark = pytest.mark.django_db
LATER = "Indeks kita 3,46 tahun ini."


def twice_mended(office):
    """Return a letter of three versions: the kabag decided the first two."""
    letter = returned(office, (0, {"quote": "3,41"}))
    mended(office, letter, LATER)
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Lagi."
    )
    mended(office, letter, f"{LATER} Terima kasih.")
    return letter


def diff(person, letter, query=""):
    address = f"/api/v1/letters/{letter.pk}/diff?view=words{query}"
    return token_client(person.official).get(address).json()


def test_words_are_told_block_by_block(office):
    letter = twice_mended(office)

    told = diff(office.kabag, letter, "&from=1&to=2")

    assert (told["from"], told["to"], told["changed"]) == (1, 2, 1)
    assert [block["kind"] for block in told["blocks"]] == ["changed", "same"]
    parts = told["blocks"][0]["parts"]
    assert {"op": "remove", "text": "3,41 "} in parts
    assert {"op": "add", "text": "3,46 "} in parts


def test_by_itself_it_is_what_changed_since_ones_last_look(office):
    letter = twice_mended(office)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    assert known_version(actor(office.kabag), letter).number == 2
    assert known_version(actor(office.sekda), letter) is None
    assert diff(office.kabag, letter)["from"] == 2
    page = client_of(office.kabag).get(reverse("letter_read", args=[letter.pk]))
    assert "<ins>Terima kasih.</ins>" in page.content.decode()
    assert "1 bagian berubah" in page.content.decode()


def test_any_two_versions_are_compared_on_a_page(office):
    letter = twice_mended(office)
    address = reverse("letter_compare", args=[letter.pk])
    browser = client_of(office.drafter)

    page = browser.get(address, {"dari": "1", "ke": "3"}).content.decode()

    assert "<del>3,41</del> <ins>3,46</ins>" in page
    assert browser.get(address, {"dari": "9"}).status_code == 404
    assert browser.get(address, {"dari": "1" * 5000}).status_code == 404
    assert client_of(office.stranger).get(address).status_code == 404


def test_changed_words_have_boxes_on_the_page(office):
    letter = twice_mended(office)
    address = reverse("letter_marks", args=[letter.pk, 2])

    told = client_of(office.kabag).get(address, {"dari": "1"}).json()
    none = client_of(office.kabag).get(address, {"dari": "2"}).json()

    [[page, x, y, width, height]] = told["boxes"]
    assert page == 1
    assert 80 < x < 500
    assert 200 < y < 700
    assert 10 < width < 40
    assert 4 < height < 20
    assert none == {"boxes": [], "notes": []}


def test_words_noted_at_have_boxes_on_the_page(office):
    letter = returned(office, (0, {"quote": "3,41"}))
    address = reverse("letter_marks", args=[letter.pk, 1])

    told = client_of(office.drafter).get(address).json()

    assert told["boxes"] == []
    assert [box[0] for box in told["notes"]] == [1]
