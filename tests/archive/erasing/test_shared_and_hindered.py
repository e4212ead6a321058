"""What others keep stays, and what the store hinders waits and goes on."""

import pytest

from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.errors import WrongState
from archive.disposal.executing import resume_list
from archive.erasing import slices
from archive.models import (
    DestructionItem,
    DropReason,
    ItemState,
    ListState,
    Record,
)
from archive.records.capturing import capture_incoming
from eoffice.errors import NotFound
from eoffice.objects.errors import LockHolds
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import SUBJECT, until_unlocked, versions_left
from tests.office.disposal import (
    executing,
    make_committee,
    make_due,
)
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from workflow.letters.access import letters_visible_to
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import IncomingLetter, LetterVersion

pytestmark = pytest.mark.django_db


def test_a_letter_goes_with_the_last_register_that_keeps_it(office, unlocked):
    letter = sent(office, subject=SUBJECT)
    drain()
    record = Record.objects.get(letter=letter)
    received = Record.objects.get(incoming__delivery__letter=letter)
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    until_unlocked()
    drain()

    found.refresh_from_db()
    item = DestructionItem.objects.get(destruction_list=found)
    assert (found.state, item.proof["object_versions"]) == (ListState.DESTROYED, 0)
    assert item.kept_elsewhere > 0
    letter.refresh_from_db()
    assert letter.current_version is not None
    assert not letters_visible_to(actor(office.drafter)).filter(pk=letter.pk).exists()
    stored = received.contents.first().stored
    assert default_store().get_bytes(stored).startswith(b"%PDF")
    assert received.incoming.subject == SUBJECT


def test_what_registers_share_goes_with_the_last_of_them(office, unlocked):
    letter = sent(
        office,
        subject=SUBJECT,
        recipients=[
            RecipientInput(kind="to", position_id=office.setda_clerk.position.pk)
        ],
    )
    drain()
    sender = Record.objects.get(letter=letter)
    receiver = Record.objects.get(incoming__delivery__letter=letter)
    places = list(StoredObject.objects.values_list("bucket", "key"))
    people = make_committee(office)
    make_due(office, sender)
    first = executing(office, people)
    until_unlocked()
    drain()
    first.refresh_from_db()
    assert first.state == ListState.DESTROYED
    assert versions_left(places)

    make_due(office, receiver)
    second = executing(office, people, name="Usul kedua")
    until_unlocked()
    drain()

    second.refresh_from_db()
    assert second.state == ListState.DESTROYED
    assert versions_left(places) == 0
    assert not LetterVersion.objects.filter(letter=letter).exists()


def test_a_record_locked_in_the_store_leaves_the_list_and_stays_whole(office):
    outside = [RecipientInput(kind="to", external="PT Sumber Rejeki Wanasari")]
    letter = sent(office, subject=SUBJECT, recipients=outside)
    drain()
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    drain()

    item = DestructionItem.objects.get(destruction_list=found)
    assert (item.state, item.dropped_because) == (ItemState.DROPPED, DropReason.LOCKED)
    assert LetterVersion.objects.filter(letter=letter).exists()


def test_what_others_keep_locked_hinders_nobody_elses_destruction(office):
    letter = sent(office, subject=SUBJECT)  # its bytes are locked for a year
    drain()
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    drain()

    found.refresh_from_db()
    item = found.items.get()
    assert (found.state, item.state) == (ListState.DESTROYED, ItemState.DESTROYED)
    assert item.kept_elsewhere == 1
    received = Record.objects.get(incoming__delivery__letter=letter)
    stored = received.contents.first().stored
    assert default_store().get_bytes(stored).startswith(b"%PDF")


def test_no_item_goes_that_the_store_was_not_asked_about(office, monkeypatch):
    monkeypatch.setattr(slices, "AT_ONCE", 1)
    outside = [RecipientInput(kind="to", external="PT Sumber Rejeki Wanasari")]
    letters = [sent(office, subject=SUBJECT, recipients=outside) for _n in range(2)]
    drain()
    people = make_committee(office)
    make_due(office, *Record.objects.filter(letter__in=letters))
    found = executing(office, people)

    slices.destroy_slice(found.pk)

    states = found.items.order_by("order").values_list("state", flat=True)
    assert list(states) == [ItemState.DROPPED, ItemState.LISTED]
    assert LetterVersion.objects.filter(letter__in=letters).count() == 2


def test_a_copy_of_the_same_content_that_nothing_names_goes_too(office, letter):
    record = Record.objects.get(letter=letter)
    left = default_store().promote(record.contents.first().stored, area=Area.RECORDS)
    left.save()
    people = make_committee(office)
    make_due(office, record)

    executing(office, people)
    until_unlocked()
    drain()

    assert not StoredObject.objects.filter(pk=left.pk).exists()
    assert versions_left([(left.bucket, left.key)]) == 0


def test_a_letter_stays_while_its_sender_has_no_record_of_it_yet(office, unlocked):
    to_clerk = RecipientInput(kind="to", position_id=office.setda_clerk.position.pk)
    letter = sent(office, subject=SUBJECT, recipients=[to_clerk])
    incoming = IncomingLetter.objects.get(delivery__letter=letter)
    received = capture_incoming(incoming_id=incoming.pk)
    people = make_committee(office)
    make_due(office, received)
    found = executing(office, people)
    until_unlocked()

    slices.destroy_slice(found.pk)

    assert LetterVersion.objects.filter(letter=letter).exists()
    assert not Record.objects.filter(pk=received.pk).exists()


def test_a_list_whose_work_was_hindered_goes_on_when_somebody_says_so(
    office, letter, monkeypatch
):
    people = make_committee(office)
    make_due(office, Record.objects.get(letter=letter))
    found = executing(office, people)
    until_unlocked()
    with monkeypatch.context() as hindered:
        hindered.setattr(slices, "_leave_store", refuse)
        drain()
    found.refresh_from_db()
    member = actor(people["archivist"])
    assert (found.state, allowed_acts(member, found)) == (
        ListState.EXECUTING,
        ["resume"],
    )
    with pytest.raises(NotFound):
        resume_list(actor=actor(office.stranger), list_id=found.pk)

    resume_list(actor=member, list_id=found.pk)
    with pytest.raises(WrongState):
        resume_list(actor=member, list_id=found.pk)
    drain()

    found.refresh_from_db()
    assert found.state == ListState.DESTROYED


def refuse(*_given: object) -> None:
    raise LockHolds
