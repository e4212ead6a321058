"""Sealed objects, on MinIO and on SeaweedFS: what the store sees, what comes back."""

import hashlib
import io
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction

from eoffice.objects import locks
from eoffice.objects.encryption import SEGMENT, STEP, TAG
from eoffice.objects.errors import ContentKeyGone, ObjectAltered, ObjectMissing
from eoffice.objects.store import Area, Store
from tests.eoffice.objects.encrypted import exchange, raw, segments

pytestmark = pytest.mark.django_db
MARK = b"%PDF-1.7 yang rahasia "


def text(size: int) -> bytes:
    """Content of so many bytes that differs everywhere, and begins like a PDF."""
    return (MARK + random.Random(size).randbytes(size))[:size]


def put(store, content, *, area=Area.DRAFTS, **more):
    stream = io.BytesIO(content)
    return store.put(
        stream, area=area, media_type="application/pdf", sealed=True, **more
    )


def soon(seconds=30):
    return datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "size",
    [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 5_000_000],
)
def test_sealed_bytes_come_back_with_hash_and_length_of_the_plaintext(store, size):
    content = text(size)

    stored = put(store, content)

    assert store.get_bytes(stored) == content
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == size
    assert store.exists(stored)
    assert len(raw(stored, store)) == size + max(1, -(-size // SEGMENT)) * TAG


def test_large_sealed_object_goes_in_parts_and_comes_back_in_small_pieces(store):
    content = text(40_000_000)

    stored = put(store, content, area=Area.RECORDS, lock_until=soon(5))

    digest, longest = hashlib.sha256(), 0
    for chunk in store.chunks(stored):
        digest.update(chunk)
        longest = max(longest, len(chunk))
    assert digest.hexdigest() == stored.sha256
    assert longest <= SEGMENT


def test_the_store_sees_neither_content_nor_its_hash_nor_its_kind(store):
    content = text(3 * SEGMENT)
    stored = put(store, content)

    sealed = raw(stored, store)
    told = store.client.stat_object(
        stored.bucket, stored.key, version_id=stored.version_id
    )

    windows = {content[at : at + 16] for at in range(0, len(content) - 16, 4099)}
    assert not [window for window in windows if window in sealed]
    assert MARK[:5] not in sealed
    headers = str(dict(told.metadata)) + str(told.etag)
    assert stored.sha256 not in headers
    assert hashlib.md5(content).hexdigest() not in headers
    assert "pdf" not in headers


def test_plain_object_stays_plain(store):
    stored = store.put(io.BytesIO(MARK), area=Area.DRAFTS, media_type="application/pdf")

    assert raw(stored, store) == MARK
    assert (stored.is_sealed, stored.wrapped_key) == (False, None)


def test_equal_content_never_looks_equal(store):
    first, second = put(store, MARK), put(store, MARK)

    assert raw(first, store) != raw(second, store)
    assert first.wrapped_key != second.wrapped_key


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (0, 1),
        (0, SEGMENT),
        (0, SEGMENT + 1),
        (1, SEGMENT),
        (SEGMENT - 1, 2),
        (SEGMENT, SEGMENT),
        (SEGMENT, None),
        (2 * SEGMENT + 7, 3 * SEGMENT),
        (4 * SEGMENT, 100),
        (4 * SEGMENT + 99, 1),
        (4 * SEGMENT + 50, 1_000_000),
        (3, None),
        (7, 0),
        (4 * SEGMENT + 100, None),
    ],
)
def test_part_of_a_sealed_object_is_what_was_asked_for(store, start, length):
    content = text(4 * SEGMENT + 100)
    stored = put(store, content)

    part = b"".join(store.chunks(stored, start=start, length=length))

    assert part == content[start:][:length]


def test_for_a_part_only_its_segments_are_fetched(store):
    stored = put(store, text(20 * SEGMENT))
    asked = []

    def noted(*args, **kwargs):
        asked.append((kwargs["offset"], kwargs["length"]))
        return store.client.get_object(*args, **kwargs)

    watched = Store(SimpleNamespace(get_object=noted), store.prefix)
    b"".join(watched.chunks(stored, start=7 * SEGMENT + 5, length=SEGMENT))

    assert asked == [(7 * STEP, 2 * STEP)]


FOUR = 3 * SEGMENT + 1000


def flipped(sealed: bytes, at: int) -> bytes:
    return sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]


ATTACKS = {
    "first bit": lambda s: flipped(s, 0),
    "bit in the middle": lambda s: flipped(s, STEP + 5),
    "last bit": lambda s: flipped(s, len(s) - 1),
    "last byte cut": lambda s: s[:-1],
    "last segment cut": lambda s: s[: 3 * STEP],
    "all but one segment cut": lambda s: s[:STEP],
    "everything cut": lambda _s: b"",
    "byte added": lambda s: s + b"x",
    "segment added": lambda s: s + segments(s)[0],
    "segments swapped": lambda s: b"".join(segments(s)[at] for at in (1, 0, 2, 3)),
    "segment twice": lambda s: b"".join(segments(s)[at] for at in (0, 0, 2, 3)),
    "segment left out": lambda s: b"".join(segments(s)[at] for at in (0, 1, 3)),
    "plaintext instead": lambda _s: text(FOUR),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_altered_bytes_are_found_whole_or_in_part(store, attack):
    stored = put(store, text(FOUR))
    exchange(store, stored, ATTACKS[attack](raw(stored, store)))

    with pytest.raises(ObjectAltered):
        store.get_bytes(stored)
    with pytest.raises(ObjectAltered):
        store.verify(stored)
    given = io.BytesIO()
    with pytest.raises(ObjectAltered):
        given.writelines(store.chunks(stored, start=1))
    # What was given out before was proven.
    assert text(FOUR)[1:].startswith(given.getvalue())


def test_bytes_of_another_object_do_not_open(store):
    first, second = put(store, text(FOUR)), put(store, text(FOUR))
    exchange(store, first, raw(second, store))

    with pytest.raises(ObjectAltered):
        store.get_bytes(first)
    first.wrapped_key = second.wrapped_key  # the key is brought along: still another
    with pytest.raises(ObjectAltered):
        store.get_bytes(first)


def test_row_that_tells_of_fewer_bytes_does_not_hide_what_was_cut(store):
    content = text(FOUR)
    stored = put(store, content)
    exchange(store, stored, raw(stored, store)[: 2 * STEP])
    stored.size = 2 * SEGMENT
    stored.sha256 = hashlib.sha256(content[: stored.size]).hexdigest()

    with pytest.raises(ObjectAltered):
        store.get_bytes(stored)


def test_length_is_checked_without_reading(store):
    stored = put(store, text(FOUR))
    exchange(store, stored, raw(stored, store)[:-1])

    assert not store.exists(stored)


def test_without_its_key_nothing_can_be_read(store):
    stored = put(store, text(FOUR))
    stored.wrapped_key = None

    for start in (0, 5):
        with pytest.raises(ContentKeyGone):
            b"".join(store.chunks(stored, start=start, length=10))
    with pytest.raises(ContentKeyGone):
        store.get_bytes(stored)


def test_field_keys_rotate_and_without_them_nothing_can_be_read(store, settings):
    stored = put(store, MARK)
    old = list(settings.FIELD_KEYS)

    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *old]
    assert store.get_bytes(stored) == MARK

    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    with pytest.raises(ContentKeyGone):
        store.get_bytes(stored)


def test_only_sealed_rows_have_a_key():
    from eoffice.objects.store import put_bytes

    stored = put_bytes(MARK, area=Area.DRAFTS, media_type="text/plain")
    stored.wrapped_key = b"x"

    broken = pytest.raises(IntegrityError, match="only_sealed_objects_have_a_key")
    with broken, transaction.atomic():
        stored.save()


def test_promotion_seals_and_never_unseals(store):
    plain = store.put(
        io.BytesIO(MARK), area=Area.QUARANTINE, media_type="application/pdf"
    )

    sealed = store.promote(plain, area=Area.DRAFTS, sealed=True)
    kept = store.promote(sealed, area=Area.RECORDS, lock_until=soon(5))

    assert (sealed.is_sealed, kept.is_sealed) == (True, True)
    assert kept.wrapped_key != sealed.wrapped_key
    assert store.get_bytes(kept) == MARK
    assert MARK not in raw(kept, store)


def test_locks_and_holds_work_on_sealed_objects(store):
    stored = put(store, MARK, area=Area.RECORDS, lock_until=soon(20))
    stored.save()

    locks.lock(stored, soon(40), store=store)
    locks.set_legal_hold(stored, store=store)
    locks.lift_legal_hold(stored, store=store)

    stored.refresh_from_db()
    assert store.get_bytes(stored) == MARK
    kept = store.client.get_object_retention(
        stored.bucket, stored.key, version_id=stored.version_id
    )
    assert kept.retain_until_date == stored.locked_until


def test_missing_sealed_object_is_missing(store):
    stored = put(store, MARK)
    stored.key = "0" * 40

    assert not store.exists(stored)
    with pytest.raises(ObjectMissing):
        store.get_bytes(stored)
