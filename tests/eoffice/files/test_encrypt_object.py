"""Stored plain, sealed later: the row stays, the plain copy goes."""

import pytest
from django.test import RequestFactory

from eoffice.audit.models import AuditEvent
from eoffice.files import encrypt_object
from eoffice.files.leaving import delete_left
from eoffice.objects import store
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.integrity import check
from eoffice.objects.models import StoredObject
from eoffice.objects.serving import serve
from eoffice.outbox.relay import drain
from tests.eoffice.objects.encrypted import raw

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 0123456789" * 10_000


@pytest.fixture
def plain():
    stored = store.put_bytes(
        CONTENT, area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    return stored


def test_sealing_keeps_the_row_and_leaves_no_plain_copy(plain):
    assert encrypt_object(plain.pk)
    drain()

    sealed = StoredObject.objects.get(pk=plain.pk)
    assert (sealed.sha256, sealed.size) == (plain.sha256, plain.size)
    assert store.get_bytes(sealed) == CONTENT
    assert b"0123456789" not in raw(sealed)
    assert not _is_there(plain)
    assert AuditEvent.objects.filter(action="object.sealed").count() == 1


def _is_there(gone: StoredObject) -> bool:
    """Whether the store has the version, whatever the row says by now."""
    return store.default_store().exists(
        StoredObject(
            bucket=gone.bucket,
            key=gone.key,
            version_id=gone.version_id,
            size=gone.size,
        )
    )


def test_sealing_twice_changes_nothing(plain):
    encrypt_object(plain.pk)
    before = StoredObject.objects.values().get(pk=plain.pk)

    assert not encrypt_object(plain.pk)

    assert StoredObject.objects.values().get(pk=plain.pk) == before


def test_sealing_at_the_same_time_leaves_one_copy(plain, monkeypatch):
    real = store.Store.promote

    def overtaken(self, stored, **more):
        placed = real(self, stored, **more)
        monkeypatch.setattr(store.Store, "promote", real)
        assert encrypt_object(plain.pk)
        overtaken.placed = placed
        return placed

    monkeypatch.setattr(store.Store, "promote", overtaken)
    assert not encrypt_object(plain.pk)
    drain()

    assert store.get_bytes(StoredObject.objects.get(pk=plain.pk)) == CONTENT
    assert not _is_there(overtaken.placed)


def test_reader_who_read_the_row_before_still_gets_the_bytes(plain):
    others = [StoredObject.objects.get(pk=plain.pk) for _ in range(3)]
    encrypt_object(plain.pk)
    drain()

    assert store.get_bytes(others[0]) == CONTENT
    assert b"".join(store.open_stream(others[1], start=5, length=9)) == CONTENT[5:14]
    assert store.default_store().exists(others[2])


def test_locked_bytes_are_not_sealed_in_place():
    stored = store.put_bytes(
        CONTENT, area=store.Area.RECORDS, media_type="application/pdf"
    )
    stored.save()

    assert not encrypt_object(stored.pk)

    stored.refresh_from_db()
    assert not stored.is_sealed


def test_copy_that_a_row_needs_is_not_deleted(plain):
    delete_left(bucket=plain.bucket, key=plain.key, version_id=plain.version_id)

    assert store.get_bytes(plain) == CONTENT


def test_deleting_what_is_gone_already_is_harmless(plain):
    place = {
        "bucket": plain.bucket,
        "key": plain.key,
        "version_id": plain.version_id,
    }
    StoredObject.objects.filter(pk=plain.pk).delete()

    delete_left(**place)
    delete_left(**place)

    with pytest.raises(ObjectMissing):
        store.get_bytes(plain)


def test_integrity_and_serving_know_sealed_objects(plain):
    encrypt_object(plain.pk)
    drain()
    plain.refresh_from_db()
    ask = RequestFactory().get("/", headers={"Range": "bytes=-4"})

    whole = serve(RequestFactory().get("/"), plain, name="naskah.pdf")
    part = serve(ask, plain, name="naskah.pdf")

    assert b"".join(whole.streaming_content) == CONTENT
    assert whole["X-Content-SHA256"] == plain.sha256
    assert whole["Content-Length"] == str(len(CONTENT))
    assert b"".join(part.streaming_content) == CONTENT[-4:]
    for read_content in (True, False):
        faults = check(read_content=read_content).faults
        assert plain.key not in [fault.key for fault in faults]


def test_integrity_finds_a_key_that_is_gone(plain):
    encrypt_object(plain.pk)
    StoredObject.objects.filter(pk=plain.pk).update(wrapped_key=None)
    plain.refresh_from_db()

    found = {fault.key: fault.code for fault in check().faults}

    assert found[plain.key] == "missing"
