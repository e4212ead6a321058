"""Earlier states of a draft: when one is kept, what differs, restoring without loss."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of, token_client
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    edit_draft,
)
from workflow.models import DraftState, Letter

pytestmark = pytest.mark.django_db
FIRST = "Undangan rapat persiapan gerai layanan terpadu"


def write(office, letter, subject, **changes):
    content = LetterInput(
        given=frozenset({"subject", *changes}), subject=subject, **changes
    )
    return edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=content,
    )


def later(minutes=11):
    for state in DraftState.objects.all():
        state.kept_at -= timedelta(minutes=minutes)
        state.save()


def subjects(letter):
    rows = letter.states.order_by("pk")
    return [state.content["subject"] for state in rows]


def url(name, letter, *more):
    return reverse(name, args=[letter.pk, *more])


def test_a_stretch_of_writing_is_one_state_and_the_next_one_another(office):
    letter = make_draft(office)
    write(office, letter, "Dua")
    write(office, letter, "Tiga")
    later()
    write(office, letter, "Empat")

    assert subjects(letter) == [FIRST, "Tiga"]


def test_restoring_puts_all_back_once_and_keeps_what_stood(office):
    letter = make_draft(office)
    body, people = letter.body, letter.recipients.count()
    gone = [RecipientInput(kind="to", external="Camat")]
    write(office, letter, "Salah", body=[], recipients=gone)
    state, client = letter.states.get(), client_of(office.drafter)
    form = {"row_version": "2", "idempotency_key": "satu"}

    for _press in range(2):
        answer = client.post(url("letter_restore", letter, state.pk), form)

    assert answer.headers["Location"] == url("letter_edit", letter)
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == (FIRST, body)
    assert letter.recipients.count() == people
    assert subjects(letter) == [FIRST, "Salah"]
    assert AuditEvent.objects.filter(action="letter.state_restored").count() == 1


def test_the_page_lists_states_and_shows_what_differs_from_now(office):
    letter = make_draft(office)
    write(office, letter, "Undangan rapat kedua")
    state, client = letter.states.get(), client_of(office.drafter)

    listed = client.get(url("letter_history", letter)).content.decode()
    shown = client.get(url("letter_state", letter, state.pk)).content.decode()

    assert url("letter_state", letter, state.pk) in listed
    assert "Bayu Setiawan" in listed
    assert "Undangan rapat kedua" in shown
    assert "1 bagian berbeda" in shown
    assert Letter.objects.get(pk=letter.pk).subject == "Undangan rapat kedua"


def test_seats_closed_since_are_left_out_and_the_rest_is_restored(office):
    letter = make_draft(office)
    write(office, letter, "Dua", recipients=[])
    seat = office.kadis.position
    seat.closed_on = timezone.localdate()
    seat.save()
    [state] = letter.states.all()

    client_of(office.drafter).post(
        url("letter_restore", letter, state.pk), {"row_version": "2"}
    )

    letter.refresh_from_db()
    assert letter.subject == FIRST
    assert [one.external for one in letter.recipients.all()] == ["Gubernur"]


def test_a_late_restore_changes_nothing(office):
    letter = make_draft(office)
    write(office, letter, "Dua")
    state = letter.states.get()

    client_of(office.drafter).post(
        url("letter_restore", letter, state.pk), {"row_version": "1"}
    )

    assert Letter.objects.get(pk=letter.pk).subject == "Dua"
    assert letter.states.count() == 1


def test_a_text_put_over_another_leaves_that_one_in_the_list(office):
    letter = make_draft(office)
    write(office, letter, "Dari jendela lain")

    client_of(office.drafter).post(
        url("letter_save", letter),
        {"row_version": "2", "over": "1", "subject": "Dari jendela ini"},
    )

    assert subjects(letter) == [FIRST, "Dari jendela lain"]


def test_programs_list_and_restore_by_the_same_rules(office):
    letter = make_draft(office)
    write(office, letter, "Dua")
    program = token_client(office.drafter)
    address = f"/api/v1/letters/{letter.pk}/history"
    [item] = program.get(address).json()["items"]
    restore = f"{address}/{item['id']}/restore"

    blind = program.post(restore)
    done = program.post(restore, headers={"If-Match": '"2"'})

    assert (item["row_version"], item["reason"]) == (1, "written")
    assert blind.status_code == 428
    assert (done.status_code, done.json()["subject"]) == (200, FIRST)
    assert program.get(address).json()["total"] == 2


def test_states_open_to_who_may_write_alone(office):
    letter, under_way = make_draft(office), submitted(office)
    write(office, letter, "Dua")
    state = letter.states.get()
    stranger, drafter = client_of(office.stranger), client_of(office.drafter)

    answers = [
        stranger.get(url("letter_history", letter)),
        stranger.get(url("letter_state", letter, state.pk)),
        stranger.post(url("letter_restore", letter, state.pk), {"row_version": "2"}),
        drafter.get(url("letter_state", make_draft(office), state.pk)),
    ]

    assert {one.status_code for one in answers} == {404}
    assert drafter.get(url("letter_history", under_way)).status_code == 409
    assert Letter.objects.get(pk=letter.pk).subject == "Dua"
