"""The rolling proof of bytes: slices that go on, cover all, and call nothing wrong."""

import os
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from eoffice.environment import environment
from eoffice.objects.client import connect
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.models import IntegrityFault, ProofLap, StoredObject
from eoffice.objects.proving import late_by, presence, prove_slice
from eoffice.objects.proving.rereading import LEAD, PERIOD
from eoffice.objects.store import Area, Store

pytestmark = pytest.mark.django_db
TASK = "proof.bytes_slice"


@pytest.fixture
def store(request) -> Store:
    """One kind of store, where a test does not ask for both.

    Buckets of their own are dear to SeaweedFS: each takes volumes of its few.
    """
    env = environment()
    url = os.environ[getattr(request, "param", "MINIO_URL")]
    secret = env.S3_SECRET_KEY.get_secret_value()
    return Store(connect(url, env.S3_ACCESS_KEY, secret), env.S3_BUCKET_PREFIX)


@pytest.fixture
def fresh(store, request):
    """A store of this test alone."""
    number = abs(hash(request.node.name)) % 10**6
    own = Store(store.client, f"{store.prefix}-p{number}")
    own.prepare()
    return own


def keep(store, content=b"isi", area=Area.DRAFTS, **keeping) -> StoredObject:
    stored = store.put(BytesIO(content), area=area, media_type="text/plain", **keeping)
    stored.save()
    return stored


def take_away(store, stored) -> None:
    store.client.remove_object(stored.bucket, stored.key, version_id=stored.version_id)


def proved(store, **more):
    return prove_slice(task=TASK, store=store, **more)


def tomorrow() -> None:
    ProofLap.objects.update(began_at=timezone.now() - timedelta(days=1))


def standing() -> list[tuple[str, str]]:
    return list(IntegrityFault.objects.order_by("key").values_list("code", "key"))


def test_everything_whole_is_looked_for_and_read(fresh):
    kept = [keep(fresh), keep(fresh, sealed=True), keep(fresh, area=Area.RECORDS)]

    done = proved(fresh)

    lap = ProofLap.objects.get()
    assert (lap.rows, lap.versions, lap.is_under_way) == (3, 3, False)
    assert (done.round.done, done.round.is_over, done.has_news) == (3, True, True)
    assert standing() == []
    for stored in kept:
        stored.refresh_from_db()
        wait = stored.check_due_at - stored.checked_at
        assert wait == PERIOD - LEAD


@pytest.mark.parametrize("store", ["MINIO_URL", "SEAWEEDFS_URL"], indirect=True)
def test_slices_of_no_length_cover_everything_all_the_same(fresh):
    kept = [keep(fresh, b"%d" % number) for number in range(7)]
    take_away(fresh, kept[3])

    slices = 1
    while not proved(fresh, slice_s=0).round.is_over:
        slices += 1
        assert slices < 50

    assert slices > 7
    assert ProofLap.objects.get().rows == 7
    assert standing() == [("missing", kept[3].key)]
    read = StoredObject.objects.filter(checked_at__isnull=False)
    assert read.count() == 6


def test_a_lap_is_walked_once_a_day(fresh):
    proved(fresh)
    began = ProofLap.objects.get().began_at

    proved(fresh)
    same = ProofLap.objects.get().began_at
    tomorrow()
    proved(fresh)

    assert same == began
    assert ProofLap.objects.get().began_at > began


def test_missing_altered_hidden_and_orphaned_are_found(fresh, monkeypatch):
    monkeypatch.setattr(presence, "GRACE", timedelta(0))
    gone, changed, hidden, orphan = (keep(fresh, b"%d" % n) for n in range(4))
    take_away(fresh, gone)
    StoredObject.objects.filter(pk=changed.pk).update(sha256="0" * 64)
    fresh.client.remove_object(hidden.bucket, hidden.key)
    StoredObject.objects.filter(pk=orphan.pk).delete()

    proved(fresh)

    assert sorted(standing()) == sorted(
        [
            ("missing", gone.key),
            ("altered", changed.key),
            ("hidden", hidden.key),
            ("orphan", orphan.key),
        ]
    )


def test_what_is_mended_stands_no_longer(fresh):
    stored = keep(fresh)
    StoredObject.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    proved(fresh)
    assert standing() == [("altered", stored.key)]

    again = proved(fresh)
    assert not again.has_news
    StoredObject.objects.filter(pk=stored.pk).update(sha256=stored.sha256)

    assert proved(fresh).has_news
    assert standing() == []


def test_upload_that_moves_on_meanwhile_is_not_missing(fresh, monkeypatch):
    stored = keep(fresh, area=Area.QUARANTINE)
    versions = presence._versions

    def moved_on(store, bucket, after):
        """The checked copy takes its place, between the rows and the listing."""
        if StoredObject.objects.filter(pk=stored.pk).exists():
            list(versions(store, bucket, after))
            keep(store)
            StoredObject.objects.filter(pk=stored.pk).delete()
            take_away(store, stored)
        yield from versions(store, bucket, after)

    rows = presence._rows

    def read_before(bucket, after):
        return iter(list(rows(bucket, after)))

    monkeypatch.setattr(presence, "_rows", read_before)
    monkeypatch.setattr(presence, "_versions", moved_on)

    proved(fresh)

    assert standing() == []


def test_object_whose_key_is_gone_is_missing(fresh):
    stored = keep(fresh, sealed=True)
    StoredObject.objects.filter(pk=stored.pk).update(wrapped_key=None)

    proved(fresh)

    assert standing() == [("missing", stored.key)]


def test_object_that_cannot_be_read_is_counted_and_blocks_nobody(fresh, monkeypatch):
    first, second, third = (keep(fresh, b"%d" % n) for n in range(3))
    verify = Store.verify

    def poisoned(store, stored):
        if stored.pk == first.pk:
            raise StoreUnavailable
        verify(store, stored)

    monkeypatch.setattr(Store, "verify", poisoned)

    done = proved(fresh)

    assert (done.round.done, done.round.failed) == (2, 1)
    for stored in (first, second, third):
        stored.refresh_from_db()
    assert first.checked_at is None
    assert timezone.now() < first.check_due_at < timezone.now() + timedelta(hours=2)
    assert second.checked_at
    assert third.checked_at
    assert proved(fresh).round.failed == 0  # it is not its turn yet


def test_store_that_is_away_ends_the_slice(fresh, monkeypatch):
    for number in range(5):
        keep(fresh, b"%d" % number)

    def away(_store, _stored):
        raise StoreUnavailable

    monkeypatch.setattr(Store, "verify", away)
    with pytest.raises(StoreUnavailable):
        proved(fresh)


def test_being_late_is_told():
    assert late_by() < timedelta(0)
    StoredObject(
        bucket="b", key="k", version_id="v", sha256="0" * 64, size=1, media_type="a/b"
    ).save()
    StoredObject.objects.update(check_due_at=timezone.now() - timedelta(days=7))

    assert late_by() > timedelta(days=1)


def plan_of(query) -> str:
    return query.explain()


def test_each_slice_is_taken_from_an_index():
    """With planner costs as of a large table; the bench measures a large one."""
    many = StoredObject.objects.order_by("check_due_at", "pk")
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    due = plan_of(many.filter(check_due_at__lte=timezone.now())[:25])
    late = plan_of(StoredObject.objects.order_by("check_due_at", "pk")[:1])
    page = plan_of(
        StoredObject.objects.filter(bucket="b", key__gt="a").order_by(
            "key", "version_id"
        )[:500]
    )

    assert "stored_check_due" in due
    assert "stored_check_due" in late
    assert "one_row_per_version" in page
    for plan in (due, late, page):
        assert "Sort" not in plan


def test_a_slice_keeps_to_its_time(fresh, monkeypatch):
    for number in range(60):
        keep(fresh, b"%d" % number)
    verify = Store.verify

    def slow(store, stored):
        time.sleep(0.02)
        verify(store, stored)

    monkeypatch.setattr(Store, "verify", slow)
    began = time.monotonic()

    done = proved(fresh, slice_s=0.5)

    assert not done.round.is_over
    assert time.monotonic() - began < 3
