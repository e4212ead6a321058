"""Transfers and hand-overs: who, by which papers, and never by half."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.custody import moving
from archive.custody.deciding import (
    abort_move,
    approve_move,
    object_to_move,
    submit_move,
)
from archive.custody.documenting import record_move_document, write_move_document
from archive.custody.errors import (
    NoInstitution,
    NothingToMove,
    SameHead,
    UnitStands,
    WrongMoveState,
)
from archive.custody.moving import execute_move, move_slice
from archive.custody.papers import documents_of
from archive.custody.states import CustodyState, MoveKind
from archive.custody.succeeding import hand_to_successor
from archive.models import CustodyMove, Record, RecordFile
from archive.papers.errors import DocumentTooEarly, DocumentUnsigned, TextsDiffer
from archive.papers.kinds import PaperKind
from archive.papers.slots import OutsidePaper
from archive.record_files import access as file_access
from archive.record_files.closing import reopen_record_file
from archive.records.access import records_visible_to
from eoffice.errors import Invalid, NotFound
from eoffice.jobs.operations.running import run_job
from eoffice.organisation.models import Unit
from tests.office.custody import (
    closed_file,
    enter_papers,
    hold_file,
    name_archives,
    proposed_move,
    verified,
)
from tests.office.disposal import confirm_schedule, make_committee
from tests.office.kabupaten import actor, make_acting, make_person
from tests.office.papers import signed
from tests.office.records import make_record
from tests.office.signers import make_signer

pytestmark = pytest.mark.django_db
REPORT = PaperKind.REPORT


def now(found):
    return CustodyMove.objects.get(pk=found.pk)


def accepted(office, kind=MoveKind.TRANSFER, **changes):
    found = proposed_move(office, kind, **changes)
    submit_move(actor=actor(office.setda_archivist), move_id=found.pk)
    return approve_move(actor=actor(receiver_of(office, found)), move_id=found.pk)


def receiver_of(office, found):
    return office.kadis if found.target_id == office.kominfo.pk else office.sekda


def run(office, found):
    return execute_move(actor=actor(office.setda_archivist), move_id=found.pk)


def test_a_transfer_goes_its_way_with_both_heads_signing_one_text(office):
    record = make_record(office)
    berkas = closed_file(office, record)
    found = proposed_move(office)
    own = actor(office.setda_archivist)
    assert (found.giver, found.receiver) == (
        office.kabag.position,
        office.sekda.position,
    )
    with pytest.raises(NothingToMove):
        proposed_move(office, name="Kedua")
    first, second = documents_of(found)[:2]
    party = first.slot.party
    with pytest.raises(DocumentTooEarly):
        write_move_document(actor=own, move_id=found.pk, kind=REPORT, party=party)
    submit_move(actor=own, move_id=found.pk)
    with pytest.raises(SameHead):
        approve_move(actor=own, move_id=found.pk)
    with pytest.raises(NotFound):
        approve_move(actor=actor(office.stranger), move_id=found.pk)
    approve_move(actor=actor(office.sekda), move_id=found.pk)
    with pytest.raises(DocumentUnsigned):
        run(office, found)

    letters = [
        write_move_document(
            actor=own, move_id=found.pk, kind=REPORT, party=one.slot.party
        ).letter
        for one in (first, second)
    ]
    for person, letter in zip((office.kabag, office.sekda), letters, strict=True):
        make_signer(person)
        signed(office, letter, office.setda_archivist, by=person)
    letters[1].refresh_from_db()
    body = list(letters[1].body)
    type(letters[1]).objects.filter(pk=letters[1].pk).update(body=body[1:])
    with pytest.raises(TextsDiffer):
        run(office, found)
    type(letters[1]).objects.filter(pk=letters[1].pk).update(body=body)

    job = run(office, found).job_id
    with pytest.raises(WrongMoveState):
        run(office, found)
    run_job(job)
    assert now(found).state == CustodyState.DONE
    moved = RecordFile.objects.get(pk=berkas.pk)
    assert (moved.custodian, moved.unit) == (office.setda, office.bagian)
    assert move_slice(found.pk) == 0


def test_from_ten_years_on_the_archives_of_the_region_keeps_it(office):
    record = make_record(office)
    berkas = closed_file(office, record, years=(4, 6))
    archivist = make_person(
        "arsip.lkd", "Lina", "Arsiparis", office.kominfo, duties=("archivist",)
    )
    with pytest.raises(NoInstitution):
        proposed_move(office, is_long=True)
    name_archives(office)
    with pytest.raises(NothingToMove):
        proposed_move(office)
    found = accepted(office, is_long=True)
    enter_papers(office, found, REPORT)
    reader = actor(archivist)
    assert not records_visible_to(reader).filter(pk=record.pk).exists()

    run_job(run(office, found).job_id)

    assert records_visible_to(reader).filter(pk=record.pk).exists()
    moved = file_access.visible_record_file(reader, berkas.pk)
    assert file_access.may(reader, "record_file.reopen", moved)
    own = actor(office.setda_archivist)
    assert not file_access.may(own, "record_file.reopen", moved)


def test_one_person_never_signs_for_both_heads(office):
    closed_file(office)
    found = accepted(office)
    for paper in documents_of(found)[:2]:
        record_move_document(
            actor=actor(office.setda_archivist),
            move_id=found.pk,
            kind=REPORT,
            party=paper.slot.party,
            given=OutsidePaper(number="1", date=timezone.localdate(), by="Widya"),
        )
    with pytest.raises(SameHead):
        run(office, found)
    with pytest.raises(IntegrityError), transaction.atomic():
        CustodyMove.objects.filter(pk=found.pk).update(giver=found.receiver)
    abort_move(actor=actor(office.setda_archivist), move_id=found.pk, reason="Ulang")
    today = timezone.localdate()
    make_acting(office.sekda, office.kabag.position, "acting_absent", today, today)
    with pytest.raises(SameHead):
        proposed_move(office, name="Lagi")


def test_a_kill_between_leaves_whole_files_and_another_goes_on(office, monkeypatch):
    monkeypatch.setattr(moving, "AT_ONCE", 1)
    files = [closed_file(office, make_record(office)) for _ in range(3)]
    found = accepted(office)
    enter_papers(office, found, REPORT)
    job = run(office, found).job_id

    def killed(_berkas):
        raise SystemExit

    assert move_slice(found.pk) == 2
    with monkeypatch.context() as patch:
        patch.setattr(moving, "_follow_records", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            move_slice(found.pk)
    kept = RecordFile.objects.filter(pk__in=[one.pk for one in files])
    assert kept.filter(custodian=None).count() == 2
    hold_file(office, files[1])
    run_job(job)

    assert now(found).state == CustodyState.DONE
    told = list(found.items.values_list("state", "dropped_because"))
    assert told == [("moved", ""), ("dropped", "held"), ("moved", "")]
    assert kept.filter(custodian=None).get() == files[1]


def test_what_changed_drops_out_and_an_objection_sends_the_list_back(office):
    held, reopened, _left = (closed_file(office) for _ in range(3))
    found = accepted(office)
    enter_papers(office, found, REPORT)
    sekda = actor(office.sekda)
    with pytest.raises(Invalid):
        object_to_move(actor=sekda, move_id=found.pk, reason=" ")
    object_to_move(actor=sekda, move_id=found.pk, reason="Satu berkas tidak ada")
    assert (now(found).state, now(found).approved_by) == ("draft", None)
    assert documents_of(found)[0].document is None
    own = actor(office.setda_archivist)
    hold_file(office, held)
    reopen_record_file(actor=own, record_file_id=reopened.pk, reason="Keliru")

    submit_move(actor=own, move_id=found.pk)

    told = list(found.items.values_list("dropped_because", flat=True))
    assert told == ["held", "reopened", ""]


def test_a_handover_rests_on_its_papers_and_makes_permanent_records(office):
    record = make_record(office)
    berkas = closed_file(office, record, fate="permanent")
    confirm_schedule()
    make_committee(office)
    name_archives(office)
    found = proposed_move(office, MoveKind.HANDOVER)
    own, kadis = actor(office.setda_archivist), actor(office.kadis)
    assert (found.giver, found.target) == (office.sekda.position, office.kominfo)
    submit_move(actor=own, move_id=found.pk)
    with pytest.raises(DocumentUnsigned):
        approve_move(actor=kadis, move_id=found.pk)
    write_move_document(actor=own, move_id=found.pk, kind=PaperKind.STATEMENT)
    with pytest.raises(DocumentUnsigned) as refused:
        approve_move(actor=kadis, move_id=found.pk)
    assert refused.value.members == {"document": "consideration"}
    documents_of(found)[3].document.letter.delete()
    enter_papers(office, found, PaperKind.CONSIDERATION, PaperKind.STATEMENT)
    verified(office, found)
    approve_move(actor=kadis, move_id=found.pk)
    enter_papers(office, found, PaperKind.ACCEPTANCE, PaperKind.DECREE, REPORT)
    with pytest.raises(DocumentUnsigned) as refused:
        run(office, found)
    assert refused.value.members == {"document": "receipt"}
    enter_papers(office, found, PaperKind.RECEIPT)

    run_job(run(office, found).job_id)

    moved = RecordFile.objects.get(pk=berkas.pk)
    assert moved.static_since == timezone.localdate()
    assert moved.custodian == office.kominfo
    assert Record.objects.filter(pk=record.pk).exists()
    with pytest.raises(NothingToMove):
        proposed_move(office, MoveKind.HANDOVER)


def test_a_unit_that_ended_leaves_its_files_to_its_successor(office):
    berkas = closed_file(office, make_record(office))
    admin, basis = actor(office.admin), "Perda 3/2026"
    which = {"unit_id": office.bagian.pk, "successor_id": office.kominfo.pk}
    with pytest.raises(UnitStands):
        hand_to_successor(actor=admin, **which, basis=basis)
    ended = timezone.localdate() - timedelta(days=1)
    Unit.objects.filter(pk=office.bagian.pk).update(closed_on=ended)
    with pytest.raises(NotFound):
        hand_to_successor(actor=actor(office.sekda), **which, basis=basis)
    with pytest.raises(Invalid):
        hand_to_successor(actor=admin, **which, basis=" ")

    found = hand_to_successor(actor=admin, **which, basis=basis)
    run_job(found.job_id)

    moved = RecordFile.objects.get(pk=berkas.pk)
    assert (moved.custodian, moved.unit) == (office.kominfo, office.bagian)
    with pytest.raises(NothingToMove):
        hand_to_successor(actor=admin, **which, basis=basis)
