"""Locks in the store grow with retention, and never shrink."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from minio.error import S3Error

from archive.models import FinalDisposition, RecordFile, RetentionRule
from archive.record_files.closing import close_record_file
from archive.record_files.filing import file_record
from archive.record_files.locking import extend_locks, renew_locks
from archive.records.capturing import capture_outgoing
from eoffice.environment import environment
from eoffice.objects import locks, store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.records import make_file
from tests.office.signers import make_signer
from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.fixture
def record(office):
    """A captured record in an open file of its own unit."""
    made = capture_outgoing(letter_id=sent(office).pk)
    berkas = make_file(office.setda_archivist, office.setda)
    return file_record(
        actor=actor(office.setda_archivist), record_id=made.pk, record_file_id=berkas.pk
    )


@pytest.fixture
def first_lock_of():
    """Set the days of the first lock for one test."""
    before = LOCK_POLICY.default

    def of(days: int) -> None:
        policy = LockPolicy.model_construct(first_days=days)
        object.__setattr__(LOCK_POLICY, "default", policy)

    yield of
    object.__setattr__(LOCK_POLICY, "default", before)


def in_store(record) -> datetime:
    """Return what the store itself enforces."""
    stored = record.contents.get().stored
    found = store.default_store().client.get_object_retention(
        stored.bucket, stored.key, version_id=stored.version_id
    )
    assert found is not None
    return found.retain_until_date


def closed(office, record, fate: FinalDisposition) -> RecordFile:
    RetentionRule.objects.filter(pk=record.record_file.retention_rule_id).update(
        final_disposition=fate, counted_from="file_closed"
    )
    berkas = close_record_file(
        actor=actor(office.setda_archivist), record_file_id=record.record_file_id
    )
    assert berkas.inactive_until is not None
    # Soon, or the bytes of this test would stay in the store for decades.
    berkas.inactive_until = timezone.localdate() + timedelta(days=3)
    berkas.active_until = berkas.inactive_until
    berkas.save()
    return berkas


def end_of(berkas: RecordFile) -> datetime:
    day = datetime.combine(berkas.inactive_until + timedelta(days=1), time.min)
    return timezone.make_aware(day).astimezone(UTC)


def test_closing_a_file_locks_its_records_to_the_end_of_retention(office, record):
    before = in_store(record)

    berkas = closed(office, record, FinalDisposition.DESTROY)
    drain()

    assert before < in_store(record) == end_of(berkas)
    assert record.contents.get().stored.locked_until == end_of(berkas)


def test_the_store_refuses_to_shorten_what_was_extended(office, record):
    berkas = closed(office, record, FinalDisposition.DESTROY)
    drain()
    stored = record.contents.get().stored

    locks.lock(stored, datetime.now(UTC) + timedelta(days=1))
    RecordFile.objects.filter(pk=berkas.pk).update(inactive_until=timezone.localdate())
    extend_locks(record_file_id=berkas.pk)

    assert in_store(record) == end_of(berkas)
    with pytest.raises(S3Error):
        store.default_store().client.remove_object(
            stored.bucket, stored.key, version_id=stored.version_id
        )


def test_extending_twice_changes_nothing(office, record):
    closed(office, record, FinalDisposition.DESTROY)

    first = extend_locks(record_id=record.pk)
    again = extend_locks(record_id=record.pk)

    assert (first, again) == (1, 0)


@pytest.mark.parametrize("fate", [FinalDisposition.PERMANENT, FinalDisposition.REVIEW])
def test_what_is_not_to_be_destroyed_is_renewed_as_long_as_it_is_here(
    office, record, fate, first_lock_of
):
    closed(office, record, fate)
    drain()
    before = in_store(record)
    first_lock_of(4)

    grown = renew_locks()

    assert grown.done == 1
    assert in_store(record) > before + timedelta(days=2)
    assert renew_locks().done == 0


def test_a_record_whose_retention_is_unknown_never_runs_out(record, first_lock_of):
    before = in_store(record)
    first_lock_of(4)

    assert renew_locks().done == 1
    assert in_store(record) > before + timedelta(days=2)


def test_what_is_to_be_destroyed_is_not_renewed(office, record, first_lock_of):
    berkas = closed(office, record, FinalDisposition.DESTROY)
    RecordFile.objects.filter(pk=berkas.pk).update(
        active_until="2020-12-31", inactive_until="2025-12-31"
    )
    before = in_store(record)
    first_lock_of(4)

    assert renew_locks().done == 0
    assert in_store(record) == before


def test_a_store_that_is_away_is_tried_again(
    office, record, monkeypatch, first_lock_of
):
    from eoffice.objects.errors import StoreUnavailable

    def away(*_args, **_facts):
        raise StoreUnavailable

    stored = record.contents.get().stored
    first_lock_of(4)
    with monkeypatch.context() as broken:
        broken.setattr(locks, "lock", away)
        assert renew_locks().failed == 1
    same = StoredObject.objects.get(pk=stored.pk)
    assert same.locked_until == stored.locked_until

    assert renew_locks().done == 1


def test_the_shipped_first_lock_is_a_year_and_the_old_setting_is_gone():
    assert LockPolicy().first_days == 365
    assert not hasattr(environment(), "OBJECT_LOCK_DAYS")
