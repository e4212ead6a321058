"""A record that is no letter of the house: entered, filed, seen and refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from archive.models import BroughtFile, Medium, Record, RecordKind
from archive.records.access import reads, visible_record
from archive.records.history import history_of
from archive.records.proof import proof_of
from archive.registering.inputs import NO_NUMBER, RecordInput
from archive.registering.registering import (
    check_rows,
    register_record,
    register_records,
)
from eoffice.errors import Invalid, NotFound
from eoffice.outbox.models import OutboxEvent
from eoffice.outbox.relay import drain
from search.kinds.record import RECORD
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import CODE, make_file
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db


def row_of(office, **changes) -> RecordInput:
    row = RecordInput(
        unit_id=office.setda.pk,
        record_date=date(2019, 6, 14),
        description="Notula rapat koordinasi triwulan II",
        document_type="notula",
        classification_code=CODE,
    )
    return replace(row, **changes)


def test_an_entered_record_is_filed_found_and_proven_like_any_other(office):
    archivist = actor(office.setda_archivist)
    berkas = make_file(office.setda_archivist, office.setda)
    upload = bring(office.setda_archivist, pdf(), "notula.pdf")

    made = register_record(
        actor=archivist,
        row=row_of(office, record_file_id=berkas.pk, uploads=[upload.pk]),
    )
    drain()

    record = Record.objects.get(pk=made.pk)
    assert (record.kind, record.medium) == (RecordKind.REGISTERED, Medium.PAPER)
    assert (record.number, record.item_number) == (NO_NUMBER, 1)
    assert record.row_version == 2
    kept = BroughtFile.objects.get(record=record)
    assert (kept.content.name, kept.pages) == ("notula.pdf", 1)
    assert kept.content.stored.locked_until is not None
    proof = proof_of(record, archivist)
    assert [one.stored.sha256 for one in proof.contents] == [upload.stored.sha256]
    acts = {one.action for one in history_of(record, archivist)}
    assert acts == {"record.registered", "record.scan_kept"}
    found = RECORD.document(RECORD.rows().get(pk=record.pk), 1)
    assert (found.direction, found.subject) == ("", record.subject)
    assert visible_record(actor(office.sekda), record.pk)
    with pytest.raises(NotFound):
        visible_record(actor(office.staff), record.pk)


def test_a_classed_one_opens_to_the_seat_that_entered_it_alone(office):
    record = register_record(
        actor=actor(office.setda_archivist),
        row=row_of(office, security_class=SecurityClass.RAHASIA),
    )

    assert reads(actor(office.setda_archivist), record)
    assert visible_record(actor(office.setda_clerk), record.pk)
    assert not reads(actor(office.setda_clerk), record)


def test_a_list_is_entered_whole_or_not_at_all_in_few_queries(
    office, django_assert_max_num_queries
):
    archivist = actor(office.setda_archivist)
    berkas = make_file(office.setda_archivist, office.setda)
    good = row_of(office, record_file_id=berkas.pk)
    bad = replace(
        good,
        description=" ",
        classification_code="000",
        record_date=timezone.localdate() + timedelta(days=1),
    )

    faults = check_rows(archivist, [good, bad])
    assert {one.field for one in faults.pop(1)} == {
        "description",
        "classification_code",
        "record_date",
    }
    assert not faults
    with pytest.raises(Invalid) as refusal:
        register_records(actor=archivist, rows=[good, bad])
    assert {one.field for one in refusal.value.faults} >= {"rows.1.description"}
    assert not Record.objects.exists()

    with django_assert_max_num_queries(40):
        made = register_records(actor=archivist, rows=[good] * 200)
    assert [one.item_number for one in made] == list(range(1, 201))
    assert OutboxEvent.objects.filter(name="record.captured").count() == 200


def test_strangers_enter_nothing_and_foreign_files_are_not_there(office):
    upload = bring(office.drafter, pdf(), "notula.pdf")
    with pytest.raises(NotFound):
        register_record(actor=actor(office.drafter), row=row_of(office))
    with pytest.raises(Invalid):
        register_record(
            actor=actor(office.setda_archivist),
            row=row_of(office, uploads=[upload.pk]),
        )
    assert not Record.objects.exists()


def test_page_and_program_enter_it_by_the_same_operation(client, office):
    client.force_login(office.setda_archivist.user)
    given = {
        "unit": str(office.setda.pk),
        "description": "Notula",
        "record_date": "2019-06-14",
    }

    page = client.post(
        "/arsip/catat/",
        {
            **given,
            "security_class": "biasa",
            "development": "asli",
            "quantity": 2,
            "quantity_unit": "buku",
            "medium": "paper",
        },
    )
    program = client.post("/api/v1/records", given, content_type="application/json")

    assert page.status_code == 302, page.context["form"].errors
    assert "buku" in client.get(page["Location"]).text
    assert program.status_code == 201, program.text
    assert program.json()["kind"] == "registered"
    assert Record.objects.count() == 2
    client.force_login(office.drafter.user)
    assert client.get("/arsip/catat/").status_code == 404
    refused = client.post("/api/v1/records", given, content_type="application/json")
    assert refused.status_code == 404
