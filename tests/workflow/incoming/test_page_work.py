"""Turning and splitting pages of a scan: new objects, the original kept."""

import threading

import pytest
from django.db import connections

from eoffice import sandbox
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.eoffice.objects import files
from tests.eoffice.sandbox.test_page_work import signed_pdf
from tests.office.incoming import bring, entry, received, registered, specimen
from tests.office.kabupaten import actor
from tests.office.visitors import client_of, post, program_of
from tests.workflow.incoming.scans import letters, two_letters
from workflow.incoming.errors import AlreadyRegistered, StillBeingRead
from workflow.incoming.operations.encrypting import encrypt_incoming
from workflow.incoming.operations.page_work import split_letter, turn_pages
from workflow.incoming.operations.registering import (
    receive_letter,
    register_incoming_letter,
)
from workflow.models import AgendaEvent, IncomingLetter, Proposal

pytestmark = pytest.mark.django_db


def state_of(*letters):
    ids = [one.pk for one in letters]
    rows = IncomingLetter.objects.filter(pk__in=ids).order_by("id")
    return list(rows.values()), list(
        StoredObject.objects.order_by("id").values_list("sha256", flat=True)
    )


def split(office, incoming, starts, person=None, version=None):
    return split_letter(
        actor=actor(person or office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=version,
        starts=starts,
    )


def turn(office, incoming, turns, person=None, version=None):
    return turn_pages(
        actor=actor(person or office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=version,
        turns=turns,
    )


def test_one_scan_becomes_two_letters_each_read_for_itself(office):
    scan = two_letters()
    incoming = received(office, scan)

    first, second = split(office, incoming, [2])
    drain()

    assert first.pk == incoming.pk
    for letter, brought in zip((first, second), letters(), strict=True):
        proposal = Proposal.objects.get(incoming=letter)
        assert proposal.state == "ready"
        number = proposal.fields["number"]
        assert number["value"] == brought.expected.number
        file = letter.files.get()
        assert file.pages == 1
        assert store.get_bytes(file.made_from) == scan  # as it was brought
        assert file.stored.sha256 != file.made_from.sha256
    assert second.received_at == incoming.received_at
    assert second.brought_by == incoming.brought_by
    assert AgendaEvent.objects.filter(kind="split").count() == 2


def test_turned_page_is_a_new_object_and_is_read_anew(office):
    upside_down = sandbox.turn_pages(specimen().pdf, {1: 180})
    incoming = received(office, upside_down)

    turn(office, incoming, {1: 180})
    drain()

    file = incoming.files.get()
    assert store.get_bytes(file.made_from) == upside_down
    proposal = Proposal.objects.get(incoming=incoming)
    assert proposal.fields["number"]["value"] == specimen().expected.number


def test_turning_after_splitting_still_keeps_what_was_brought(office):
    scan = two_letters()
    incoming = received(office, scan)
    split(office, incoming, [2])
    drain()

    turn(office, incoming, {1: 90})

    assert store.get_bytes(incoming.files.get().made_from) == scan


def test_page_of_a_second_file_is_turned_and_the_first_left(office):
    incoming = received(office, *(one.pdf for one in letters()))
    first = incoming.files.get(order=0)

    turn(office, incoming, {2: 90})
    drain()

    assert incoming.files.get(order=0).pk == first.pk
    assert incoming.files.get(order=1).made_from is not None
    proposal = Proposal.objects.get(incoming=incoming)
    assert proposal.fields["number"]["value"] == letters()[0].expected.number


@pytest.mark.parametrize("starts", [[], [1], [3], [0], [2, 9]])
def test_pages_that_begin_no_letter_are_refused(office, starts):
    incoming = received(office, two_letters())
    before = state_of(incoming)

    with pytest.raises(Invalid):
        split(office, incoming, starts)

    assert state_of(incoming) == before
    assert IncomingLetter.objects.count() == 1


@pytest.mark.parametrize("turns", [{}, {2: 90}, {1: 45}, {0: 90}])
def test_turns_of_pages_that_are_not_there_are_refused(office, turns):
    incoming = received(office)
    before = state_of(incoming)

    with pytest.raises(Invalid):
        turn(office, incoming, turns)

    assert state_of(incoming) == before


def test_signed_pdf_is_never_worked_on(office):
    incoming = received(office, signed_pdf())
    before = state_of(incoming)

    with pytest.raises(Invalid) as refusal:
        turn(office, incoming, {1: 90})

    assert refusal.value.faults[0].code == "file_signed"
    assert state_of(incoming) == before


def test_picture_has_no_pages_to_work_on(office):
    upload = bring(office.setda_clerk, files.picture("PNG"), "foto.png")
    incoming = receive_letter(actor=actor(office.setda_clerk), upload_ids=[upload.pk])
    drain()
    before = state_of(incoming)

    with pytest.raises(Invalid) as refusal:
        turn(office, incoming, {1: 90})

    assert refusal.value.faults[0].code == "pages_unfit"
    assert state_of(incoming) == before


def test_registered_letter_keeps_its_files(office):
    incoming = received(office, two_letters())
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(),
    )
    before = state_of(incoming)

    with pytest.raises(AlreadyRegistered):
        split(office, incoming, [2])

    assert state_of(incoming) == before


def test_pages_do_not_change_under_the_reading_machine(office):
    incoming = received(office, two_letters(), read=False)
    before = state_of(incoming)

    with pytest.raises(StillBeingRead):
        split(office, incoming, [2])

    assert state_of(incoming) == before


def test_second_press_is_stale_and_does_nothing(office):
    incoming = received(office, two_letters())
    split(office, incoming, [2], version=1)
    drain()
    before = state_of(incoming)

    with pytest.raises(Stale):
        split(office, incoming, [2], version=1)

    assert state_of(incoming) == before
    assert IncomingLetter.objects.count() == 2


@pytest.mark.parametrize("person", ["stranger", "kominfo_clerk", "sekda", "bupati"])
def test_pages_belong_to_the_clerks_of_the_register(office, person):
    incoming = received(office, two_letters())
    before = state_of(incoming)
    someone = getattr(office, person)

    with pytest.raises(NotFound):
        split(office, incoming, [2], someone)
    page = client_of(someone).get(f"/naskah-masuk/{incoming.pk}/susun/")

    assert page.status_code == 404
    assert state_of(incoming) == before


def test_page_splits_and_goes_on_to_register(office):
    incoming = received(office, two_letters())
    client = client_of(office.setda_clerk)
    address = f"/naskah-masuk/{incoming.pk}/susun/"
    form = {"row_version": "1", "work": "split", "start": "2", "turn_1": "90"}

    assert client.get(address).status_code == 200
    answer = client.post(address, form)
    again = client.post(address, form)

    assert answer.headers["Location"] == f"/naskah-masuk/{incoming.pk}/catat/"
    assert again.status_code in (200, 302)
    assert IncomingLetter.objects.count() == 2


def test_page_turns_what_is_chosen_and_says_what_is_wrong(office):
    incoming = received(office, two_letters())
    client = client_of(office.setda_clerk)
    address = f"/naskah-masuk/{incoming.pk}/susun/"

    nothing = client.post(address, {"row_version": "1", "work": "turn"})
    form = {"row_version": "1", "turn_1": "180", "turn_2": "x"}
    done = client.post(address, {**form, "work": "turn"})

    assert (nothing.status_code, done.status_code) == (200, 302)
    event = AgendaEvent.objects.get(incoming=incoming)
    assert (event.kind, event.changes[0]["after"]) == ("pages_turned", "1")


def test_program_splits_and_turns(office):
    incoming = received(office, two_letters())
    client = program_of(office.setda_clerk)
    path = f"/incoming-letters/{incoming.pk}"
    key = {"Idempotency-Key": "belah-1"}

    answer = post(client, f"{path}/split", {"starts": [2]}, **key)
    again = post(client, f"{path}/split", {"starts": [2]}, **key)
    drain()
    turned = post(client, f"{path}/rotate", {"turns": [{"page": 1, "degrees": 180}]})

    assert answer.status_code == 200, answer.content
    letters = answer.json()["items"]
    assert len(letters) == 2
    assert all(one["files"][0]["made_from_sha256"] for one in letters)
    assert again.json() == answer.json()
    assert turned.status_code == 200, turned.content
    assert IncomingLetter.objects.count() == 2


@pytest.mark.parametrize(
    "body",
    [{"turns": [{"page": 1, "degrees": 45}]}, {"turns": [{"page": -1, "degrees": 90}]}],
)
def test_program_with_garbage_is_refused(office, body):
    incoming = received(office)

    answer = post(
        program_of(office.setda_clerk), f"/incoming-letters/{incoming.pk}/rotate", body
    )

    assert answer.status_code == 422
    assert not AgendaEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_split_once(office):
    incoming = received(office, two_letters())
    outcomes = []

    def press():
        try:
            split(office, incoming, [2], version=1)
            outcomes.append("split")
        except (Stale, StillBeingRead) as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert outcomes.count("split") == 1
    assert len(outcomes) == 2
    assert IncomingLetter.objects.count() == 2


def test_page_work_is_not_offered_after_registering(office):
    incoming = registered(office)

    answer = client_of(office.setda_clerk).get(f"/naskah-masuk/{incoming.pk}/susun/")

    assert answer.headers["Location"] == f"/naskah-masuk/{incoming.pk}/"


def test_scan_that_also_holds_a_classed_letter_is_given_to_nobody(office):
    first, second = split(office, received(office, two_letters()), [2])
    drain()
    path = f"/incoming-letters/{first.pk}/files/1/original"
    client = program_of(office.setda_clerk)
    before = client.get(f"/api/v1{path}").status_code

    IncomingLetter.objects.filter(pk=second.pk).update(security_class="terbatas")

    assert before == 200
    assert client.get(f"/api/v1{path}").status_code == 404


def test_scan_that_holds_a_secret_letter_is_sealed_with_it(office):
    scan = two_letters()
    _first, second = split(office, received(office, scan), [2])
    drain()
    IncomingLetter.objects.filter(pk=second.pk).update(security_class="rahasia")

    encrypt_incoming(incoming_id=second.pk)

    file = second.files.get()
    assert file.stored.is_sealed
    assert file.made_from.is_sealed
    assert store.get_bytes(file.made_from) == scan
