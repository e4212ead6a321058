"""A record destroyed by its list is gone: rows, bytes, index, trail details, all."""

import pytest
from django.db import connection

from archive.erasing import slices
from archive.erasing.scanning import hits_in_database
from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import (
    DestructionItem,
    DropReason,
    Export,
    ExportKind,
    ItemState,
    ListState,
    Record,
    ScopeKind,
    Tombstone,
)
from eoffice.audit.models import AuditEvent, AuditRedaction
from eoffice.audit.verification import verify
from eoffice.environment import environment
from eoffice.jobs.models import Job, JobState
from eoffice.objects import store
from eoffice.objects.deleting import DestroyerAbsent
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from search.chosen_engine import engine
from tests.archive.erasing.gone import SENTENCE, SUBJECT, until_unlocked, versions_left
from tests.office.disposal import (
    executing,
    make_committee,
    make_due,
)
from tests.office.kabupaten import actor
from workflow.models import Letter, LetterVersion, Signature

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


def _exported(office, record):
    """A package that holds the record, written and ready."""
    wanted = ExportInput(
        kind=ExportKind.BAGIT, selection=Selection(records=[record.pk])
    )
    export = make_export(actor=actor(office.setda_archivist), wanted=wanted)
    drain()
    export.refresh_from_db()
    assert export.stored is not None
    return export


def _left_by_a_killed_writer(office, record):
    """Return where a package of the record lies that was stored and never kept."""
    wanted = ExportInput(
        kind=ExportKind.BAGIT, selection=Selection(records=[record.pk])
    )
    export = make_export(actor=actor(office.setda_archivist), wanted=wanted)
    Job.objects.filter(pk=export.job_id).update(state=JobState.CANCELLED)
    key = store.new_key()
    Export.objects.filter(pk=export.pk).update(noted_key=key)
    area = store.Area.DRAFTS
    left = store.put_bytes(b"isi paket", area=area, media_type=PDF, name=key)
    return left.bucket, left.key


def test_a_destroyed_letter_leaves_a_tombstone_and_nothing_else(office, letter):
    record = Record.objects.get(letter=letter)
    export = _exported(office, record)
    hashes = set(
        Signature.objects.filter(letter=letter).values_list("sha256", flat=True)
    )
    places = list(StoredObject.objects.values_list("bucket", "key"))
    places.append(_left_by_a_killed_writer(office, record))
    assert versions_left(places) > 1
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    until_unlocked()
    drain()

    found.refresh_from_db()
    export.refresh_from_db()
    assert (export.stored, export.why) == (None, "record_destroyed")
    job = Job.objects.get(pk=found.job_id)
    assert [(i.ref, i.state, i.message) for i in job.items.all()] == [
        ("1-1", "succeeded", ""),
        ("proof", "succeeded", ""),
    ]
    assert found.state == ListState.DESTROYED
    item = DestructionItem.objects.get(destruction_list=found)
    assert item.state == ItemState.DESTROYED
    assert {
        "object_versions": 0,
        "search": 0,
        "database": 0,
    }.items() <= item.proof.items()
    assert hashes <= set(item.hashes)
    assert (item.needles, item.places) == ([], [])
    assert Tombstone.objects.get(record_id=record.pk).letter_id == letter.pk
    assert not Record.objects.filter(pk=record.pk).exists()
    assert not LetterVersion.objects.filter(letter=letter).exists()
    assert not Signature.objects.filter(letter=letter).exists()
    assert versions_left(places) == 0
    assert engine().missing([str(letter.pk), str(record.pk)]) == {
        str(letter.pk),
        str(record.pk),
    }
    words = {SUBJECT: "here", SENTENCE: "here"}
    assert not hits_in_database(words, dict.fromkeys(hashes, "here"))
    shell = Letter.objects.get(pk=letter.pk)
    assert (shell.subject, shell.body, shell.access_tokens) == ("", [], [])
    assert shell.number == letter.number


def test_the_trail_keeps_who_and_when_and_the_chain_holds(office, letter):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    acts = AuditEvent.objects.filter(object_id=str(letter.pk))
    before = list(acts.order_by("at").values_list("action", "official_id", "at"))

    executing(office, people)
    until_unlocked()
    drain()

    # Deferred to the commit, which a test never reaches.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    after = list(acts.order_by("at").values_list("action", "official_id", "at"))
    assert after == before
    assert not [one for one in acts if "reason" in one.payload]
    assert AuditRedaction.objects.filter(event__in=acts).exists()
    report = verify()
    # The head is written at the commit; every link up to there is as it was made.
    assert {one.code for one in report.findings} <= {"head_differs"}
    assert report.redacted > 0


def test_a_hold_set_while_the_list_waits_keeps_the_record(office, letter):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()

    place_hold(
        actor=actor(office.setda_archivist),
        hold=HoldInput(
            case_name="Perkara 12/G/2026/PTUN",
            requester="Bagian Hukum",
            basis="Surat 180/4/2026",
            scopes=[ScopeInput(kind=ScopeKind.RECORD, record_id=record.pk)],
        ),
    )
    drain()

    item = DestructionItem.objects.get(destruction_list=found)
    assert (item.state, item.dropped_because) == (ItemState.DROPPED, DropReason.HELD)
    assert Record.objects.filter(pk=record.pk).exists()
    assert LetterVersion.objects.filter(letter=letter).exists()
    stored = record.contents.first().stored
    stored.refresh_from_db()
    assert stored.has_legal_hold


def test_a_destroyer_killed_between_rows_and_bytes_goes_on(office, letter, monkeypatch):
    record = Record.objects.get(letter=letter)
    places = list(StoredObject.objects.values_list("bucket", "key"))
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()

    with monkeypatch.context() as killed:
        killed.setattr(slices, "_leave_store", die)
        with pytest.raises(KeyboardInterrupt):
            slices.destroy_slice(found.pk)
    assert versions_left(places)
    drain()

    found.refresh_from_db()
    assert (found.state, versions_left(places)) == (ListState.DESTROYED, 0)


def die(*_given: object) -> None:
    raise KeyboardInterrupt


def test_without_the_credential_nothing_is_touched(office, letter, monkeypatch):
    record = Record.objects.get(letter=letter)
    people = make_committee(office)
    make_due(office, record)
    found = executing(office, people)
    until_unlocked()
    monkeypatch.setattr(environment(), "S3_DESTROYER_ACCESS_KEY", "")

    with pytest.raises(DestroyerAbsent):
        slices.destroy_slice(found.pk)

    assert Record.objects.filter(pk=record.pk).exists()
    assert LetterVersion.objects.filter(letter=letter).exists()
