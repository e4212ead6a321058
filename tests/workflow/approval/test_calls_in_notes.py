"""Somebody on the route is called by name in a note, and told of an answer."""

import pytest

from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, noted, submitted
from workflow.approval.mentions import called_in
from workflow.approval.operations.approving import approve_step, return_letter
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


def test_notes_of_an_initial_call_and_their_writer_is_called_in_a_return(office):
    letter = submitted(office)
    drafter, title = office.drafter.official.name, office.kabag.position.title
    acts = [
        (office.kabag, approve_step, f"@{drafter} tolong dicek."),
        (office.sekda, return_letter, f"@{title} mengapa begini?"),
    ]

    for person, act, call in acts:
        step = letter.steps.get(state="open")
        notes = [NoteInput(block="", text=call)]
        act(actor=actor(person), letter_id=letter.pk, step_id=step.pk, notes=notes)
        drain()

    rows = Notification.objects.filter(kind="letter.note_call")
    assert sorted(rows.values_list("official__name", flat=True)) == sorted(
        [office.drafter.official.name, office.kabag.official.name]
    )


def test_a_title_that_begins_another_is_not_called_with_it(office):
    letter = initialled(office)
    short, long = office.kabag.position, office.sekda.position
    short.title, long.title = "Kepala Bagian", "Kepala Bagian Tata Laksana"
    short.save()
    long.save()
    texts = ["@Kepala Bagian Tata Laksana", "@kepala bagian, dan @Kepala Bagian Tata"]

    assert called_in(letter, texts) == [[long.pk], [short.pk]]
