"""A unit that ended: all it kept goes on, and every file has exactly one keeper."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from archive.custody.succeeding import hand_to_successor, left_behind
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.loans.access import loans_visible_to
from archive.models import CustodyMove, Loan, RecordBox, RecordFile, ScopeKind
from archive.places.filling import put_into_box
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.record_files.access import (
    keeping_unit,
    kept_among,
    record_files_visible_to,
)
from archive.registering.registering import register_record
from eoffice.jobs.operations.running import run_job
from eoffice.organisation.models import Unit
from tests.archive.registering.test_registering import row_of
from tests.office.custody import closed_file, proposed_move
from tests.office.kabupaten import actor, make_person
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
PAGE, API, KIND = "/arsip/suksesi/", "/api/v1/successions", "application/json"


def end(unit: Unit) -> None:
    ended = timezone.localdate() - timedelta(days=1)
    Unit.objects.filter(pk=unit.pk).update(closed_on=ended)


def _hold_and_ask_for(office, keeper, held, lent) -> None:
    """Hold one of the files for a case, and let somebody ask for the other."""
    scope = ScopeInput(kind=ScopeKind.RECORD_FILE, record_file_id=held.pk)
    given = {"case_name": "Perkara", "requester": "Hukum", "basis": "Surat 1"}
    place_hold(actor=keeper, hold=HoldInput(**given, scopes=[scope]))
    Loan.objects.create(
        kind="paper",
        record_file=lent,
        item="Berkas",
        unit=office.bagian,
        borrower=office.sekda.official,
        purpose="Rapat",
        due_on=timezone.localdate(),
        asked_by=office.sekda.official,
    )


def test_every_file_of_an_ended_unit_has_one_keeper_and_is_seen(office):
    keeper = actor(office.setda_archivist)
    next_keeper = actor(
        make_person(
            "arsip.lkd", "Lina", "Arsiparis", office.kominfo, duties=("archivist",)
        )
    )
    paper = register_record(actor=keeper, row=row_of(office))
    held, lent, listed = (
        closed_file(office, *records) for records in ((), (paper,), ())
    )
    opened = make_file(office.setda_archivist, office.bagian, "Masih berjalan")
    everything = [held, lent, listed, opened]
    _hold_and_ask_for(office, keeper, held, lent)
    place = BoxPlace(room="Ruang A")
    full, empty = (
        make_box(actor=keeper, box=BoxInput(unit_id=office.bagian.pk, place=place))
        for _n in "12"
    )
    put_into_box(actor=keeper, box_id=full.pk, record_files=[held.pk, opened.pk])
    under_way = proposed_move(office)
    end(office.bagian)
    left = left_behind(office.bagian)
    assert (left.open_files, left.closed_files, left.boxes, left.lists) == (1, 3, 2, 1)

    made = hand_to_successor(
        actor=keeper,
        unit_id=office.bagian.pk,
        successor_id=office.kominfo.pk,
        basis="Perda 3/2026",
    )
    run_job(made.job_id)

    under_way.refresh_from_db()
    assert under_way.state == "aborted"
    files = list(RecordFile.objects.all())
    assert {one.pk for one in files} == {one.pk for one in everything}
    assert {keeping_unit(one) for one in files} == {office.kominfo}
    assert kept_among(next_keeper, files) == {one.pk for one in everything}
    assert kept_among(keeper, files) == set()
    for person in (keeper, next_keeper):
        assert record_files_visible_to(person).count() == len(everything)
    assert {box.keeper for box in RecordBox.objects.all()} == {office.kominfo}
    empty.refresh_from_db()
    assert (empty.state, empty.room) == ("open", "Ruang A")
    assert loans_visible_to(next_keeper).count() == 1
    assert left_behind(office.bagian).files == 0


def test_a_succession_goes_by_page_and_by_program(office):
    closed_file(office, make_record(office))
    end(office.bagian)
    admin = browser_of(office.admin.official)
    assert office.bagian.name in admin.get(PAGE).content.decode()
    shown = admin.get(f"{PAGE}?unit={office.bagian.pk}")
    assert shown.context["left"].closed_files == 1
    wanted = {"unit": str(office.bagian.pk), "successor": str(office.kominfo.pk)}
    assert admin.post(PAGE, {**wanted, "basis": " "}).status_code == 422
    stranger = token_client(office.stranger.official)
    body = {**wanted, "basis": "Perda 3/2026"}
    assert browser_of(office.stranger.official).get(PAGE).status_code == 404
    assert stranger.post(API, body, content_type=KIND).status_code == 404
    preview = f"{API}/preview?unit={office.bagian.pk}"
    assert stranger.get(preview).status_code == 404
    archivist = token_client(office.setda_archivist.official)
    assert archivist.get(preview).json()["closed_files"] == 1

    started = archivist.post(API, body, content_type=KIND)

    assert started.status_code == 202, started.content
    run_job(UUID(started.json()["id"]))
    told = archivist.get(API).json()["items"]
    assert [(one["state"], one["basis"]) for one in told] == [("done", "Perda 3/2026")]
    assert stranger.get(API).json()["items"] == []
    again = admin.post(PAGE, body)
    assert again.status_code == 422
    assert (
        "Perda 3/2026"
        in browser_of(office.setda_archivist.official).get(PAGE).content.decode()
    )
    assert CustodyMove.objects.count() == 1
