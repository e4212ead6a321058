"""Database and object store held against each other."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from eoffice.objects.integrity import check
from eoffice.objects.store import Area, Store, default_store, put_bytes

pytestmark = pytest.mark.django_db
NOW = timedelta(0)


@pytest.fixture
def fresh(store, request):
    """A store of this test alone."""
    number = abs(hash(request.node.name)) % 10**6
    own = Store(store.client, f"{store.prefix}-i{number}")
    own.prepare()
    return own


def keep(store, content=b"isi", area=Area.DRAFTS):
    from io import BytesIO

    return store.put(BytesIO(content), area=area, media_type="text/plain")


def codes(report):
    return [fault.code for fault in report.faults]


def test_agreement_is_found_sound_and_noted(fresh):
    stored = keep(fresh)
    stored.save()

    report = check(store=fresh, grace=NOW)

    stored.refresh_from_db()
    assert (report.rows, report.versions, report.faults) == (1, 1, [])
    assert stored.checked_at


def test_missing_object_is_found(fresh):
    stored = keep(fresh)
    stored.save()
    fresh.client.remove_object(stored.bucket, stored.key, version_id=stored.version_id)

    assert codes(check(store=fresh)) == ["missing"]


def test_altered_object_is_found(fresh):
    stored = keep(fresh)
    stored.sha256 = "0" * 64
    stored.save()

    assert codes(check(store=fresh)) == ["altered"]
    assert codes(check(store=fresh, read_content=False)) == []


def test_object_without_row_is_found_after_its_grace(fresh):
    keep(fresh)

    assert codes(check(store=fresh)) == []
    assert codes(check(store=fresh, grace=NOW)) == ["orphan"]


def test_delete_marker_over_a_version_is_found(fresh):
    stored = keep(fresh)
    stored.save()
    fresh.client.remove_object(stored.bucket, stored.key)

    assert codes(check(store=fresh)) == ["hidden"]


def test_orphans_are_removed_but_never_from_records(fresh):
    keep(fresh)
    keep(fresh, area=Area.QUARANTINE)
    kept = keep(fresh, area=Area.RECORDS)

    report = check(store=fresh, grace=NOW, remove_orphans=True)

    assert report.removed == 2
    assert [fault.key for fault in report.faults] == [kept.key]


def test_command_tells_programs_what_it_found():
    default_store().prepare()
    stored = put_bytes(b"isi", area=Area.DRAFTS, media_type="text/plain")
    stored.sha256 = "0" * 64
    stored.save()
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_integrity", "--json", stdout=out)

    assert json.loads(out.getvalue())["faults"][0]["code"] == "altered"
