"""Capture: once, complete, and locked in the store itself."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone
from minio.error import S3Error

from archive.models import Record
from archive.records import capturing
from archive.records.capturing import (
    capture_incoming,
    capture_outgoing,
    refresh_captured,
)
from archive.registrations.forgotten import capture_forgotten
from eoffice.audit.models import AuditEvent
from eoffice.objects import store
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import token_client
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.delivery.operations import deliver_letter
from workflow.models import IncomingFile, IncomingLetter, Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def signed(office, **changes) -> Letter:
    letter = make_draft(office, **changes)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


def test_the_same_event_twice_captures_one_record_with_its_facts(office):
    letter = signed(office)

    first = capture_outgoing(letter_id=letter.pk)
    second = capture_outgoing(letter_id=letter.pk)

    record = Record.objects.get()
    assert first == second == record
    assert (record.number, record.subject) == (letter.number, letter.subject)
    assert record.record_date == letter.signed_letter_date
    assert record.classification.code == letter.classification_code
    assert record.security_class == letter.security_class
    assert record.contents.count() == 1
    assert AuditEvent.objects.filter(action="record.captured").count() == 1


def test_a_receiver_who_comes_in_while_it_is_captured_keeps_the_record(
    office, monkeypatch
):
    letter = signed(office)
    begun = []

    def atomic():
        if not begun:  # between what capture read before and what it writes
            begun.append(letter)
            deliver_letter(letter_id=letter.pk)
            refresh_captured(letter_id=letter.pk, incoming_id=None)
        return transaction.atomic()

    monkeypatch.setattr(capturing, "transaction", SimpleNamespace(atomic=atomic))

    record = capture_outgoing(letter_id=letter.pk)

    assert begun
    assert f"position:{office.kadis.position.pk}" in record.access_tokens


def test_the_store_refuses_to_delete_a_captured_version(office):
    record = capture_outgoing(letter_id=signed(office).pk)
    stored = record.contents.get().stored

    with pytest.raises(S3Error):
        store.default_store().client.remove_object(
            stored.bucket, stored.key, version_id=stored.version_id
        )

    assert store.get_bytes(stored).startswith(b"%PDF-")


def test_record_is_read_proven_and_told_over_the_api(office):
    record = capture_outgoing(letter_id=signed(office).pk)
    client = token_client(office.setda_archivist.official)
    path = f"/api/v1/records/{record.pk}"

    whole = client.get(f"{path}/content")
    part = client.get(f"{path}/content", headers={"range": "bytes=0-4"})
    proof = client.get(f"{path}/proof").json()
    history = client.get(f"{path}/history").json()
    begun = client.get(f"{path}/history", {"limit": 1}).json()
    after = {"limit": 100, "cursor": begun["next"]}
    rest = client.get(f"{path}/history", after).json()

    sha256 = record.contents.get().stored.sha256
    assert whole.headers["X-Content-SHA256"] == sha256
    assert b"".join(part.streaming_content) == b"%PDF-"
    assert part.status_code == 206
    assert proof["contents"][0]["sha256"] == sha256
    assert proof["contents"][0]["locked_until"]
    assert proof["signatures"][0]["sha256"] == sha256
    actions = [one["action"] for one in history["items"]]
    assert begun["items"] + rest["items"] == history["items"]
    assert (history["next"], history["total"]) == (None, len(actions))
    assert history["total_is_estimate"] is False
    assert actions[-1] == "record.captured"
    assert "letter.signed" in actions


def test_receiver_of_a_confidential_letter_takes_part_in_its_record(office):
    letter = signed(office, security_class="rahasia")
    record = capture_outgoing(letter_id=letter.pk)
    reader = f"position:{office.kadis.position.pk}"
    assert reader not in record.access_tokens

    deliver_letter(letter_id=letter.pk)
    refresh_captured(letter_id=letter.pk, incoming_id=None)

    record.refresh_from_db()
    assert reader in record.access_tokens
    opening = [one for one in record.access_tokens if one.startswith("position:")]
    keeping = set(record.access_tokens) - set(opening)
    assert all(token.startswith(("keeper:", "archive:")) for token in keeping)


def registered(office, status: str = "registered") -> IncomingLetter:
    incoming = IncomingLetter.objects.create(
        unit=office.setda,
        status=status,
        channel="internal",
        received_at=timezone.now(),
        subject="Permohonan data",
        sender="Kepala Desa Karangjati",
    )
    stored = store.put_bytes(
        b"isi pindaian", area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    IncomingFile.objects.create(incoming=incoming, stored=stored, name="pindai.pdf")
    return incoming


def test_files_that_came_in_are_brought_under_lock_once(office):
    incoming = registered(office)

    capture_incoming(incoming_id=incoming.pk)
    first = Record.objects.get().contents.get().stored
    capture_incoming(incoming_id=incoming.pk)

    stored = Record.objects.get().contents.get().stored
    assert stored == first
    assert stored.bucket == store.default_store().bucket(store.Area.RECORDS)
    assert stored.locked_until is not None
    assert store.get_bytes(stored) == b"isi pindaian"
    with pytest.raises(S3Error):
        store.default_store().client.remove_object(
            stored.bucket, stored.key, version_id=stored.version_id
        )


def test_a_letter_without_an_entry_is_no_record_yet(office):
    incoming = registered(office, status="received")

    assert capture_incoming(incoming_id=incoming.pk) is None
    assert capture_forgotten().done == 0
    assert not Record.objects.exists()


def test_letters_registered_before_are_captured_by_the_clock_once(office):
    old = [registered(office, status) for status in ("registered", "completed")]

    first, again = capture_forgotten(), capture_forgotten()

    assert (first.done, again.done) == (2, 0)
    found = Record.objects.values_list("incoming", flat=True)
    assert sorted(found) == sorted(one.pk for one in old)
    assert AuditEvent.objects.filter(action="record.captured").count() == 2


@pytest.mark.parametrize(
    ("channel", "is_copy", "told"),
    [
        ("scan", False, ("salinan", "scanned")),
        ("internal", False, ("asli", "electronic")),
        ("internal", True, ("tembusan", "electronic")),
    ],
)
def test_lists_say_how_near_to_the_original_a_letter_came(
    office, channel, is_copy, told
):
    incoming = registered(office)
    incoming.channel, incoming.is_copy = channel, is_copy

    record = capturing._incoming_record(incoming)

    assert (record.development, record.medium) == told
    assert record.quantity == 1


def test_a_signed_letter_is_the_original_with_its_files_counted(office):
    record = capture_outgoing(letter_id=signed(office).pk)

    record.refresh_from_db()
    assert (record.development, record.medium) == ("asli", "electronic")
    assert record.quantity == record.contents.count() == 1
