"""The second copy of locked files: made, followed, read, repaired from, deleted."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.erasing import bytes as bytes_of_records
from eoffice.audit.models import AuditEvent
from eoffice.environment import environment
from eoffice.health import own_proofs
from eoffice.objects import locks, store
from eoffice.objects.client import connect
from eoffice.objects.deleting import (
    VersionPlace,
    delete_rest,
    delete_version,
    versions_at,
)
from eoffice.objects.errors import LockHolds
from eoffice.objects.models import SecondCopy, StoredObject
from eoffice.objects.store import Store
from eoffice.second_copies.keeping import (
    behind,
    keep_copy,
    keep_second_copies,
)
from eoffice.second_copies.repairing import repair
from eoffice.second_copies.stores import second_store
from tests.eoffice.objects.encrypted import exchange, raw

pytestmark = pytest.mark.django_db


WHOLE = b"Surat keputusan yang tidak boleh hilang."


@pytest.fixture(
    params=[("MINIO_URL", "SEAWEEDFS_URL"), ("SEAWEEDFS_URL", "MINIO_URL")],
    ids=["seaweedfs-second", "minio-second"],
)
def second(request, monkeypatch) -> Store:
    """Both real stores, each once as the second."""
    env = environment()
    first, other = (os.environ[name] for name in request.param)
    secret = env.S3_SECRET_KEY
    client = connect(first, env.S3_ACCESS_KEY, secret.get_secret_value())
    monkeypatch.setattr(store, "default_client", lambda: client)
    for name, value in {
        "S3_URL": first,
        "S3_COPY_URL": other,
        "S3_COPY_ACCESS_KEY": env.S3_ACCESS_KEY,
        "S3_COPY_SECRET_KEY": secret,
        "S3_COPY_DESTROYER_ACCESS_KEY": env.S3_ACCESS_KEY,
        "S3_COPY_DESTROYER_SECRET_KEY": secret,
    }.items():
        monkeypatch.setattr(env, name, value)
    store.default_store().prepare()
    found = second_store()
    assert found is not None
    found.prepare()
    return found


def keep(**keeping) -> StoredObject:
    stored = store.put_bytes(
        WHOLE, area=store.Area.RECORDS, media_type="text/plain", **keeping
    )
    stored.save()
    return stored


def copied(stored: StoredObject) -> SecondCopy:
    assert keep_copy(stored.pk)
    return SecondCopy.objects.select_related("stored").get(stored=stored)


def changed(stored: StoredObject) -> None:
    """Have the row lead to other bytes, as a broken disk would."""
    exchange(store.default_store(), stored, b"bukan isinya")
    stored.save()


def place_of(stored: StoredObject, copy: SecondCopy) -> VersionPlace:
    return VersionPlace(
        bucket=stored.bucket,
        key=stored.key,
        version_id=stored.version_id,
        sha256=stored.sha256,
        copy_bucket=copy.bucket,
        copy_version=copy.version_id,
    )


def test_a_locked_file_is_copied_with_its_lock_and_follows_lock_and_hold(second):
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    stored = keep(lock_until=until, sealed=True)

    copy = copied(stored)
    place = copy.as_object
    assert second.get_bytes(place) == WHOLE
    assert WHOLE not in raw(place, second)
    assert locks.lock_in_store(place, store=second) == until

    locks.lock(stored, until + timedelta(hours=1))
    locks.set_legal_hold(stored)
    assert list(behind()) == [stored]
    keep_copy(stored.pk)

    copy.refresh_from_db()
    assert locks.lock_in_store(place, store=second) == until + timedelta(hours=1)
    assert copy.has_legal_hold
    assert second.client.is_object_legal_hold_enabled(
        place.bucket, place.key, version_id=place.version_id
    )
    assert not behind().exists()

    locks.lift_legal_hold(stored)
    keep_copy(stored.pk)
    assert not second.client.is_object_legal_hold_enabled(
        place.bucket, place.key, version_id=place.version_id
    )


def test_what_one_store_lost_comes_back_from_the_other(second):
    stored = keep()
    copied(stored)
    good = stored.version_id
    changed(stored)
    SecondCopy.objects.update(check_due_at=timezone.now())
    assert keep_second_copies().done == 0  # only read again

    assert repair(stored.pk).outcome == "repaired"
    stored.refresh_from_db()
    assert store.get_bytes(stored) == WHOLE
    assert stored.version_id != good
    told = AuditEvent.objects.get(action="object.repaired")
    assert stored.version_id in told.payload

    copy = SecondCopy.objects.get(stored=stored)
    second.client.remove_object(copy.bucket, stored.key, version_id=copy.version_id)
    SecondCopy.objects.update(check_due_at=timezone.now())
    keep_second_copies()
    assert any("second copy missing" in line for line in own_proofs.faults_of_bytes())

    call_command("repair_files", stdout=(out := StringIO()))
    assert out.getvalue().split() == [str(stored.pk), "copied"]
    copy.refresh_from_db()
    assert second.get_bytes(copy.as_object) == WHOLE
    assert repair(stored.pk).outcome == "whole"


def test_a_file_that_cannot_be_copied_keeps_no_other_waiting(second):
    broken, whole = keep(), keep()
    changed(broken)

    done = keep_second_copies()

    assert (done.done, done.failed, done.is_over) == (1, 1, True)
    assert list(SecondCopy.objects.values_list("pk", flat=True)) == [whole.pk]


def test_what_both_lost_or_was_never_copied_is_told(second):
    alone, both = keep(), keep()
    copied(both)
    SecondCopy.objects.update(version_id=exchanged(second, both))
    for stored in (alone, both):
        changed(stored)

    with pytest.raises(CommandError, match="2 files"):
        call_command(
            "repair_files", str(alone.pk), str(both.pk), stdout=(out := StringIO())
        )

    assert out.getvalue().split()[1::2] == ["uncopied", "lost"]


def exchanged(second: Store, stored: StoredObject) -> str:
    row = SecondCopy.objects.select_related("stored").get(stored=stored).as_object
    exchange(second, row, b"juga bukan")
    return row.version_id


def test_destruction_deletes_in_both_and_all_that_lies_under_the_key(second):
    stored = keep()
    copy = copied(stored)
    changed(stored)
    place = place_of(stored, copy)
    assert versions_at(place) == 3

    delete_version(place)
    assert versions_at(place) == 1  # the bytes behind the altered ones
    delete_rest(place)

    assert versions_at(place) == 0
    delete_version(place)  # again is harmless


def test_a_copy_that_nobody_noted_goes_with_its_file(second):
    stored = keep()
    copied(stored)
    SecondCopy.objects.all().delete()  # killed after the bytes, before the row
    place = VersionPlace(
        bucket=stored.bucket,
        key=stored.key,
        version_id=stored.version_id,
        sha256=stored.sha256,
    )
    assert versions_at(place) == 2

    delete_version(place)
    assert versions_at(place) == 1
    delete_rest(place)

    assert versions_at(place) == 0


def test_a_copy_under_lock_is_not_deleted(second):
    stored = keep(lock_until=datetime.now(UTC) + timedelta(hours=1))
    place = place_of(stored, copied(stored))

    assert bytes_of_records.locked_among([stored.pk]) == {stored.pk}
    with pytest.raises(LockHolds):
        delete_version(place)
    assert versions_at(place) == 2


def test_without_a_second_store_nothing_is_asked():
    stored = keep()

    assert keep_second_copies().done == 0
    assert not keep_copy(stored.pk)
    assert own_proofs.faults_of_bytes() == []
