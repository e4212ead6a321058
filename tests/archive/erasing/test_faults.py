"""Killed anywhere, the store away, bytes missing or altered, short cuts: it holds."""

import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, submit_list
from archive.disposal.due import due_records
from archive.disposal.errors import SamePerson
from archive.disposal.executing import execute_list
from archive.erasing import bytes as erased_bytes
from archive.erasing import proving, slices
from archive.models import Appraisal, ItemState, ListState, Record, RecordFile
from eoffice.environment import environment
from eoffice.errors import NotFound
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store
from eoffice.organisation.actor import actor_of
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import versions_left
from tests.office.disposal import (
    LETTER,
    approved,
    executing,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor, make_acting
from tests.office.scanned import make_scanned
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
ITEMS = "archive_destructionitem"

#: Where a process may die while a slice goes: what follows is another process.
IN_A_SLICE = (
    (slices, "things_of"),  # before anything
    (slices, "needles_of"),  # under the locks
    (slices, "erase_rows"),  # permits and tombstones written, rows there
    (slices.erased_bytes, "drop_unused_rows"),  # rows gone, keys there
    (slices.trail, "record_many"),  # all of the transaction but its end
    (slices, "things_gone"),  # rows gone for good, index and bytes there
    (slices, "_leave_store"),  # index gone
    (erased_bytes, "versions_at"),  # the first bytes gone
    (slices.erased_bytes, "left_at"),  # all bytes of an item gone, not noted
)
#: And while the list is proven.
IN_THE_PROOF = (
    (proving, "forget_mentions"),
    (proving, "hits_in_database"),
    (proving, "_keep_proofs"),
    (proving, "certificate_of"),
    (proving, "_close_files"),
)


@pytest.fixture
def people(office):
    return make_committee(office)


def begun(office, people, *names):
    """Return a list of scanned letters being destroyed, and where their bytes lie."""
    records = [make_scanned(office, name) for name in names]
    make_due(office, *records)
    stored = [one.contents.get().stored for one in records]
    return executing(office, people), [(one.bucket, one.key) for one in stored]


def die(*_given, **_named) -> None:
    raise KeyboardInterrupt


def test_killed_at_any_stage_another_process_goes_on(office, people, monkeypatch):
    monkeypatch.setattr(slices, "AT_ONCE", 1)
    names = [f"nomor{'x' * n}" for n in range(len(IN_A_SLICE))]
    found, places = begun(office, people, *names)

    for where, name in IN_A_SLICE:
        with monkeypatch.context() as killed:
            killed.setattr(where, name, die)
            with pytest.raises(KeyboardInterrupt):
                slices.destroy_slice(found.pk)
    while found.items.exclude(proof__isnull=False).exists():
        slices.destroy_slice(found.pk)
    for where, name in IN_THE_PROOF:
        with monkeypatch.context() as killed:
            killed.setattr(where, name, die)
            with pytest.raises(KeyboardInterrupt):
                proving.prove_list(found.pk)
        found.refresh_from_db()
        assert (found.state, found.certificate) == (ListState.EXECUTING, None)
    proving.prove_list(found.pk)

    found.refresh_from_db()
    assert found.state == ListState.DESTROYED
    assert found.certificate["items"] == len(names)
    assert versions_left(places) == 0
    assert not Record.objects.exists()


def test_bytes_that_are_missing_or_altered_hinder_no_destruction(office, people):
    found, places = begun(office, people, "hilang", "berubah")
    client = default_store().client
    missing, altered = StoredObject.objects.filter(key__in=[key for _b, key in places])
    client.remove_object(missing.bucket, missing.key, version_id=missing.version_id)
    client.put_object(altered.bucket, altered.key, io.BytesIO(b"lain"), 4)

    drain()

    found.refresh_from_db()
    assert (found.state, versions_left(places)) == (ListState.DESTROYED, 0)


def test_with_the_store_away_nothing_goes_and_all_of_it_later(
    office, people, monkeypatch
):
    found, places = begun(office, people, "desa")
    with monkeypatch.context() as away:
        away.setattr(slices.erased_bytes, "delete_version", unreachable)
        with pytest.raises(StoreUnavailable):
            slices.destroy_slice(found.pk)
    item = found.items.get()
    assert (item.state, item.proof) == (ItemState.ERASING, None)
    assert item.places
    assert versions_left(places)

    drain()

    found.refresh_from_db()
    assert (found.state, versions_left(places)) == (ListState.DESTROYED, 0)


def unreachable(*_given) -> None:
    raise StoreUnavailable


def test_an_acting_post_makes_nobody_another_person(office, people):
    make_due(office, make_scanned(office, "desa"))
    proposer = office.setda_archivist
    found = proposed(office)
    submit_list(actor=actor(proposer), list_id=found.pk)
    today = timezone.localdate()
    # For the chair: a seat that appraises, approves and carries out.
    chair = office.sekda.position
    make_acting(proposer, chair, "plt", today, today + timedelta(days=30))
    acting = actor_of(proposer.user)
    agree = CommitteeWord(decision=Appraisal.AGREE)

    def appraise(who):
        appraise_items(actor=who, list_id=found.pk, chosen=Chosen(), word=agree)

    with pytest.raises(SamePerson):
        appraise(acting)
    appraise(actor(office.kabag))
    with pytest.raises(SamePerson):
        approve_list(actor=acting, list_id=found.pk, letter=LETTER)
    approve_list(actor=actor(office.bupati), list_id=found.pk, letter=LETTER)
    with pytest.raises(SamePerson):
        execute_list(actor=acting, list_id=found.pk, typed_name=found.name)


def test_what_ends_with_the_year_is_due_in_the_next(office, people):
    berkas = make_due(office, make_scanned(office, "desa"))
    last = date(2026, 12, 31)
    RecordFile.objects.filter(pk=berkas.pk).update(inactive_until=last)
    kept = berkas.unit.__class__.objects.filter(pk=berkas.unit_id)

    assert not due_records(kept, before=last).exists()
    assert due_records(kept, before=last + timedelta(days=1)).exists()


def test_no_superuser_deletes_by_page_program_or_statement(office, people):
    make_due(office, make_scanned(office, "desa"))
    found = approved(office, people)
    record = Record.objects.get()
    root = office.admin.official
    office.admin.user.__class__.objects.filter(pk=office.admin.user.pk).update(
        is_superuser=True, is_staff=True
    )
    browser = browser_of(root, stepped_up=True)

    for path in (
        f"/api/v1/records/{record.pk}",
        f"/api/v1/record-files/{record.record_file_id}",
        f"/api/v1/destruction-lists/{found.pk}",
    ):
        assert browser.delete(path).status_code in {403, 404, 405}, path
    execute = f"/api/v1/destruction-lists/{found.pk}/execute"
    answer = browser.post(execute, {"name": found.name}, "application/json")
    assert answer.status_code == 404
    for statement in (
        "DELETE FROM archive_recordcontent",
        "DELETE FROM archive_record",
        "TRUNCATE archive_record CASCADE",
        "TRUNCATE archive_recordcontent",
        "UPDATE archive_destructionlist SET state = 'destroyed'",
        "UPDATE archive_destructionitem SET state = 'destroyed', proof = '{}'",
        "INSERT INTO archive_erasurepermit SELECT record_id, id FROM " + ITEMS,
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert record.contents.exists()
    with pytest.raises(NotFound):
        execute_list(actor=actor(office.admin), list_id=found.pk, typed_name=found.name)


def test_a_key_that_may_not_delete_leaves_the_list_waiting(office, people, monkeypatch):
    found, places = begun(office, people, "desa")
    monkeypatch.setattr(environment(), "S3_DESTROYER_ACCESS_KEY", "")

    drain()

    found.refresh_from_db()
    assert found.state == ListState.EXECUTING
    assert versions_left(places)
    assert Record.objects.exists()
