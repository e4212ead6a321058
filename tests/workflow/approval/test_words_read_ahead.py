"""Words of a new version are read after the event; the look itself begins no job."""

import pytest
from django.urls import reverse

from eoffice import sandbox
from eoffice.objects import page_words
from eoffice.outbox.events import Event
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.office.visitors import client_of
from tests.workflow.approval.test_correcting import correct, two_verifiers
from tests.workflow.approval.test_notes_at_words import BODY, mended
from tests.workflow.approval.test_what_changed import LATER
from workflow.approval.operations.approving import return_letter
from workflow.letters.events import LetterEvent
from workflow.registrations.reading_ahead import read_ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    """Count the files whose words are read."""
    begun, run = [], sandbox.run

    def counting(task, *args, **more):
        begun.extend([task] if task == "extract_text" else [])
        return run(task, *args, **more)

    monkeypatch.setattr(page_words.sandbox, "run", counting)
    return begun


def second_version(office, **changes):
    letter = submitted(office, body=BODY, **changes)
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Ubah."
    )
    letter.refresh_from_db()
    mended(office, letter, LATER)
    return letter


def look(person, letter):
    address = reverse("letter_marks", args=[letter.pk, 2])
    return client_of(person).get(address, {"dari": "1"})


def test_a_new_version_is_read_ahead_once(office, jobs):
    letter = second_version(office)
    drain()
    assert jobs == ["extract_text"]  # the first version has nothing to be compared with

    again = Event(
        id=letter.pk,
        name=LetterEvent.SUBMITTED,
        payload={"letter_id": str(letter.pk)},
    )
    read_ahead(again)

    assert len(look(office.kabag, letter).json()["boxes"]) == 1
    assert look(office.stranger, letter).status_code == 404
    assert jobs == ["extract_text"]


def test_a_correction_is_read_ahead(office, jobs):
    letter, step = two_verifiers(office)

    correct(office.admin, letter, step)
    drain()

    assert jobs == ["extract_text"]


def test_a_secret_letter_is_read_at_each_look_alone(office, jobs):
    letter = second_version(office, security_class="rahasia")
    drain()
    assert letter.current_version.pdf.is_sealed
    assert jobs == []

    told = [look(office.kabag, letter).json() for _ in range(2)]

    assert told[0] == told[1]
    assert len(told[0]["boxes"]) == 1
    assert len(jobs) == 2
