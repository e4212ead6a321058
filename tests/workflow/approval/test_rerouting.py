"""A letter that stands still moves on: taken back, given on, passed over, reminded."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eoffice.days.working_days import WorkCalendar
from eoffice.errors import Invalid, NotFound
from eoffice.outbox.relay import drain
from tests.office.days import clock_at
from tests.office.kabupaten import actor, superior_of
from tests.office.outgoing import initialled, submitted
from tests.office.visitors import client_of, token_client
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.operations.reminding import days_worked, remind_desk
from workflow.approval.operations.rerouting import reassign_step, skip_step
from workflow.approval.operations.submitting import recall_letter
from workflow.approval.reminders import ApprovalReminders
from workflow.models import LetterStatus, RouteChange, StepState

pytestmark = pytest.mark.django_db


def kinds(letter):
    return list(
        RouteChange.objects.filter(letter=letter).values_list("kind", flat=True)
    )


def at_desk(office):
    letter = submitted(office)
    return letter, letter.steps.get(state="open")


def test_after_an_initial_a_letter_is_taken_back_with_a_reason_alone(office):
    letter = initialled(office)
    ids = {"actor": actor(office.drafter), "letter_id": letter.pk}

    with pytest.raises(StepAlreadyDecided):
        recall_letter(**ids)
    recall_letter(**ids, reason="Tanggal rapat berubah.")

    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT
    address = f"/api/v1/letters/{letter.pk}/timeline"
    told = token_client(office.kabag.official).get(address).json()["items"]
    notes = {m["kind"]: m["note"] for m in told}
    assert notes["route_recalled"] == "Tanggal rapat berubah."


def test_the_superior_of_the_drafter_takes_it_back_too(office):
    letter = submitted(office)
    office.drafter.position.refresh_from_db()
    assert office.drafter.position.superior_id == office.kabag.position.pk

    recall_letter(actor=actor(office.kabag), letter_id=letter.pk)

    assert RouteChange.objects.get().position == office.kabag.position


def test_a_step_is_given_to_another_desk_and_the_first_goes_on_seeing(office):
    letter, step = at_desk(office)

    reassign_step(
        actor=actor(office.kabag),
        letter_id=letter.pk,
        step_id=step.pk,
        position_id=office.admin.position.pk,
        reason="Saya dinas luar.",
    )

    step.refresh_from_db()
    assert (step.position, step.state) == (office.admin.position, StepState.OPEN)
    assert kinds(letter) == ["reassigned"]
    for person in (office.kabag, office.admin):
        page = client_of(person).get(reverse("letter_read", args=[letter.pk]))
        assert page.status_code == 200
    with pytest.raises(NotFound):
        skip_step(
            actor=actor(office.stranger),
            letter_id=letter.pk,
            step_id=step.pk,
            reason="x",
        )


@pytest.mark.parametrize("seat", ["drafter", "sekda", "kabag"])
def test_a_seat_that_is_on_the_route_already_is_refused(office, seat):
    letter, step = at_desk(office)

    with pytest.raises(Invalid):
        reassign_step(
            actor=actor(office.drafter),
            letter_id=letter.pk,
            step_id=step.pk,
            position_id=getattr(office, seat).position.pk,
            reason="Salah.",
        )

    assert kinds(letter) == []


def test_a_signature_is_neither_given_away_nor_passed_over(office):
    letter = initialled(office)
    step = letter.steps.get(state="open")

    with pytest.raises(Invalid):
        reassign_step(
            actor=actor(office.sekda),
            letter_id=letter.pk,
            step_id=step.pk,
            position_id=office.admin.position.pk,
            reason="Saya dinas luar.",
        )


def test_nobody_passes_over_the_own_step_and_a_reason_is_needed(office):
    letter, step = at_desk(office)
    ids = {"letter_id": letter.pk, "step_id": step.pk}

    with pytest.raises(NotFound):
        skip_step(actor=actor(office.kabag), reason="Saya sibuk.", **ids)
    with pytest.raises(NotFound):
        skip_step(actor=actor(office.drafter), reason="Lama.", **ids)

    assert kinds(letter) == []


def test_the_superior_who_was_told_sees_the_letter_and_passes_the_step_over(office):
    letter, step = at_desk(office)
    holder = superior_of(office, office.kabag)
    type(step).objects.filter(pk=step.pk).update(
        opened_at=timezone.now() - timedelta(days=60)
    )
    on_a_working_day(step)
    drain()

    page = client_of(holder).get(reverse("letter_read", args=[letter.pk]))
    skip_step(
        actor=actor(holder),
        letter_id=letter.pk,
        step_id=step.pk,
        reason="Pejabat sedang diklat.",
    )

    assert page.status_code == 200
    assert "escalated" in kinds(letter)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


def on_a_working_day(step):
    """Let the clock come round twice on the next working day."""
    noon = timezone.localtime().replace(hour=12)
    while noon.weekday() > 4:
        noon += timedelta(days=1)
    with clock_at(noon):
        remind_desk(step.pk)
        remind_desk(step.pk)


def test_a_desk_is_told_once_a_day(office):
    letter, step = at_desk(office)
    type(step).objects.filter(pk=step.pk).update(
        opened_at=timezone.now() - timedelta(days=60)
    )

    on_a_working_day(step)

    assert kinds(letter).count("escalated") == 1
    assert kinds(letter).count("reminded") <= 1


def test_days_are_working_days_and_the_rule_says_which(office):
    holiday = WorkCalendar(holidays=frozenset({date(2026, 12, 25)}))
    rule = ApprovalReminders()

    assert days_worked(holiday, date(2026, 12, 24), date(2026, 12, 28)) == 1
    assert [n for n in range(8) if rule.reminds(n)] == [2, 4, 6]
    assert [n for n in range(8) if rule.escalates(n)] == [5, 6, 7]
    assert not ApprovalReminders(remind_after_days=0).reminds(3)
