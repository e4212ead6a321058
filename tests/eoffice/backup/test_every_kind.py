"""Every kind of object goes into a backup as it lies in the store, and comes back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from eoffice.audit.anchors import keep_anchor
from eoffice.backup.folder import BackupError, BackupFolder
from eoffice.environment import environment
from eoffice.files import encrypt_object
from eoffice.objects.client import connect
from eoffice.objects.encryption import SEGMENT
from eoffice.objects.locks import lift_legal_hold, set_legal_hold
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, Store, default_store, put_bytes
from eoffice.outbox.relay import drain
from tests.eoffice.backup.commands import backed_up, eoffice
from tests.eoffice.backup.old_format import as_format_1
from tests.eoffice.objects.encrypted import raw
from tests.office.kabupaten import build_office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("own_anchors"),
]
PHRASE = b"kata yang tidak boleh terbaca"
PDF = "application/pdf"
KINDS = (
    "plain",
    "locked",
    "held",
    "sealed",
    "sealed long",
    "sealed empty",
    "sealed locked held",
    "sealed before rotation",
    "destroyed",
)


@pytest.fixture
def kinds(settings):
    """One object of every kind, by the kind's name; the field keys have rotated."""
    build_office()
    default_store().prepare()
    kept = {"sealed before rotation": _kept(PHRASE + b" lama", sealed=True)}
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    until = datetime.now(UTC) + timedelta(hours=2)
    locked = {"area": Area.RECORDS, "lock_until": until}
    kept |= {
        "plain": _kept(b"konsep"),
        "locked": _kept(b"arsip", **locked),
        "held": _kept(b"ditahan", area=Area.RECORDS),
        "sealed": _kept(PHRASE, sealed=True),
        "sealed long": _kept(PHRASE * SEGMENT, sealed=True),
        "sealed empty": _kept(b"", sealed=True),
        "sealed locked held": _kept(PHRASE + b" arsip", sealed=True, **locked),
        "destroyed": _kept(PHRASE + b" musnah", sealed=True),
    }
    StoredObject.objects.filter(pk=kept["destroyed"].pk).update(wrapped_key=None)
    set_legal_hold(kept["held"])
    set_legal_hold(kept["sealed locked held"])
    keep_anchor(lock_until=datetime.now(UTC) + timedelta(seconds=30))
    yield kept
    lift_legal_hold(kept["held"])


def _kept(content, *, area=Area.DRAFTS, **keeping):
    stored = put_bytes(content, area=area, media_type=PDF, **keeping)
    stored.save()
    return stored


@pytest.fixture
def place(kinds, empty_place, settings):
    """The empty place, with all keys of the office."""
    return {**empty_place, "FIELD_KEYS": ",".join(settings.FIELD_KEYS)}


def _there(place) -> Store:
    env = environment()
    secret = env.S3_SECRET_KEY.get_secret_value()
    client = connect(env.S3_URL, env.S3_ACCESS_KEY, secret)
    return Store(client, place["S3_BUCKET_PREFIX"])


def _restored(place, path) -> dict[str, dict]:
    """Restore; return what lies there by key: bytes, metadata, lock, hold."""
    answer = eoffice("restore", path, "--json", env=place)
    assert answer.returncode == 0, answer.stderr
    check = eoffice("check-integrity", "--json", env=place)
    faults = json.loads(check.stdout)["faults"]
    without_key = StoredObject.objects.filter(is_sealed=True, wrapped_key=None)
    assert {one["key"] for one in faults} == {one.key for one in without_key}
    store = _there(place)
    found = {}
    for area in Area:
        bucket = store.bucket(area)
        for item in store.client.list_objects(bucket, recursive=True):
            found[item.object_name] = _seen(store.client, bucket, item)
    return found


def _seen(client, bucket, item) -> dict:
    name = item.object_name
    stat = client.stat_object(bucket, name)
    seen = {"bytes": client.get_object(bucket, name).read(), "type": stat.content_type}
    told = {k.lower(): v for k, v in stat.metadata.items()}
    seen["told"] = {k: v for k, v in told.items() if k.startswith("x-amz-meta-")}
    if bucket.endswith("records"):
        seen["hold"] = client.is_object_legal_hold_enabled(bucket, name)
        lock = client.get_object_retention(bucket, name)
        seen["until"] = lock and lock.retain_until_date
        if seen["hold"]:
            client.disable_object_legal_hold(bucket, name)
    return seen


def test_every_kind_comes_back_as_it_lay_in_the_store(kinds, place, tmp_path):
    backed_up(tmp_path)

    found = _restored(place, tmp_path)

    for kind in KINDS:
        stored = kinds[kind]
        if kind == "destroyed":
            assert stored.key not in found
            continue
        assert found[stored.key]["bytes"] == raw(stored), kind
        here = default_store().client.stat_object(stored.bucket, stored.key)
        assert found[stored.key]["type"] == here.content_type, kind
        told = {k.lower(): v for k, v in here.metadata.items()}
        for name, value in found[stored.key]["told"].items():
            assert told[name] == value, kind
        if stored.bucket.endswith("records"):
            assert found[stored.key]["hold"] is ("held" in kind), kind
            held = default_store().client.get_object_retention(
                stored.bucket, stored.key
            )
            until = held and held.retain_until_date
            assert found[stored.key]["until"] == until, kind
            assert bool(until) is ("locked" in kind), kind
    lift_legal_hold(kinds["sealed locked held"])


def test_nothing_sealed_lies_in_plain_anywhere_in_the_folder(kinds, tmp_path):
    path = tmp_path / "cadangan"
    backed_up(path)

    for file in path.rglob("*"):
        assert not file.is_file() or PHRASE not in file.read_bytes(), file
    sealed = [one for one in BackupFolder(path).objects() if one.seal]
    assert len(sealed) == 6
    lift_legal_hold(kinds["sealed locked held"])


def test_what_was_sealed_since_the_last_backup_leaves_the_folder(tmp_path):
    build_office()
    stored = _kept(PHRASE)
    backed_up(tmp_path)
    encrypt_object(stored.pk)
    drain()

    backed_up(tmp_path)

    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert not any(PHRASE in one.read_bytes() for one in files)


def test_sealed_bytes_that_spoil_in_the_folder_are_copied_anew(tmp_path):
    build_office()
    _kept(PHRASE, sealed=True)
    backed_up(tmp_path)
    folder = BackupFolder(tmp_path)
    (kept,) = [one for one in folder.objects() if one.seal]
    spoilt = bytearray(folder.bytes_of(kept).read_bytes())
    spoilt[0] ^= 1
    folder.bytes_of(kept).write_bytes(spoilt)

    second, third = backed_up(tmp_path), backed_up(tmp_path)

    assert (second["copied"], third["copied"]) == (1, 0)
    assert all(folder.has(one) for one in folder.objects())


def test_retired_key_that_is_not_brought_along_is_refused(
    kinds, place, tmp_path, settings
):
    backed_up(tmp_path)
    newest = {**place, "FIELD_KEYS": settings.FIELD_KEYS[0]}

    answer = eoffice("restore", tmp_path, env=newest)

    assert answer.returncode == 1
    assert "lacks 1 of the 2 keys" in answer.stderr
    lift_legal_hold(kinds["sealed locked held"])


def test_backup_of_the_format_before_is_restored_sealed(kinds, place, tmp_path):
    kinds["destroyed"].delete()  # with one, that format made no backup at all
    backed_up(tmp_path)
    as_format_1(BackupFolder(tmp_path))

    found = _restored(place, tmp_path)

    for kind in KINDS[:-1]:
        assert found[kinds[kind].key]["bytes"] == raw(kinds[kind]), kind
    lift_legal_hold(kinds["sealed locked held"])


def test_backup_of_a_later_format_is_refused_by_name(tmp_path):
    build_office()
    backed_up(tmp_path)
    folder = BackupFolder(tmp_path)
    folder.write_json("backup.json", {**folder.read_json("backup.json"), "format": 3})
    folder.finish()

    with pytest.raises(BackupError, match="has format 3, this version reads 1 and 2"):
        folder.check()
