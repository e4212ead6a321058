"""Destruction lists: who may do what, in which order, and what the database holds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from archive.disposal import access
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.committees import Decree, form_committee
from archive.disposal.deciding import (
    abort_list,
    approve_list,
    levels_missing,
    return_list,
    submit_list,
)
from archive.disposal.errors import (
    AppraisalOver,
    NoCommittee,
    NotDecided,
    NothingDue,
    SamePerson,
    WrongState,
)
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.holds.placing import HoldInput, ScopeInput, lift_hold, place_hold
from archive.models import (
    Appraisal,
    ApprovalLevel,
    DestructionItem,
    DestructionList,
    DropReason,
    ErasurePermit,
    ItemState,
    ListState,
    MemberRole,
    Record,
    RecordFile,
    RetentionRule,
    ScopeKind,
)
from archive.record_files.closing import reopen_record_file
from archive.retention.decree import ScheduleNotConfirmed
from eoffice.errors import Invalid, NotFound
from tests.office.disposal import (
    LETTER,
    approved,
    confirm_schedule,
    make_committee,
    make_due,
    proposed,
)
from tests.office.kabupaten import actor
from tests.office.records import make_record
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db

AGREE = CommitteeWord(decision=Appraisal.AGREE)


@pytest.fixture
def records(office):
    return [make_record(office), make_record(office, subject="Daftar hadir rapat")]


@pytest.fixture
def due(office, records):
    return make_due(office, *records)


@pytest.fixture
def people(office):
    confirm_schedule()
    return make_committee(office)


@pytest.fixture
def submitted(office, due, people):
    found = proposed(office)
    return submit_list(actor=actor(office.setda_archivist), list_id=found.pk)


def appraise(person, found, word=AGREE, **chosen):
    return appraise_items(
        actor=actor(person), list_id=found.pk, chosen=Chosen(**chosen), word=word
    )


def hold_over(office, **scope):
    hold = HoldInput(
        case_name="Perkara 12/G/2026",
        requester="Bagian Hukum",
        basis="Surat 180/4/2026",
        scopes=[ScopeInput(**scope)],
    )
    return place_hold(actor=actor(office.setda_archivist), hold=hold)


def test_a_list_holds_what_is_due_with_its_rule_and_nothing_else(office, due):
    other = make_record(office, subject="Belum diberkaskan")

    found = proposed(office)

    items = list(found.items.all())
    assert {one.record_id for one in items} == set(
        Record.objects.exclude(pk=other.pk).values_list("pk", flat=True)
    )
    assert {one.total_years for one in items} == {3}
    assert {one.due_on for one in items} == {due.inactive_until}
    with pytest.raises(NothingDue):
        proposed(office, name="Kedua")


def test_nothing_is_listed_for_a_day_to_come(office, due):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Invalid) as refused:
        propose_list(
            actor=actor(office.setda_archivist),
            proposal=ListProposal(name="Besok", due_before=tomorrow),
        )

    assert [fault.code for fault in refused.value.faults] == ["in_future"]


@pytest.mark.parametrize("fate", ["permanent", "review"])
def test_what_the_schedule_does_not_destroy_is_never_listed(office, due, fate):
    rules = RetentionRule.objects.filter(pk=due.retention_rule_id)
    rules.update(final_disposition=fate)

    with pytest.raises(NothingDue):
        proposed(office)


def test_of_a_classed_record_the_list_tells_its_code_and_not_its_subject(office):
    secret = make_record(
        office, subject="Hukuman disiplin", security_class=SecurityClass.RAHASIA
    )
    make_due(office, secret)

    found = proposed(office)

    assert found.items.get().description == secret.classification.short_name


def test_nothing_is_submitted_before_the_decrees_are_entered(office, due):
    archivist = actor(office.setda_archivist)
    found = proposed(office)

    with pytest.raises(ScheduleNotConfirmed):
        submit_list(actor=archivist, list_id=found.pk)
    confirm_schedule()
    with pytest.raises(NoCommittee):
        submit_list(actor=archivist, list_id=found.pk)


def test_a_committee_has_a_chair_a_head_and_an_archivist(office):
    decree = Decree(
        number="1",
        decided_on=timezone.localdate(),
        members=[(office.sekda.position.pk, MemberRole.CHAIR)],
    )

    with pytest.raises(Invalid) as refused:
        form_committee(
            actor=actor(office.setda_archivist), unit_id=office.setda.pk, decree=decree
        )

    assert [one.code for one in refused.value.faults] == ["missing_role"] * 2


def test_only_the_committee_appraises_and_never_who_proposed(office, submitted):
    for person, refusal in (
        (office.stranger, NotFound),
        (office.setda_clerk, NotFound),
        (office.setda_archivist, NotFound),
        (office.auditor, NotFound),
    ):
        with pytest.raises(refusal):
            appraise(person, submitted)


def test_a_proposer_who_sits_on_the_committee_does_not_appraise(office, due):
    confirm_schedule()
    make_committee(office)
    members = [
        (office.sekda.position.pk, MemberRole.CHAIR),
        (office.kabag.position.pk, MemberRole.UNIT_HEAD),
        (office.setda_archivist.position.pk, MemberRole.ARCHIVIST),
        (office.auditor.position.pk, MemberRole.OVERSIGHT_WITNESS),
        (office.drafter.position.pk, MemberRole.LEGAL_WITNESS),
    ]
    own = actor(office.setda_archivist)
    form_committee(
        actor=own,
        unit_id=office.setda.pk,
        decree=Decree(number="2", decided_on=timezone.localdate(), members=members),
    )
    found = proposed(office)
    submit_list(actor=own, list_id=found.pk)

    with pytest.raises(SamePerson):
        appraise(office.setda_archivist, found)


def test_all_items_need_a_word_before_the_approval(office, submitted, people):
    first, second = submitted.items.all()
    appraise(office.kabag, submitted, items=[first.pk])

    with pytest.raises(NotDecided):
        approve_list(actor=actor(office.bupati), list_id=submitted.pk, letter=LETTER)
    later = timezone.localdate() + timedelta(days=400)
    keep = CommitteeWord(
        decision=Appraisal.KEEP_UNTIL, until=later, reason="Masih dipakai"
    )
    appraise(office.kabag, submitted, word=keep, items=[second.pk])
    approve_list(actor=actor(office.bupati), list_id=submitted.pk, letter=LETTER)

    submitted.refresh_from_db()
    second.refresh_from_db()
    assert submitted.state == ListState.APPROVED
    assert (second.state, second.dropped_because) == (
        ItemState.DROPPED,
        DropReason.NOT_AGREED,
    )
    with pytest.raises(NothingDue):
        proposed(office, name="Kedua")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (CommitteeWord(decision=Appraisal.OBJECT), "required"),
        (CommitteeWord(decision=Appraisal.KEEP_UNTIL, reason="x"), "required"),
        (
            CommitteeWord(decision=Appraisal.AGREE, until=timezone.localdate()),
            "not_wanted",
        ),
    ],
)
def test_a_word_without_its_reason_or_day_is_refused(office, submitted, word, code):
    with pytest.raises(Invalid) as refused:
        appraise(office.kabag, submitted, word=word)

    assert code in {fault.code for fault in refused.value.faults}


def test_a_rule_with_an_exception_is_decided_record_by_record(office, due, people):
    RetentionRule.objects.filter(pk=due.retention_rule_id).update(
        disposition_exception="kecuali yang bersejarah"
    )
    found = proposed(office)
    submit_list(actor=actor(office.setda_archivist), list_id=found.pk)

    assert appraise(office.kabag, found) == 0
    assert appraise(office.kabag, found, items=[found.items.first().pk]) == 1


def test_from_ten_years_on_anri_approves_too(office, records, people):
    make_due(office, *records, years=(4, 6))
    found = proposed(office)
    submit_list(actor=actor(office.setda_archivist), list_id=found.pk)
    appraise(office.kabag, found)
    approve_list(actor=actor(office.bupati), list_id=found.pk, letter=LETTER)

    found.refresh_from_db()
    assert found.state == ListState.IN_APPRAISAL
    assert levels_missing(found) == [ApprovalLevel.NATIONAL]
    with pytest.raises(AppraisalOver):
        appraise(office.kabag, found, items=[found.items.first().pk])
    approve_list(actor=actor(office.sekda), list_id=found.pk, letter=LETTER)
    found.refresh_from_db()
    assert found.state == ListState.APPROVED


def test_two_others_carry_it_out_and_type_its_name(office, due, people):
    found = approved(office, people)

    def run(person, name="Usul musnah 2026"):
        return execute_list(actor=actor(person), list_id=found.pk, typed_name=name)

    with pytest.raises(SamePerson):
        run(office.setda_archivist)
    with pytest.raises(Invalid):
        run(people["archivist"], name="usul musnah")
    assert run(people["archivist"]).job_id is None
    with pytest.raises(SamePerson):
        run(people["archivist"])
    assert run(office.kabag).job_id is not None
    with pytest.raises(WrongState):
        abort_list(actor=actor(office.sekda), list_id=found.pk, reason="Tunggu")


def test_what_changed_meanwhile_leaves_the_list_with_its_reason(
    office, submitted, people
):
    first, second = submitted.items.order_by("order")
    hold = hold_over(office, kind=ScopeKind.RECORD, record_id=first.record_id)
    Record.objects.filter(pk=second.record_id).update(row_version=9)
    appraise(office.kabag, submitted)

    approve_list(actor=actor(office.bupati), list_id=submitted.pk, letter=LETTER)

    told = dict(submitted.items.values_list("order", "dropped_because"))
    assert told == {1: DropReason.HELD, 2: DropReason.CHANGED}
    lift_hold(
        actor=actor(office.setda_archivist), hold_id=hold.pk, reason="Perkara selesai"
    )


def test_a_file_reopened_meanwhile_keeps_its_records(office, submitted, due, people):
    appraise(office.kabag, submitted)
    reopen_record_file(
        actor=actor(office.setda_archivist), record_file_id=due.pk, reason="Keliru"
    )

    approve_list(actor=actor(office.bupati), list_id=submitted.pk, letter=LETTER)

    reasons = submitted.items.values_list("dropped_because", flat=True)
    assert set(reasons) == {DropReason.REOPENED}


@pytest.mark.parametrize(
    "scope",
    [
        lambda office, due: {"kind": ScopeKind.RECORD_FILE, "record_file_id": due.pk},
        lambda office, due: {"kind": ScopeKind.CODE, "code": "000.1"},
        lambda office, due: {"kind": ScopeKind.UNIT, "unit_id": office.setda.pk},
        lambda office, due: {"kind": ScopeKind.SEARCH, "words": "rapat"},
    ],
)
def test_no_list_takes_what_a_hold_covers(office, due, scope):
    hold = hold_over(office, **scope(office, due))

    with pytest.raises(NothingDue):
        proposed(office)
    lift_hold(actor=actor(office.setda_archivist), hold_id=hold.pk, reason="Selesai")
    assert proposed(office).items.exists()


def test_sent_back_it_is_approved_anew_and_called_off_it_frees_its_records(
    office, due, people
):
    found = approved(office, people)

    return_list(actor=actor(office.sekda), list_id=found.pk, reason="Periksa lagi")
    found.refresh_from_db()
    assert found.state == ListState.DRAFT
    assert not found.approvals.filter(is_current=True).exists()
    own = actor(office.setda_archivist)
    abort_list(actor=own, list_id=found.pk, reason="Diganti")
    assert proposed(office, name="Pengganti").items.count() == 2


def test_strangers_see_no_list(office, due):
    found = proposed(office)

    for person in (office.stranger, office.setda_clerk, office.kominfo_clerk):
        assert not access.lists_visible_to(actor(person)).filter(pk=found.pk).exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda found, item: Record.objects.filter(pk=item.record_id).delete(),
        lambda found, item: ErasurePermit.objects.create(
            thing_id=item.record_id, item=item
        ),
        lambda found, item: DestructionList.objects.filter(pk=found.pk).update(
            state="executing"
        ),
        lambda found, item: DestructionItem.objects.filter(pk=item.pk).delete(),
        lambda found, item: found.approvals.all().delete(),
        lambda found, item: found.delete(),
    ],
    ids=["record", "permit", "state", "item", "approval", "list"],
)
def test_the_database_refuses_every_short_cut(office, due, people, act):
    found = approved(office, people)
    if act.__name__ == "<lambda>" and "state" in str(act.__code__.co_consts):
        found.approvals.update(is_current=False)

    with pytest.raises(DatabaseError), transaction.atomic():
        act(found, found.items.first())

    assert Record.objects.count() == 2
    assert RecordFile.objects.filter(pk=due.pk).exists()
