"""What a restored backup brings back goes again by the ledger, with proof."""

import json
from datetime import timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from archive.disposal.states import ListState
from archive.erasing import ledger as ledger_module
from archive.erasing.again import destroy_again, read_ledger
from archive.erasing.ledger import EntryUnreadable, opened
from archive.models import DestructionList, Record, RecordFile, Tombstone
from eoffice.audit.models import AuditEvent
from eoffice.environment import environment
from eoffice.objects import integrity
from eoffice.objects.deleting import DestroyerAbsent
from eoffice.objects.store import Area, default_store
from eoffice.organisation.models import Official
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import versions_left
from tests.eoffice.backup.commands import backed_up, eoffice
from tests.eoffice.backup.conftest import empty_place
from tests.harness.killed.destruction import hold
from tests.office.disposal import confirm_schedule, executing, make_committee, make_due
from tests.office.kabupaten import build_office
from tests.office.scanned import make_scanned

__all__ = ["empty_place"]  # a fixture
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(office):
    return make_committee(office)


@pytest.fixture
def records(office):
    """Two records that are due."""
    made = [make_scanned(office, name) for name in ("pertama", "kedua")]
    make_due(office, *made)
    return made


def told(office, people) -> bytes:
    """Return the entry of a destruction that this database then knows nothing of."""
    before = transaction.savepoint()
    found = executing(office, people)
    content = ledger_module._sealed(found, list(found.items.all()))
    transaction.savepoint_rollback(before)
    return content


def places_of(records):
    stored = [one.contents.get().stored for one in records]
    return [(one.bucket, one.key) for one in stored]


def test_what_came_back_goes_again_with_people_approvals_and_proof(
    office, people, records
):
    content, places = told(office, people), places_of(records)
    assert not DestructionList.objects.exists()

    outcomes = list(destroy_again(read_ledger([content])))

    found = DestructionList.objects.get()
    assert [(one.again, one.destroyed, one.kept) for one in outcomes] == [
        (str(found.pk), 2, {})
    ]
    assert found.state == ListState.DESTROYED
    assert found.again_of == opened(content).list_id
    assert found.certificate["items"] == 2
    until = timezone.localdate() + timedelta(days=environment().BACKUP_DAYS)
    assert found.certificate["backups_until"] == until.isoformat()
    assert found.approvals.get().document_number == "000.5.6.2/12/BUP/2026"
    assert len({found.proposed_by, found.asked_by, found.executed_by}) == 3
    assert not Record.objects.exists()
    assert Tombstone.objects.count() == 2
    assert versions_left(places) == 0
    assert AuditEvent.objects.filter(action="destruction_list.again").count() == 1
    assert list(destroy_again(read_ledger([content]))) == []


def test_a_hold_of_the_restored_office_keeps_its_record(office, people, records):
    content = told(office, people)
    hold(office, records[0])

    outcomes = list(destroy_again(read_ledger([content])))

    assert [(one.destroyed, one.kept) for one in outcomes] == [(1, {"held": 1})]
    assert Record.objects.get().pk == records[0].pk
    again = list(destroy_again(read_ledger([content])))
    assert [(one.destroyed, one.kept) for one in again] == [(0, {"held": 1})]
    assert DestructionList.objects.count() == 1


def test_the_list_as_the_backup_had_it_is_called_off_once_all_is_gone(
    office, people, records
):
    content = told(office, people)
    # As it stood before the berkas was closed: its dates are not asked again.
    RecordFile.objects.update(
        closed_on=None, activity_ended_on=None, active_until=None, inactive_until=None
    )
    list_id = opened(content).list_id
    old = DestructionList(
        pk=list_id,
        name="Usul musnah 2026",
        unit=office.setda,
        due_before=timezone.localdate(),
        proposed_by=office.setda_archivist.official,
    )
    old.save()

    list(destroy_again(read_ledger([content])))

    old.refresh_from_db()
    assert old.state == ListState.ABORTED
    assert not Record.objects.exists()


def test_an_entry_of_other_keys_or_of_nobody_destroys_nothing(office, people, records):
    outer = json.loads(told(office, people))
    sealed = outer["sealed"]
    outer["sealed"] = sealed[:-8] + "AAAA" + sealed[-4:]
    forged = json.dumps(outer).encode()

    ledger = read_ledger([forged, b"bukan", b"{}"])

    assert (ledger.unreadable, ledger.lists) == (3, {})
    assert list(destroy_again(ledger)) == []
    assert Record.objects.count() == 2
    with pytest.raises(EntryUnreadable):
        opened(forged)


def test_people_whom_the_restored_office_does_not_know_stop_the_list(
    office, people, records
):
    entry = json.loads(told(office, people))
    inner = json.loads(ledger_module.cipher().decrypt(entry["sealed"].encode()))
    inner["people"]["executed_by"] |= {"id": str(entry["list"]), "nip": "tidak ada"}
    sealed = ledger_module.cipher().encrypt(json.dumps(inner).encode())
    content = json.dumps(entry | {"sealed": sealed.decode()}).encode()
    assert not Official.objects.filter(pk=entry["list"]).exists()

    (outcome,) = destroy_again(read_ledger([content]))

    assert (outcome.destroyed, outcome.kept) == (0, {"unknown_person_or_unit": 2})
    assert Record.objects.count() == 2


def test_killed_it_goes_on_and_without_the_key_it_begins_nothing(
    office, people, records, monkeypatch
):
    content = told(office, people)
    with monkeypatch.context() as without:
        without.setattr(environment(), "S3_DESTROYER_ACCESS_KEY", "")
        with pytest.raises(DestroyerAbsent):
            list(destroy_again(read_ledger([content])))
    assert not DestructionList.objects.exists()

    def die(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("archive.erasing.again.prove_list", die)
        with pytest.raises(KeyboardInterrupt):
            list(destroy_again(read_ledger([content])))
    outcomes = list(destroy_again(read_ledger([content])))

    assert [one.destroyed for one in outcomes] == [2]
    assert DestructionList.objects.get().state == ListState.DESTROYED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_anchors")
def test_a_backup_from_before_a_destruction_gives_nothing_back(empty_place, tmp_path):
    place, office = empty_place, build_office()
    confirm_schedule()
    people = make_committee(office)
    gone, stays = make_scanned(office, "musnah"), make_scanned(office, "tinggal")
    make_due(office, gone)
    drain()
    backup = tmp_path / "cadangan"
    backed_up(backup)
    found = executing(office, people)
    drain()
    found.refresh_from_db()
    assert found.state == ListState.DESTROYED
    bucket = default_store().bucket(Area.RECORDS)
    client = default_store().client
    own = f"{integrity.DESTROYED}{found.pk}/"
    (entry,) = client.list_objects(bucket, prefix=own, recursive=True)
    lock = client.get_object_retention(bucket, entry.object_name)
    assert lock.retain_until_date > timezone.now() + timedelta(days=100)
    assert not [
        one
        for one in integrity.check(read_content=False).faults
        if one.key.startswith(integrity.DESTROYED)
    ]

    restored = eoffice("restore", backup, env=place)
    assert restored.returncode == 0, restored.stderr
    assert ids(place) == {gone.pk, stays.pk}
    before = ["destroy-again", "--prefix", environment().S3_BUCKET_PREFIX]
    assert eoffice(*before, "--dry-run", env=place).returncode == 0
    assert ids(place) == {gone.pk, stays.pk}
    out = tmp_path / "buku"
    call_command("destroyed_ledger", out, stdout=StringIO())
    answer = eoffice("destroy-again", out, "--json", env=place)

    assert answer.returncode == 0, answer.stderr
    (one,) = json.loads(answer.stdout)["lists"]
    assert (one["destroyed"], one["kept"]) == (1, {})
    assert ids(place) == {stays.pk}
    with psycopg.connect(place["DATABASE_URL"]) as database:
        row = "select state, certificate->>'items' from archive_destructionlist"
        assert database.execute(row).fetchall() == [("destroyed", "1")]
    there = place["S3_BUCKET_PREFIX"]
    left = client.list_objects(f"{there}-records", recursive=True, include_version=True)
    names = [name.object_name for name in left]
    assert gone.contents.model.objects.count() == 1  # of the record that stays
    kept = stays.contents.get().stored.key
    assert [one for one in names if "/" not in one] == [kept]
    again = eoffice(*before, "--json", env=place)
    assert (again.returncode, json.loads(again.stdout)["lists"]) == (0, [])


def ids(place) -> set:
    with psycopg.connect(place["DATABASE_URL"]) as database:
        return {pk for (pk,) in database.execute("select id from archive_record")}


def test_a_file_of_the_ledger_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no such file"):
        call_command("destroy_again", "/tidak/ada.json")
