"""Whoever acts next on a list or a move hears of it and finds a row; then it goes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.admin.waiting import waiting_items
from archive.custody.deciding import approve_move, object_to_move, submit_move
from archive.custody.states import MoveKind
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, return_list, submit_list
from archive.disposal.executing import execute_list
from archive.models import Appraisal, DestructionList, ListState, ProcedureDocument
from archive.papers.kinds import PaperKind, Procedure
from eoffice.notifications.models import Notification
from eoffice.notifications.visibility import lines_of
from eoffice.outbox.relay import drain
from tests.office import custody
from tests.office.disposal import (
    LETTER,
    confirm_schedule,
    enter_papers,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor
from tests.office.records import make_record

pytestmark = pytest.mark.django_db


def rung(*people) -> set[str]:
    """Return who of these people has an unread line now; each may open it."""
    drain()
    told = set()
    for name, person in people:
        unread = Notification.objects.filter(official=person.official, read_at=None)
        lines = lines_of(actor(person), unread)
        assert all(line.is_open for line in lines)
        told |= {name for _ in lines}
    return told


def rows(person) -> list[str]:
    return [one.act for one in waiting_items(actor(person), timezone.localdate())]


def test_each_step_of_a_destruction_calls_those_who_act_next(office):
    make_due(office, make_record(office))
    confirm_schedule()
    sitting = make_committee(office)
    people = [*sitting.items(), ("own", office.setda_archivist)]
    people += [("bupati", office.bupati), ("stranger", office.stranger)]
    own, found = actor(office.setda_archivist), proposed(office)
    assert rung(*people) == set()

    submit_list(actor=own, list_id=found.pk)
    assert rung(*people) == {"chair", "unit_head", "archivist"}
    return_list(actor=actor(office.sekda), list_id=found.pk, reason="Kurang jelas")
    assert rung(*people) == {"own"}
    enter_papers(office, found)  # those of later steps counted no more
    submit_list(actor=own, list_id=found.pk)
    assert rung(*people) == {"chair", "unit_head", "archivist"}

    word = CommitteeWord(decision=Appraisal.AGREE)
    unit_head = actor(sitting["unit_head"])
    for _ in range(2):  # the second word on the same items calls nobody again
        appraise_items(actor=unit_head, list_id=found.pk, chosen=Chosen(), word=word)
    assert rung(*people) == {"chair", "bupati"}
    approve_list(actor=actor(office.bupati), list_id=found.pk, letter=LETTER)
    assert rung(*people) == {"chair", "unit_head", "archivist"}

    first = actor(sitting["archivist"])
    execute_list(actor=first, list_id=found.pk, typed_name=found.name)
    assert rung(*people) == {"chair", "unit_head", "legal", "oversight"}
    assert rows(sitting["legal"]) == ["witness"]
    assert rows(sitting["unit_head"]) == ["execute"]
    execute_list(actor=unit_head, list_id=found.pk, typed_name=found.name)
    signing = {"chair", "unit_head", "legal", "oversight"}
    assert rung(*people) == signing | {"archivist", "own"}
    assert DestructionList.objects.get().state == ListState.DESTROYED
    assert rows(sitting["legal"]) == rows(sitting["unit_head"]) == []
    assert rows(office.setda_archivist) == ["document"]
    found.refresh_from_db()
    for seat in found.committee.members.exclude(role="archivist"):
        ProcedureDocument.objects.create(
            procedure=Procedure.DESTRUCTION,
            procedure_id=found.pk,
            kind=PaperKind.REPORT,
            party=str(seat.position_id),
            number="9/2026",
            decided_on=timezone.localdate(),
            decided_by="Panitia",
            entered_by=office.kabag.official,
        )
    assert rows(office.setda_archivist) == []


def test_each_step_of_a_transfer_calls_those_who_act_next(office):
    custody.closed_file(office, make_record(office))
    own = office.setda_archivist
    found = custody.proposed_move(office)
    people = [("own", own), ("sekda", office.sekda), ("kabag", office.kabag)]
    people += [("stranger", office.stranger)]

    submit_move(actor=actor(own), move_id=found.pk)
    assert rung(*people) == {"sekda"}
    assert (rows(office.sekda), rows(own)) == (["approve"], [])
    object_to_move(actor=actor(office.sekda), move_id=found.pk, reason="Kurang satu")
    assert rung(*people) == {"own"}
    assert rows(office.sekda) == []
    submit_move(actor=actor(own), move_id=found.pk)
    approve_move(actor=actor(office.sekda), move_id=found.pk)
    assert rung(*people) == {"own", "sekda", "kabag"}
    assert rows(own) == rows(office.sekda) == ["document"]

    custody.enter_papers(office, found, PaperKind.REPORT)
    assert rows(own) == rows(office.sekda) == ["execute"]
    path = reverse("transfer", args=[found.pk])
    line = Notification.objects.filter(official=office.kabag.official).latest("id")
    assert (line.path, line.text.endswith("Pindah 2026")) == (path, True)
    assert rows(office.stranger) == []


def test_a_hand_over_asks_for_its_papers_before_it_is_accepted(office):
    custody.name_archives(office)
    make_committee(office)
    custody.closed_file(office, make_record(office), fate="permanent")
    found = custody.proposed_move(office, MoveKind.HANDOVER)
    submit_move(actor=actor(office.setda_archivist), move_id=found.pk)

    assert rows(office.setda_archivist) == ["document"]
    custody.enter_papers(office, found, PaperKind.CONSIDERATION, PaperKind.STATEMENT)
    assert rows(office.setda_archivist) == []
