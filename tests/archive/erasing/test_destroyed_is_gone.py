"""A record destroyed by its list is gone: rows, bytes, index, trail details, all."""

import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Max

from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.errors import WrongState
from archive.disposal.executing import resume_list
from archive.erasing import slices
from archive.erasing.scanning import hits_in_database
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import (
    DestructionItem,
    DropReason,
    ItemState,
    ListState,
    Record,
    ScopeKind,
    Tombstone,
)
from archive.records.capturing import capture_incoming, capture_outgoing
from eoffice.audit.models import AuditEvent, AuditRedaction
from eoffice.audit.verification import verify
from eoffice.environment import environment
from eoffice.errors import NotFound
from eoffice.jobs.models import Job
from eoffice.objects.deleting import DestroyerAbsent
from eoffice.objects.errors import LockHolds
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store
from eoffice.outbox.relay import drain
from search.chosen_engine import engine
from tests.office.disposal import (
    confirm_schedule,
    executing,
    make_committee,
    make_due,
)
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from workflow.letters.access import letters_visible_to
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import IncomingLetter, Letter, LetterVersion, Signature
from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy

pytestmark = pytest.mark.django_db

SUBJECT = "Undangan peresmian jembatan gantung dusun Sukamaju"
SENTENCE = "Kehadiran para tetua dusun sangat kami nantikan pada acara itu"


@pytest.fixture
def office(office):
    make_signer(office.sekda)
    confirm_schedule()
    return office


@pytest.fixture
def unlocked():
    """Have the store lock for moments, so that a test need not wait a year."""
    before = LOCK_POLICY.default
    moments = LockPolicy.model_construct(first_days=3 / 86_400)
    object.__setattr__(LOCK_POLICY, "default", moments)
    yield
    object.__setattr__(LOCK_POLICY, "default", before)


@pytest.fixture
def letter(office, unlocked):
    """A letter to somebody outside, signed and captured."""
    made = sent(
        office,
        subject=SUBJECT,
        recipients=[RecipientInput(kind="to", external="PT Sumber Rejeki Wanasari")],
        body=[{"type": "paragraph", "value": SENTENCE}],
    )
    capture_outgoing(letter_id=made.pk)
    drain()
    return made


def until_unlocked() -> None:
    """Wait for the end of the last lock."""
    last = StoredObject.objects.aggregate(last=Max("locked_until"))["last"]
    time.sleep(max(0.0, (last - datetime.now(UTC)).total_seconds() + 1))


def versions_left(places) -> int:
    client = default_store().client
    return sum(
        1
        for bucket, key in places
        for _ in client.list_objects(bucket, prefix=key, include_version=True)
    )


def test_a_destroyed_letter_leaves_a_tombstone_and_nothing_else(office, letter):
    record = Record.objects.get(letter=letter)
    hashes = set(
        Signature.objects.filter(letter=letter).values_list("sha256", flat=True)
    )
    places = list(StoredObject.objects.values_list("bucket", "key"))
    assert versions_left(places)
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    until_unlocked()
    drain()

    found.refresh_from_db()
    job = Job.objects.get(pk=found.job_id)
    assert [(i.ref, i.state, i.message) for i in job.items.all()] == [
        ("1-1", "succeeded", ""),
        ("proof", "succeeded", ""),
    ]
    assert found.state == ListState.DESTROYED
    item = DestructionItem.objects.get(destruction_list=found)
    assert item.state == ItemState.DESTROYED
    assert {
        "object_versions": 0,
        "search": 0,
        "database": 0,
    }.items() <= item.proof.items()
    assert hashes <= set(item.hashes)
    assert (item.needles, item.places) == ([], [])
    assert Tombstone.objects.get(record_id=record.pk).letter_id == letter.pk
    assert not Record.objects.filter(pk=record.pk).exists()
    assert not LetterVersion.objects.filter(letter=letter).exists()
    assert not Signature.objects.filter(letter=letter).exists()
    assert versions_left(places) == 0
    assert engine().missing([str(letter.pk), str(record.pk)]) == {
        str(letter.pk),
        str(record.pk),
    }
    words = {SUBJECT: "here", SENTENCE: "here"}
    assert not hits_in_database(words, dict.fromkeys(hashes, "here"))
    shell = Letter.objects.get(pk=letter.pk)
    assert (shell.subject, shell.body, shell.access_tokens) == ("", [], [])
    assert shell.number == letter.number


def test_the_trail_keeps_who_and_when_and_the_chain_holds(office, letter):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    acts = AuditEvent.objects.filter(object_id=str(letter.pk))
    before = list(acts.order_by("at").values_list("action", "official_id", "at"))

    executing(office, people)
    until_unlocked()
    drain()

    # Deferred to the commit, which a test never reaches.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    after = list(acts.order_by("at").values_list("action", "official_id", "at"))
    assert after == before
    assert not [one for one in acts if "reason" in one.payload]
    assert AuditRedaction.objects.filter(event__in=acts).exists()
    report = verify()
    # The head is written at the commit; every link up to there is as it was made.
    assert {one.code for one in report.findings} <= {"head_differs"}
    assert report.redacted > 0


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


def test_a_hold_set_while_the_list_waits_keeps_the_record(office, letter):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()

    place_hold(
        actor=actor(office.setda_archivist),
        hold=HoldInput(
            case_name="Perkara 12/G/2026/PTUN",
            requester="Bagian Hukum",
            basis="Surat 180/4/2026",
            scopes=[ScopeInput(kind=ScopeKind.RECORD, record_id=record.pk)],
        ),
    )
    drain()

    item = DestructionItem.objects.get(destruction_list=found)
    assert (item.state, item.dropped_because) == (ItemState.DROPPED, DropReason.HELD)
    assert Record.objects.filter(pk=record.pk).exists()
    assert LetterVersion.objects.filter(letter=letter).exists()
    stored = record.contents.first().stored
    stored.refresh_from_db()
    assert stored.has_legal_hold


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


def test_a_destroyer_killed_between_rows_and_bytes_goes_on(office, letter, monkeypatch):
    record = Record.objects.get(letter=letter)
    places = list(StoredObject.objects.values_list("bucket", "key"))
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()

    with monkeypatch.context() as killed:
        killed.setattr(slices, "_leave_store", die)
        with pytest.raises(KeyboardInterrupt):
            slices.destroy_slice(found.pk)
    assert versions_left(places)
    drain()

    found.refresh_from_db()
    assert (found.state, versions_left(places)) == (ListState.DESTROYED, 0)


def die(*_given: object) -> None:
    raise KeyboardInterrupt


def test_without_the_credential_nothing_is_touched(office, letter, monkeypatch):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()
    monkeypatch.setattr(environment(), "S3_DESTROYER_ACCESS_KEY", "")

    with pytest.raises(DestroyerAbsent):
        slices.destroy_slice(found.pk)

    assert Record.objects.filter(pk=record.pk).exists()
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
