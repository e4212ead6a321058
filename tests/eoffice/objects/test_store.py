"""The object-storage port, on MinIO and on SeaweedFS."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from eoffice.objects import locks
from eoffice.objects.client import connect
from eoffice.objects.errors import (
    LockHolds,
    ObjectAltered,
    ObjectMissing,
    StoreUnavailable,
    UploadTooLarge,
)
from eoffice.objects.probe import probe
from eoffice.objects.store import Area, Store

pytestmark = pytest.mark.django_db


def put(store, content=b"isi naskah", *, area=Area.DRAFTS, **more):
    stream = io.BytesIO(content)
    return store.put(stream, area=area, media_type="text/plain", **more)


def soon(seconds=5):
    return datetime.now(UTC) + timedelta(seconds=seconds)


def test_every_promise_of_the_store_holds(store):
    assert [finding for finding in probe(store) if not finding.holds] == []


def test_stored_bytes_come_back_with_hash_length_and_version(store):
    stored = put(store)

    assert store.get_bytes(stored) == b"isi naskah"
    assert stored.sha256 == hashlib.sha256(b"isi naskah").hexdigest()
    assert stored.size == len(b"isi naskah")
    assert stored.version_id
    assert store.exists(stored)


def test_keys_are_never_reused(store):
    assert len({put(store).key for _ in range(20)}) == 20


def test_large_object_goes_in_parts_and_comes_back_whole(store):
    content = bytes(range(256)) * (40 * 4096)  # 40 MiB

    stored = put(store, content, lock_until=soon(), area=Area.RECORDS)

    assert hashlib.sha256(store.get_bytes(stored)).hexdigest() == stored.sha256


def test_empty_object_comes_back_empty(store):
    assert store.get_bytes(put(store, b"")) == b""


def test_stream_above_the_limit_is_refused_while_reading(store):
    class Endless:
        read_bytes = 0

        def read(self, size):
            self.read_bytes += size
            return b"x" * size

    endless = Endless()

    with pytest.raises(UploadTooLarge):
        store.put(
            endless, area=Area.DRAFTS, media_type="text/plain", limit_bytes=3_000_000
        )

    assert endless.read_bytes < 6_000_000


def test_part_of_an_object_is_read_by_offset_and_length(store):
    stored = put(store, b"0123456789")

    assert b"".join(store.chunks(stored, start=3, length=4)) == b"3456"


def test_altered_content_is_never_given_out_whole(store):
    stored = put(store)
    stored.sha256 = hashlib.sha256(b"lain").hexdigest()

    with pytest.raises(ObjectAltered):
        store.get_bytes(stored)


def test_missing_version_is_told_apart_from_a_store_that_is_away(store):
    stored = put(store)
    stored.key = "0" * 40

    assert not store.exists(stored)
    with pytest.raises(ObjectMissing):
        store.get_bytes(stored)


def test_store_that_is_away_is_a_service_down():
    away = Store(connect("http://127.0.0.1:9", "key", "secret"), "away")

    with pytest.raises(StoreUnavailable) as refused:
        put(away)

    assert refused.value.status == 503


def test_promotion_makes_a_new_object_of_equal_content(store):
    brought = put(store, area=Area.QUARANTINE)

    placed = store.promote(brought, area=Area.RECORDS, lock_until=soon())

    assert placed.key != brought.key
    assert placed.bucket == store.bucket(Area.RECORDS)
    assert store.get_bytes(placed) == store.get_bytes(brought)


def test_locked_record_cannot_be_deleted_by_the_store(store):
    stored = put(store, area=Area.RECORDS, lock_until=soon(30))

    with pytest.raises(LockHolds):
        store.delete_unkept(
            bucket=stored.bucket, key=stored.key, version_id=stored.version_id
        )

    assert store.exists(stored)


def test_lock_is_extended_and_never_shortened(store):
    stored = put(store, area=Area.RECORDS, lock_until=soon(20))
    stored.save()

    locks.lock(stored, soon(40), store=store)
    longest = stored.locked_until
    locks.lock(stored, soon(10), store=store)

    kept = store.client.get_object_retention(
        stored.bucket, stored.key, version_id=stored.version_id
    )
    stored.refresh_from_db()
    assert kept.retain_until_date == longest == stored.locked_until


def test_legal_hold_is_set_and_lifted_in_store_and_row(store):
    stored = put(store, area=Area.RECORDS)
    stored.save()

    locks.set_legal_hold(stored, store=store)
    held = store.client.is_object_legal_hold_enabled(
        stored.bucket, stored.key, version_id=stored.version_id
    )
    locks.lift_legal_hold(stored, store=store)

    stored.refresh_from_db()
    assert held
    assert not stored.has_legal_hold


def test_quarantined_object_can_be_deleted(store):
    stored = put(store, area=Area.QUARANTINE)

    store.delete_unkept(
        bucket=stored.bucket, key=stored.key, version_id=stored.version_id
    )

    assert not store.exists(stored)


def test_store_is_not_called_inside_a_transaction(store):
    with pytest.raises(RuntimeError), transaction.atomic():
        put(store)


def test_first_use_makes_the_buckets(store):
    fresh = Store(store.client, f"{store.prefix}-first")

    stored = put(fresh)

    assert fresh.exists(stored)
