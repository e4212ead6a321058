"""Records of confidential letters: sealed under their lock, also when it came late."""

import pytest

from archive.models import Record
from archive.records.capturing import follow_entry
from eoffice.audit.models import AuditEvent
from eoffice.objects import store
from eoffice.objects.integrity import check
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.eoffice.objects.encrypted import raw
from tests.office.incoming import entry, received, specimen
from tests.office.kabupaten import actor
from tests.office.visitors import token_client
from workflow.dispositions.operations.completing import complete_incoming
from workflow.incoming.operations.amending import amend_registration
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.models import IncomingLetter

pytestmark = pytest.mark.django_db


def completed(office, **changes) -> IncomingLetter:
    incoming = received(office)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(**changes),
    )
    drain()
    complete_incoming(actor=actor(office.sekda), incoming_id=incoming.pk)
    drain()
    return incoming


def raised(office, incoming: IncomingLetter) -> None:
    amend_registration(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes={"security_class": "rahasia"},
        reason="Isi ternyata rahasia",
    )
    drain()


def held(incoming: IncomingLetter) -> StoredObject:
    return Record.objects.get(incoming=incoming).contents.get().stored


def test_record_of_a_confidential_letter_lies_sealed_under_lock(office):
    stored = held(completed(office, security_class="rahasia"))

    assert stored.bucket == store.default_store().bucket(store.Area.RECORDS)
    assert stored.is_sealed
    assert stored.locked_until is not None
    assert b"%PDF" not in raw(stored)
    assert store.get_bytes(stored) == specimen().pdf


def test_record_of_an_ordinary_letter_lies_as_it_came(office):
    stored = held(completed(office))

    assert raw(stored) == specimen().pdf


def test_record_is_sealed_and_closed_when_the_class_is_raised_after_capture(office):
    incoming = completed(office)
    open_copy = held(incoming)
    archivist = token_client(office.setda_archivist.official)
    path = f"/api/v1/records/{Record.objects.get().pk}/content"
    assert archivist.get(path).status_code == 200

    raised(office, incoming)

    stored = held(incoming)
    assert b"%PDF" not in raw(stored)
    assert stored.locked_until is not None
    assert store.get_bytes(stored) == specimen().pdf
    assert Record.objects.get().security_class == "rahasia"
    assert archivist.get(path).status_code == 404
    # The store keeps its promise about what was locked before; the row stays known.
    assert raw(open_copy) == specimen().pdf
    assert open_copy.key not in [fault.key for fault in check().faults]


def test_following_a_class_twice_changes_nothing(office):
    incoming = completed(office)
    raised(office, incoming)
    before = StoredObject.objects.count(), held(incoming)

    follow_entry(incoming_id=incoming.pk)

    assert (StoredObject.objects.count(), held(incoming)) == before
    assert AuditEvent.objects.filter(action="record.entry_followed").count() == 1


def test_letter_that_is_no_record_yet_is_left_alone(office):
    incoming = received(office)

    follow_entry(incoming_id=incoming.pk)

    assert not Record.objects.exists()
