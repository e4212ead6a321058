"""Nobody is offered what would be refused once sent, by an acting post neither."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from archive.custody.allowed_acts import allowed_acts as acts_of_move
from archive.custody.deciding import approve_move, submit_move
from archive.custody.moving import execute_move
from archive.custody.states import MoveKind
from archive.disposal.allowed_acts import acts_by_state
from archive.disposal.allowed_acts import allowed_acts as acts_of_list
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import abort_list, approve_list, return_list, submit_list
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.models import Appraisal, CustodyMove, DestructionList
from archive.papers.kinds import PaperKind
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models.term import ActingKind
from tests.office.custody import closed_file, name_archives, proposed_move, verified
from tests.office.custody import enter_papers as enter_papers_of_move
from tests.office.disposal import (
    LETTER,
    confirm_schedule,
    enter_papers,
    make_committee,
    make_due,
)
from tests.office.kabupaten import actor, make_acting
from tests.office.records import make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
AGREE = CommitteeWord(decision=Appraisal.AGREE)
BEFORE = (PaperKind.CONSIDERATION, PaperKind.STATEMENT)
AFTER = (PaperKind.ACCEPTANCE, PaperKind.DECREE, PaperKind.REPORT, PaperKind.RECEIPT)


def appraise(who, found):
    appraise_items(actor=who, list_id=found.pk, chosen=Chosen(), word=AGREE)


DOES = {
    "submit": lambda who, found: submit_list(actor=who, list_id=found.pk),
    "appraise": appraise,
    "approve": lambda who, found: approve_list(
        actor=who, list_id=found.pk, letter=LETTER
    ),
    "return": lambda who, found: return_list(
        actor=who, list_id=found.pk, reason="Kurang"
    ),
    "abort": lambda who, found: abort_list(actor=who, list_id=found.pk, reason="Salah"),
    "execute": lambda who, found: execute_list(
        actor=who, list_id=found.pk, typed_name=found.name
    ),
}


def tried(found, *people) -> set[str]:
    """Do everything these people are offered, each undone; return what it was."""
    found, offered = DestructionList.objects.get(pk=found.pk), set()
    for person in people:
        for act in acts_of_list(person, found):
            offered.add(act)
            with transaction.atomic():
                DOES[act](person, found)
                transaction.set_rollback(True)
    return offered


def test_whatever_a_list_offers_is_done_and_its_proposer_is_offered_no_judgement(
    office,
):
    make_due(office, make_record(office), make_record(office, "Daftar hadir"))
    proposer, today = office.setda_archivist, timezone.localdate()
    proposal = ListProposal(name="Usul", due_before=today)
    found = propose_list(actor=actor(proposer), proposal=proposal)
    assert tried(found, actor(proposer)) == {"abort"}  # no decree, no committee
    confirm_schedule()
    people = make_committee(office)
    # For the chair: a seat that appraises, approves and carries out.
    chair = office.sekda.position
    make_acting(
        proposer, chair, ActingKind.ACTING_VACANT, today, today + timedelta(days=30)
    )
    own = actor_of(proposer.user)
    others = [actor(one) for one in (people["unit_head"], office.bupati)]
    assert tried(found, own, *others) == {"submit", "abort"}

    submit_list(actor=own, list_id=found.pk)
    assert tried(found, own) == {"return", "abort"}
    assert tried(found, *others) == {"appraise", "return", "abort"}
    appraise(others[0], found)
    page = f"/arsip/usul-musnah/{found.pk}/"
    told = browser_of(office.bupati.official).get(page).content.decode()
    assert "pertimbangan panitia penilai" in told  # what the approval waits for
    assert f"{page}setujui/" not in told
    assert "approve" not in tried(found, own, *others)
    for visitor, offered in ((proposer, False), (office.kabag, True)):
        paper = browser_of(visitor.official).get(f"{page}dokumen/consideration/")
        assert ('name="number"' in paper.content.decode()) == offered
        assert 'name="konsep"' in paper.content.decode()

    enter_papers(office, found)
    assert "approve" in tried(found, *others)
    assert tried(found, own) == {"return", "abort"}
    own_page = browser_of(proposer.official).get(page).content.decode()
    assert not any(f"{page}{act}/" in own_page for act in ("setujui", "lembar"))
    approve_list(actor=others[1], list_id=found.pk, letter=LETTER)
    assert "execute" in tried(found, *others)
    assert tried(found, own) == {"return", "abort"}
    found.refresh_from_db()
    assert "execute" not in acts_by_state(own, found)
    assert f"{page}laksanakan/" not in (
        browser_of(proposer.official).get(page).content.decode()
    )


def test_a_move_is_offered_its_next_step_once_its_papers_carry_it(office):
    confirm_schedule()
    name_archives(office)
    closed_file(office, make_record(office), fate="permanent")
    found = proposed_move(office, MoveKind.HANDOVER)
    own, kadis = actor(office.setda_archivist), actor(office.kadis)

    def offered(who):
        return set(acts_of_move(who, CustodyMove.objects.get(pk=found.pk)))

    assert offered(own) == {"abort"}  # nobody could appraise it
    make_committee(office)
    assert offered(own) == {"submit", "abort"}
    submit_move(actor=own, move_id=found.pk)
    verified(office, found)
    page = f"/arsip/penyerahan/{found.pk}/"
    told = browser_of(office.kadis.official).get(page).content.decode()
    assert ("pertimbangan panitia" in told, f"{page}terima/" in told) == (True, False)
    enter_papers_of_move(office, found, *BEFORE)
    assert "approve" in offered(kadis)
    # Whoever proposed it receives it by no acting post either.
    today = timezone.localdate()
    seat = office.kadis.position
    make_acting(
        office.setda_archivist,
        seat,
        ActingKind.ACTING_VACANT,
        today,
        today + timedelta(days=9),
    )
    both = actor_of(office.setda_archivist.user)
    assert "approve" not in offered(both)
    approve_move(actor=kadis, move_id=found.pk)
    assert "execute" not in offered(kadis) | offered(both)
    enter_papers_of_move(office, found, *AFTER)
    assert "execute" in offered(kadis)
    assert execute_move(actor=kadis, move_id=found.pk).state == "executing"
