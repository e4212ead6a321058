"""A rule of routes is tried before it holds; what cannot hold is refused."""

import pytest
from django.utils import timezone

from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft, submitted
from workflow.approval.ranks import RouteRank
from workflow.approval.route_check import faults_before_submit
from workflow.approval.route_rules import ROUTE_RULES, RouteRow
from workflow.approval.route_trial import effects, faults, tried_on_past
from workflow.approval.warnings import letter_warnings
from workflow.letters.operations.drafting import StepInput, edit_draft

pytestmark = pytest.mark.django_db


def test_it_tells_which_past_letters_would_have_gone_another_way(office):
    submitted(office)
    submitted(office, security_class="rahasia")
    old = ROUTE_RULES.current()
    new = old.model_copy(update={"ranks": ()})

    count, changed = tried_on_past(old, new)
    told = [str(line) for line in effects(old, new)]

    assert count == 1
    assert [one.before for one in changed] == [[office.kabag.position.title]]
    assert office.kabag.position.title not in changed[0].after
    assert told[0].startswith("1 dari 1") or told[0].startswith("1 of the last 1")
    assert tried_on_past(old, old) == (1, [])


def test_a_rank_twice_is_a_loop(office):
    rank = RouteRow(rank=RouteRank.DIVISION)
    twice = ROUTE_RULES.default.model_copy(update={"ranks": (rank, rank)})

    assert [fault.code for fault in faults(twice)] == ["loop"]
    assert [*faults(ROUTE_RULES.default)] == []


def test_a_rule_whose_seat_nobody_holds_is_refused(office):
    unit = office.kabag.position.unit
    rule = ROUTE_RULES.default.model_copy(update={"legal_unit": unit.code})
    office.kabag.position.terms.all().delete()

    assert [fault.code for fault in faults(rule)] == ["without_a_person"]


def test_superiors_in_a_circle_are_refused(office):
    office.sekda.position.superior = office.kabag.position
    office.sekda.position.save()

    assert "loop" in [fault.code for fault in faults(ROUTE_RULES.default)]


def planned(office, *seats):
    steps = [
        StepInput(kind="hierarchical", order=n, position_id=seat.position.pk)
        for n, seat in enumerate(seats, start=1)
    ]
    letter = make_draft(office)
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=letter_input(office, route=steps),
    )
    letter.refresh_from_db()
    return letter


def in_force(**changes):
    value = ROUTE_RULES.default.model_copy(update=changes).model_dump(mode="json")
    PolicyVersion.objects.create(
        name="route_rules",
        number=1,
        value=value,
        effective_from=timezone.localdate(),
        reason="Perbup 12/2026",
    )


def test_a_required_initial_cannot_be_taken_out(office):
    rows = [row.model_copy(update={"required": True}) for row in _rows()]
    in_force(ranks=tuple(rows))

    letter = planned(office, office.admin)

    codes = [fault.code for fault in faults_before_submit(letter)]
    assert "mandatory_step" in codes


def test_no_more_initials_than_the_rule_allows(office):
    in_force(most_initials=1)

    letter = planned(office, office.admin, office.kabag)

    codes = [fault.code for fault in faults_before_submit(letter)]
    assert "too_many_initials" in codes


def test_a_vacant_seat_on_the_route_is_told(office):
    letter = make_draft(office)
    office.kabag.position.terms.all().delete()

    assert "vacant" in [fault.code for fault in letter_warnings(letter)]


def _rows():
    return ROUTE_RULES.default.ranks
