"""A record entered by hand goes like any other, with the scan that came with it."""

import pytest

from archive.erasing.scanning import hits_in_database
from archive.models import BroughtFile, ListState, OpenRecord, Record, Tombstone
from archive.open_data.releasing import ReleaseInput, release_record
from archive.registering.registering import register_record
from eoffice.objects.models import StoredObject, Upload
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import SUBJECT, until_unlocked, versions_left
from tests.archive.registering.test_registering import row_of
from tests.eoffice.objects.files import pdf
from tests.office.disposal import executing, make_committee, make_due
from tests.office.incoming import bring
from tests.office.kabupaten import actor

pytestmark = pytest.mark.django_db


def test_its_scan_the_upload_and_every_word_of_it_go(office, unlocked):
    archivist = office.setda_archivist
    upload = bring(archivist, pdf(), "peresmian.pdf")
    record = register_record(
        actor=actor(archivist),
        row=row_of(office, description=SUBJECT, uploads=[upload.pk]),
    )
    drain()
    digest = upload.stored.sha256
    places = list(StoredObject.objects.values_list("bucket", "key"))
    assert versions_left(places) == 2
    record.refresh_from_db()
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    until_unlocked()
    drain()

    found.refresh_from_db()
    assert found.state == ListState.DESTROYED
    assert Tombstone.objects.filter(record_id=record.pk).exists()
    assert not Record.objects.exists()
    assert not BroughtFile.objects.exists()
    assert not Upload.objects.filter(pk=upload.pk).exists()
    assert versions_left(places) == 0
    words = {SUBJECT: "here"}
    assert not hits_in_database(words, {digest: "here"})


def test_its_open_copy_goes_with_it(office, unlocked):
    archivist = office.setda_archivist
    upload = bring(archivist, pdf(), "peresmian.pdf")
    row = row_of(office, description=SUBJECT, uploads=[upload.pk])
    record = register_record(actor=actor(archivist), row=row)
    drain()
    wanted = ReleaseInput(title="Peresmian", reason="Berkala", pictures_looked_at=True)
    release_record(actor=actor(archivist), record_id=record.pk, release=wanted)
    drain()
    opened = OpenRecord.objects.select_related("stored").get()
    digest, copy = opened.stored.sha256, (opened.stored.bucket, opened.stored.key)
    assert versions_left([copy]) == 1
    record.refresh_from_db()
    people = make_committee(office)
    make_due(office, record)

    found = executing(office, people)
    until_unlocked()
    drain()

    found.refresh_from_db()
    assert found.state == ListState.DESTROYED
    assert not OpenRecord.objects.exists()
    assert versions_left([copy]) == 0
    assert not hits_in_database({}, {digest: "here"})
