"""No act sets a later lock than the rule, and what stands too long is told."""

import json
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.models import FinalDisposition, Record, RecordFile, RetentionRule
from archive.record_files.closing import (
    Closing,
    close_record_file,
    reopen_record_file,
)
from archive.record_files.filing import file_record
from archive.record_files.locking import extend_locks, renew_locks
from archive.records.capturing import capture_incoming, follow_entry
from archive.records.locking import keep_locked
from eoffice.objects import locks
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.office.incoming import entry, received
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from workflow.incoming.operations.amending import amend_registration
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy

pytestmark = pytest.mark.django_db
LAST_DAYS = 3  # until the retention of these tests ends: real locks, soon gone


@pytest.fixture
def first_lock_of():
    """Set the days of the first lock for one test."""
    before = LOCK_POLICY.default

    def of(days: int) -> None:
        policy = LockPolicy.model_construct(first_days=days)
        object.__setattr__(LOCK_POLICY, "default", policy)

    yield of
    object.__setattr__(LOCK_POLICY, "default", before)


@pytest.fixture
def record(office) -> Record:
    """The record of a scanned letter, from its registration on, in an open file."""
    incoming = received(office, read=False)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(),
    )
    drain()
    made = Record.objects.get(incoming=incoming)
    berkas = make_file(office.setda_clerk, office.setda)
    return file_record(
        actor=actor(office.setda_clerk), record_id=made.pk, record_file_id=berkas.pk
    )


def closed(office, record: Record) -> RecordFile:
    RetentionRule.objects.filter(pk=record.record_file.retention_rule_id).update(
        final_disposition=FinalDisposition.DESTROY, counted_from="file_closed"
    )
    berkas = close_record_file(
        actor=actor(office.setda_clerk),
        record_file_id=record.record_file_id,
        closing=Closing(incomplete="Dicatat sebelum isian wajib"),
    )
    # Soon, or the bytes of this test would stay in the store for decades.
    berkas.active_until = timezone.localdate() + timedelta(days=LAST_DAYS)
    berkas.inactive_until = berkas.active_until
    berkas.save()
    return berkas


def end_of(berkas: RecordFile) -> datetime:
    day = datetime.combine(berkas.inactive_until + timedelta(days=1), time.min)
    return timezone.make_aware(day).astimezone(UTC)


def amended(office, record: Record, **changes) -> None:
    amend_registration(
        actor=actor(office.setda_clerk),
        incoming_id=record.incoming_id,
        row_version=None,
        changes=changes,
        reason="Salah catat",
    )
    drain()


def in_store(record: Record) -> datetime:
    found = locks.lock_in_store(record.contents.get().stored)
    assert found is not None
    return found


def report() -> dict:
    out = StringIO()
    call_command("locks", "report", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_corrected_subject_sets_no_later_lock(office, record, first_lock_of):
    berkas = closed(office, record)
    drain()
    first_lock_of(10)

    amended(office, record, subject="Permohonan data yang dibetulkan")

    assert in_store(record) == end_of(berkas)
    record.refresh_from_db()
    assert record.subject == "Permohonan data yang dibetulkan"


def test_a_second_capture_sets_no_later_lock(office, record, first_lock_of):
    berkas = closed(office, record)
    drain()
    first_lock_of(10)

    capture_incoming(incoming_id=record.incoming_id)

    assert in_store(record) == end_of(berkas)


def test_a_copy_made_for_a_raised_class_ends_with_the_retention(
    office, record, first_lock_of
):
    berkas, before = closed(office, record), record.contents.get().stored
    drain()
    first_lock_of(10)

    amended(office, record, security_class="rahasia")

    assert record.contents.get().stored != before
    assert record.contents.get().stored.is_sealed
    assert in_store(record) == end_of(berkas)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_order_of_acts_locks_beyond_the_rule_nor_shortens(
    office, record, first_lock_of, seed
):
    berkas = closed(office, record)
    drain()
    first_lock_of(10)
    acts = [
        lambda: capture_incoming(incoming_id=record.incoming_id),
        lambda: follow_entry(incoming_id=record.incoming_id),
        lambda: extend_locks(record_id=record.pk),
        lambda: extend_locks(record_file_id=berkas.pk),
        renew_locks,
        lambda: amended(office, record, sender=f"Pengirim {seed}"),
        lambda: keep_locked(record.contents.get().stored),
        drain,
    ]
    Random(seed).shuffle(acts)

    for act in acts:
        act()

        assert in_store(record) == end_of(berkas)


def test_a_reopened_file_shortens_no_lock_and_sets_none_beyond_the_rule(office, record):
    berkas = closed(office, record)
    drain()
    before = in_store(record)

    reopen_record_file(
        actor=actor(office.setda_clerk), record_file_id=berkas.pk, reason="Susulan"
    )
    drain()
    renew_locks()

    assert in_store(record) == before  # a first lock of one day ends sooner
    again = closed(office, Record.objects.get(pk=record.pk))
    drain()
    assert in_store(record) == end_of(again) == before


def test_bytes_that_two_records_share_are_locked_to_the_later_end(office, record):
    berkas = closed(office, record)
    drain()
    shared = record.contents.get()
    other = make_record(office)
    other.contents.create(stored=shared.stored, name="sama.pdf")
    second = make_file(office.setda_clerk, office.setda, "Lain")
    file_record(
        actor=actor(office.setda_clerk), record_id=other.pk, record_file_id=second.pk
    )
    other.refresh_from_db()
    later = closed(office, other)
    later.inactive_until = berkas.inactive_until + timedelta(days=1)
    later.save()
    drain()

    assert in_store(record) == end_of(later)
    assert keep_locked(StoredObject.objects.get(pk=shared.stored_id)) is False


def test_the_report_tells_what_stands_too_long_by_the_stores_own_answer(office, record):
    stored = record.contents.get().stored
    assert stored.key not in {one["key"] for one in report()["objects"]}

    locks.lock(stored, datetime.now(UTC) + timedelta(days=6))
    # Our row may say what it likes: the store is asked.
    StoredObject.objects.filter(pk=stored.pk).update(locked_until=None)
    told = report()

    [one] = [one for one in told["objects"] if one["key"] == stored.key]
    assert one["records"] == [str(record.pk)]
    assert one["row_until"] is None
    assert datetime.fromisoformat(one["store_until"]) == in_store(record)
    assert one["days_over"] >= 4
    assert told["too_long"] >= 1
    assert told["checked"] >= told["too_long"]


def test_the_report_names_a_version_that_the_store_does_not_know(office, record):
    stored = record.contents.get().stored
    StoredObject.objects.filter(pk=stored.pk).update(key="tidak-ada")

    [one] = [one for one in report()["objects"] if one["key"] == "tidak-ada"]

    assert one["is_missing"]
    assert one["store_until"] is None
