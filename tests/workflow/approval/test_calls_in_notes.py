"""Somebody on the route is called by name in a note, and told of an answer."""

import pytest

from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, noted
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.noting import NoteInput, reply_to_note

pytestmark = pytest.mark.django_db


def told(person) -> set[str]:
    drain()
    rows = Notification.objects.filter(official=person.official)
    return set(rows.values_list("kind", flat=True))


def test_who_is_called_in_a_return_is_told_and_nobody_else(office):
    letter = initialled(office)
    step = letter.steps.get(state="open")
    call = f"Mohon dicek @{office.kabag.official.name.upper()} dan @Bupati Wanasari."

    return_letter(
        actor=actor(office.sekda),
        letter_id=letter.pk,
        step_id=step.pk,
        notes=[NoteInput(block="", text=call)],
    )

    assert "letter.note_call" in told(office.kabag)
    # The letter never reached the bupati: a call does not show it to him.
    assert "letter.note_call" not in told(office.bupati)
    assert "letter.note_call" not in told(office.drafter)


def test_an_answer_reaches_the_writer_of_the_note(office):
    note = noted(office)

    reply_to_note(
        actor=actor(office.drafter),
        letter_id=note.version.letter_id,
        note_id=note.pk,
        text="Sudah diubah.",
    )

    assert "letter.note_answer" in told(office.kabag)
    assert "letter.note_answer" not in told(office.drafter)
