"""Boxes follow their files, and paper that is out on loan lets no file go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.custody.boxes import boxes_of
from archive.custody.deciding import approve_move, submit_move
from archive.custody.errors import NothingToMove
from archive.custody.moving import execute_move
from archive.custody.papers import documents_of, plan_of
from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.lending import approve_loan, return_loan
from archive.models import BoxState, CustodyMove, LoanKind, RecordBox, RecordFile
from archive.papers.kinds import PaperKind
from archive.places.carrying import carry_box
from archive.places.errors import MixedKeepers
from archive.places.filling import put_into_box
from archive.places.finding import files_for_box, place_of
from archive.places.making import BoxInput, BoxPlace, make_box
from archive.registering.registering import register_record
from eoffice.errors import NotFound
from eoffice.jobs.operations.running import run_job
from tests.archive.registering.test_registering import row_of
from tests.office.custody import closed_file, enter_papers, name_archives, proposed_move
from tests.office.kabupaten import actor, make_person
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
DEPOT = BoxPlace(room="Depo LKD", shelf="1")


@pytest.fixture
def keeper(office):
    return actor(office.setda_archivist)


@pytest.fixture
def lkd(office):
    name_archives(office)
    return make_person(
        "arsip.lkd", "Lina", "Arsiparis", office.kominfo, duties=("archivist",)
    )


def boxed(office, keeper, *files) -> RecordBox:
    wanted = BoxInput(unit_id=office.bagian.pk, place=BoxPlace(room="Ruang A"))
    box = make_box(actor=keeper, box=wanted)
    ids = [one.pk for one in files]
    return put_into_box(actor=keeper, box_id=box.pk, record_files=ids)


def carried_out(office, keeper, found) -> None:
    submit_move(actor=keeper, move_id=found.pk)
    approve_move(actor=actor(office.kadis), move_id=found.pk)
    enter_papers(office, found, PaperKind.REPORT)
    run_job(execute_move(actor=keeper, move_id=found.pk).job_id)


def test_a_box_goes_whole_or_what_goes_is_taken_out_of_it(office, keeper, lkd):
    first, second, third = (closed_file(office, years=(4, 6)) for _n in "123")
    stays = make_file(office.setda_archivist, office.bagian, "Masih aktif")
    whole = boxed(office, keeper, first, second)
    part = boxed(office, keeper, third, stays)
    found = proposed_move(office, is_long=True)
    told = {one.box: one.goes_whole for one in boxes_of(found)}
    assert told == {whole: True, part: False}
    report = next(p for p in documents_of(found) if p.slot.kind == PaperKind.REPORT)
    tables = [b["value"] for b in plan_of(found, report.slot).body][-1]
    assert [row[1] for row in tables["rows"]] == [whole.code, part.code]
    page = browser_of(office.setda_archivist.official).get(
        f"/arsip/pemindahan/{found.pk}/"
    )
    assert whole.code in page.content.decode()
    rows = token_client(office.setda_archivist.official).get(
        f"/api/v1/transfers/{found.pk}/boxes"
    )
    assert [(one["files"], one["stays"]) for one in rows.json()] == [(2, 0), (1, 1)]

    carried_out(office, keeper, found)

    for box in (whole, part):
        box.refresh_from_db()
    assert (whole.keeper, whole.state) == (office.kominfo, BoxState.MOVED)
    assert (part.keeper, part.state) == (office.bagian, BoxState.OPEN)
    assert place_of(third.pk) is None
    assert place_of(stays.pk).box == part
    assert part.events.filter(record_file=third, told=found.name).exists()
    with pytest.raises(NotFound):
        carry_box(actor=keeper, box_id=whole.pk, place=DEPOT)
    carry_box(actor=actor(lkd), box_id=whole.pk, place=DEPOT)
    whole.refresh_from_db()
    assert (whole.room, whole.state) == ("Depo LKD", BoxState.CLOSED)


def test_a_new_keeper_boxes_what_came_and_keepers_never_mix(office, keeper, lkd):
    came = closed_file(office, make_record(office), years=(4, 6))
    found = proposed_move(office, is_long=True)
    carried_out(office, keeper, found)
    receiver = actor(lkd)
    wanted = {"unit_id": office.bagian.pk, "place": DEPOT}
    with pytest.raises(NotFound):
        make_box(actor=receiver, box=BoxInput(**wanted))
    with pytest.raises(NotFound):
        make_box(actor=keeper, box=BoxInput(**wanted, keeper_id=office.kominfo.pk))
    form = {"unit": office.bagian.pk, "keeper": office.kominfo.pk, "room": "Depo"}

    made = browser_of(lkd.official).post("/arsip/boks/baru/", form)

    assert made.status_code == 302, made.context["form"].errors
    box = RecordBox.objects.get()
    assert list(files_for_box(receiver, box)) == [came]
    put_into_box(actor=receiver, box_id=box.pk, record_files=[came.pk])
    own = boxed(office, keeper, make_file(office.setda_archivist, office.bagian))
    with pytest.raises(MixedKeepers):
        put_into_box(actor=keeper, box_id=own.pk, record_files=[came.pk])
    assert place_of(came.pk).box == box


def test_paper_on_loan_lets_its_file_not_go_and_says_so(office, keeper):
    here, out = (closed_file(office) for _n in "12")
    paper = register_record(actor=keeper, row=row_of(office, unit_id=office.bagian.pk))
    paper.record_file, paper.item_number = out, 9
    paper.save()
    found = proposed_move(office)
    wish = LoanWish(
        kind=LoanKind.PAPER,
        due_on=timezone.localdate() + timedelta(days=7),
        purpose="Rapat",
        record_file_id=out.pk,
    )
    loan = ask_for_loan(actor=actor(office.sekda), wanted=wish)
    approve_loan(actor=keeper, loan_id=loan.pk)

    submit_move(actor=keeper, move_id=found.pk)

    told = dict(found.items.values_list("record_file", "dropped_because"))
    assert told == {here.pk: "", out.pk: "on_loan"}
    with pytest.raises(NothingToMove):
        proposed_move(office, name="Kedua")
    return_loan(actor=keeper, loan_id=loan.pk)
    again = proposed_move(office, name="Ketiga")
    assert [one.record_file for one in again.items.all()] == [out]
    assert CustodyMove.objects.count() == 2
    assert RecordFile.objects.filter(custodian=None).count() == 2
