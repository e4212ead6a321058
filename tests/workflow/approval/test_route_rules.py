"""The route by rule: who initials on the way up, what a planned route may not do."""

import pytest
from django.utils import timezone

from eoffice.errors import Invalid
from eoffice.organisation.models import Position, PositionKind
from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, make_draft
from tests.office.signers import SECRET, make_signer
from workflow.approval.operations.submitting import submit_letter
from workflow.approval.ranks import outranks, rank_of, signing_rank
from workflow.approval.route_check import faults_before_submit
from workflow.approval.routes import proposed_route, route_of
from workflow.letters.operations.drafting import StepInput
from workflow.mandates.queries.signatories import may_draft_for, signatories_for
from workflow.models import LetterStatus, LetterType
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import RouteBroken

pytestmark = pytest.mark.django_db

# drafter, signatory -> who initials, in order
ROUTES = (
    ("kasi", "kadis", ["kabid", "sekdis"]),
    ("kabid", "kadis", ["sekdis"]),
    ("kasi", "kabid", []),
    ("sekdis", "kadis", []),
    ("kadis", "bupati", ["sekda"]),
    ("kasi", "bupati", ["sekdis", "kadis", "sekda"]),
    ("kasi", "sekda", ["kabid", "sekdis", "kadis"]),
    ("puskesmas", "kadis", ["kabid", "sekdis"]),
    ("kasubbag", "sekda", ["kabag", "asisten"]),
    ("kasubbag", "bupati", ["kabag", "asisten", "sekda"]),
    ("kasubbag", "wakil", ["kabag", "asisten", "sekda"]),
    ("kasubbag", "kabag", []),
    ("lurah", "camat", ["sekcam"]),
    ("kadis", "kadis", []),
)


@pytest.mark.parametrize(("drafter", "signatory", "initials"), ROUTES)
def test_a_route_goes_up_by_rule(seats, drafter, signatory, initials):
    steps = proposed_route(
        getattr(seats, drafter).position, getattr(seats, signatory).position
    )

    names = {one.position.pk: name for name, one in vars(seats).items()}
    assert [names[step.position_id] for step in steps] == initials
    assert [step.order for step in steps] == list(range(1, len(steps) + 1))


def rules_of(**changes) -> None:
    order = [{"rank": "division", "always": False}, {"rank": "secretary"}]
    PolicyVersion.objects.create(
        name="route_rules",
        number=1,
        value={"ranks": order, "most_initials": 3} | changes,
        effective_from=timezone.localdate(),
        reason="Perbup 12/2026",
    )


def test_an_office_passes_ranks_over_by_its_own_rule(seats):
    rules_of()

    steps = proposed_route(seats.kasi.position, seats.bupati.position)

    assert [one.position_id for one in steps] == [
        seats.kabid.position.pk,
        seats.sekda.position.pk,
    ]


def test_a_secretary_whose_seat_is_empty_holds_nothing_up(seats):
    seats.sekdis.position.terms.all().delete()

    steps = proposed_route(seats.kabid.position, seats.kadis.position)

    assert steps == []


# drafter -> who may and may not be asked to sign
FOR = (
    ("kasi", ["kasi", "kabid", "sekdis", "kadis", "sekda", "wakil", "bupati"],
     ["disdik", "camat", "kabag", "asisten"]),
    ("kasubbag", ["kasubbag", "kabag", "asisten", "sekda", "wakil", "bupati"],
     ["kadis", "camat", "sekwan"]),
    ("lurah", ["lurah", "camat", "sekcam", "sekda", "bupati"], ["kadis", "kabag"]),
    ("smp", ["smp", "disdik", "sekda", "bupati"], ["kadis", "puskesmas"]),
)  # fmt: skip


@pytest.mark.parametrize(("drafter", "able", "others"), FOR)
def test_staff_draft_for_their_office_and_those_above_it(seats, drafter, able, others):
    position = getattr(seats, drafter).position
    offered = signatories_for(position)

    for name in able:
        assert may_draft_for(position, getattr(seats, name).position), name
        assert getattr(seats, name).position in offered, name
    for name in others:
        assert not may_draft_for(position, getattr(seats, name).position), name
        assert getattr(seats, name).position not in offered, name


def test_another_offices_head_is_refused_when_saving(office):
    with pytest.raises(Invalid) as refusal:
        make_draft(office, signatory_position_id=office.kadis.position.pk)

    [fault] = refusal.value.faults
    assert (fault.field, fault.code) == ("signatory", "other_office")
    assert "nota dinas" in str(fault.message)


def test_a_draft_of_before_is_refused_at_submit(office):
    letter = make_draft(office)
    letter.signatory_position = office.kadis.position
    letter.save()

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert "other_office" in {one.code for one in refusal.value.faults}


def planned(*positions) -> list[StepInput]:
    return [
        StepInput(order=n, kind="hierarchical", position_id=one.position.pk)
        for n, one in enumerate(positions, start=1)
    ]


def test_nobody_initials_below_somebody_they_outrank(office):
    letter = make_draft(
        office,
        signatory_position_id=office.kabag.position.pk,
        route=planned(office.sekda),
    )

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    [fault] = refusal.value.faults
    assert (fault.field, fault.code) == ("route.0", "outranks")
    assert "Sekretaris Daerah" in str(fault.message)


def test_initials_out_of_their_order_are_refused(office):
    letter = make_draft(
        office,
        signatory_position_id=office.bupati.position.pk,
        route=planned(office.sekda, office.kabag),
    )

    assert [(f.field, f.code) for f in faults_before_submit(letter)] == [
        ("route.0", "outranks")
    ]


def test_what_goes_out_for_the_bupati_may_bear_the_sekdas_initial(seats):
    sekda, kadis = seats.sekda.position, seats.kadis.position

    assert outranks(rank_of(sekda), signing_rank(kadis, "own"))
    assert not outranks(rank_of(sekda), signing_rank(kadis, "an"))
    assert not outranks(rank_of(sekda), signing_rank(seats.kabag.position, "ub"))


def test_a_frozen_route_outlives_a_change_of_the_rules(office):
    make_signer(office.sekda)
    letter = initialled(office)
    rules_of(ranks=[], most_initials=1)

    signed = sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )

    assert signed.status in {LetterStatus.SIGNED, LetterStatus.SENT}


def test_who_came_to_outrank_the_signatory_meanwhile_stops_the_signature(office):
    make_signer(office.sekda)
    letter = initialled(office)
    Position.objects.filter(pk=office.kabag.position.pk).update(
        kind=PositionKind.DEPUTY_HEAD
    )

    with pytest.raises(RouteBroken):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


@pytest.fixture
def legal(office):
    """Surat dinas stands for a legal product, and the kabag heads Bagian Hukum."""
    office.bagian.name = "Bagian Hukum"
    office.bagian.save()
    rules_of(legal_types=["surat_dinas"])
    return office


def test_a_legal_product_passes_bagian_hukum(legal):
    letter = make_draft(legal)
    letter.drafter_position = legal.kadis.position
    letter.planned_steps.all().delete()

    steps = route_of(letter)

    heard = [one for one in steps if one.kind == "coordination"]
    assert [one.position_id for one in heard] == [legal.kabag.position.pk]
    assert steps[-1].kind == "signature"


def test_a_planned_route_without_bagian_hukum_is_refused(legal):
    letter = make_draft(legal, route=planned(legal.setda_clerk))
    assert LetterType.objects.filter(code="perbup").exists()

    faults = faults_before_submit(letter)

    assert [(one.field, one.code) for one in faults] == [("route", "legal_initial")]
    assert "Kepala Bagian Organisasi" in str(faults[0].message)
