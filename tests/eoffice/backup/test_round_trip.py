"""A backup restored elsewhere, on the real services: all of it, or a refusal."""

import json
import os
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from eoffice.audit import trail
from eoffice.audit.anchors import keep_anchor
from eoffice.backup.folder import BackupFolder
from eoffice.objects.locks import set_legal_hold
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store, put_bytes
from tests.eoffice.backup.commands import backed_up, eoffice, rows
from tests.office.kabupaten import build_office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("own_anchors"),
]


@pytest.fixture
def office():
    """An office with a locked record, a held one, a draft, and an anchored trail."""
    made = build_office()
    default_store().prepare()
    until = datetime.now(UTC) + timedelta(hours=2)
    kept = [
        put_bytes(b"surat", area=Area.RECORDS, media_type="a/b", lock_until=until),
        put_bytes(b"ditahan", area=Area.RECORDS, media_type="a/b"),
        put_bytes(b"konsep" * 100_000, area=Area.DRAFTS, media_type="a/b"),
    ]
    for stored in kept:
        stored.save()
    set_legal_hold(kept[1])
    with transaction.atomic():
        trail.record("test.happened", kept[0], actor=None)
    keep_anchor(lock_until=datetime.now(UTC) + timedelta(seconds=30))
    return made


def test_backup_is_restored_elsewhere_and_proves_itself(office, empty_place, tmp_path):
    path = tmp_path / "cadangan"
    made = backed_up(path)

    answer = eoffice("restore", path, "--json", env=empty_place)

    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["objects"] == made["objects"] == 4  # three files and an anchor
    assert told["locks"] == 2
    assert told["audit_links"] > 0
    assert told["next"] == ["rebuild-index", "destroy-again"]
    there = rows(empty_place)
    here = StoredObject.objects.order_by("sha256")
    assert [row[0] for row in there] == [one.sha256 for one in here]
    prefix = empty_place["S3_BUCKET_PREFIX"]
    assert {row[1] for row in there} == {f"{prefix}-records", f"{prefix}-drafts"}
    client = default_store().client
    locked = next(row for row in there if row[3])
    held = next(row for row in there if row[4])
    keys = {one.sha256: one.key for one in here}
    found = client.get_object_retention(
        locked[1], keys[locked[0]], version_id=locked[2]
    )
    assert found.mode == "COMPLIANCE"
    assert client.is_object_legal_hold_enabled(
        held[1], keys[held[0]], version_id=held[2]
    )
    for word in ("verify-audit", "check-integrity"):
        assert eoffice(word, env=empty_place).returncode == 0
    client.disable_object_legal_hold(held[1], keys[held[0]], version_id=held[2])


def test_second_run_copies_nothing_and_mends_what_was_broken_off(office, tmp_path):
    first = backed_up(tmp_path)
    folder = BackupFolder(tmp_path)
    kept = [one for one in folder.objects() if one.row]
    folder.bytes_of(kept[0]).write_bytes(b"terpotong")

    second, third = backed_up(tmp_path), backed_up(tmp_path)

    assert (first["copied"], second["copied"], third["copied"]) == (3, 1, 0)
    assert all(folder.has(one) for one in folder.objects())
    assert not list(tmp_path.rglob("*.part"))


def test_no_secret_and_no_session_lies_in_the_folder(office, tmp_path, client):
    client.force_login(office.sekda.user)
    backed_up(tmp_path)

    told = json.loads((tmp_path / "settings.json").read_text())
    whole = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert {"SECRET_KEY", "FIELD_KEYS", "S3_SECRET_KEY"} <= set(told["secret"])
    for name in ("SECRET_KEY", "FIELD_KEYS", "S3_SECRET_KEY"):
        assert os.environ[name].encode() not in whole
    assert client.session.session_key.encode() not in whole
    assert tmp_path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("harm", ["dump", "object", "sums", "list"])
def test_altered_backup_is_refused_and_nothing_is_begun(
    office, empty_place, tmp_path, harm
):
    backed_up(tmp_path)
    folder = BackupFolder(tmp_path)
    if harm == "dump":
        with folder.file("database.dump").open("ab") as file:
            file.write(b"x")
    elif harm == "object":
        folder.bytes_of(next(folder.objects())).write_bytes(b"lain")
    elif harm == "list":
        folder.file("objects.jsonl").write_text("")
    else:
        folder.file("SHA256SUMS").unlink()

    answer = eoffice("restore", tmp_path, env=empty_place)

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    with psycopg.connect(empty_place["DATABASE_URL"]) as database:
        query = (
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace"
        )
        assert database.execute(query).fetchone() == (0,)
    prefix = empty_place["S3_BUCKET_PREFIX"]
    assert not default_store().client.bucket_exists(f"{prefix}-records")


def test_place_that_is_not_empty_is_refused(office, tmp_path):
    backed_up(tmp_path)
    before = StoredObject.objects.count()

    with pytest.raises(CommandError, match="tables already"):
        call_command("restore", tmp_path)

    assert StoredObject.objects.count() == before


def test_other_field_keys_are_refused(office, empty_place, tmp_path):
    backed_up(tmp_path)
    other = {**empty_place, "FIELD_KEYS": "A" * 43 + "="}

    answer = eoffice("restore", tmp_path, env=other)

    assert answer.returncode == 1
    assert "FIELD_KEYS" in answer.stderr


def test_file_that_vanished_makes_no_backup(office, tmp_path):
    stored = StoredObject.objects.get(bucket__endswith="drafts")
    default_store().delete_unkept(
        bucket=stored.bucket, key=stored.key, version_id=stored.version_id
    )

    with pytest.raises(CommandError, match="vanished"):
        call_command("backup", tmp_path)

    assert not (tmp_path / "SHA256SUMS").exists()
