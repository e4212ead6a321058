"""A holder asks for a Plh., the superior agrees; the Plh. acts and ends by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eoffice.absences.errors import AbsenceDecided
from eoffice.absences.operations import (
    AbsenceInput,
    agree_to_absence,
    ask_for_deputy,
    refuse_absence,
    withdraw_absence,
)
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.notifications.models import Notification
from eoffice.organisation.models import Absence, ActingAssignment
from eoffice.outbox.relay import drain
from tests.office.days import clock_at
from tests.office.kabupaten import actor, superior_of
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, post, token_client
from workflow.approval.operations.approving import approve_step
from workflow.models import Decision

pytestmark = pytest.mark.django_db


def content(office, **changes):
    today = timezone.localdate()
    usual = AbsenceInput(
        deputy_id=office.setda_archivist.official.pk,
        from_on=today,
        to_on=today + timedelta(days=2),
        decree_number="800.1.11.1/7/2026",
        decree_on=today,
        reason="Cuti tahunan",
    )
    return replace(usual, **changes)


def asked(office, **changes):
    return ask_for_deputy(
        actor=actor(office.kabag),
        position_id=office.kabag.position.pk,
        content=content(office, **changes),
    )


def test_the_superior_agrees_and_the_deputy_initials_in_both_names(office):
    absence = asked(office)

    agree_to_absence(
        actor=actor(superior_of(office, office.kabag)), absence_id=absence.pk
    )
    letter = submitted(office)
    step = letter.steps.get(state="open")
    approve_step(
        actor=actor(office.setda_archivist), letter_id=letter.pk, step_id=step.pk
    )

    given = Decision.objects.get()
    assert given.official == office.setda_archivist.official
    assert given.position == office.kabag.position
    assert given.authority == "acting_absent"
    assert not actor(office.kabag).holds(office.kabag.position.pk)


def test_it_ends_by_itself_while_a_letter_is_open(office):
    absence = asked(office)
    agree_to_absence(
        actor=actor(superior_of(office, office.kabag)), absence_id=absence.pk
    )
    letter = submitted(office)
    step = letter.steps.get(state="open")

    with clock_at(timezone.now() + timedelta(days=3)):
        with pytest.raises(NotFound):
            approve_step(
                actor=actor(office.setda_archivist),
                letter_id=letter.pk,
                step_id=step.pk,
            )
        approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)

    assert Decision.objects.get().official == office.kabag.official


@pytest.mark.parametrize("person", ["kabag", "admin", "stranger", "drafter"])
def test_nobody_but_the_superior_decides(office, person):
    absence = asked(office)

    for decide in (agree_to_absence, refuse_absence):
        with pytest.raises(NotFound):
            decide(actor=actor(getattr(office, person)), absence_id=absence.pk)

    assert not ActingAssignment.objects.exists()


def test_decided_once_and_taken_back_before_that_alone(office):
    absence = asked(office)
    withdraw_absence(actor=actor(office.kabag), absence_id=absence.pk)

    with pytest.raises(AbsenceDecided):
        agree_to_absence(
            actor=actor(superior_of(office, office.kabag)), absence_id=absence.pk
        )

    assert not ActingAssignment.objects.exists()
    acts = AuditEvent.objects.filter(action__startswith="absence.")
    assert [one.action for one in acts] == ["absence.asked", "absence.withdrawn"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decree_number": " "}, "decree_number"),
        ({"reason": ""}, "reason"),
        ({"from_on": timezone.localdate() - timedelta(days=9)}, "from"),
        ({"to_on": timezone.localdate() - timedelta(days=9)}, "to"),
        ({"to_on": timezone.localdate() + timedelta(days=400)}, "to"),
    ],
)
def test_each_broken_rule_is_named(office, changes, field):
    with pytest.raises(Invalid) as refusal:
        asked(office, **changes)

    assert field in [fault.field for fault in refusal.value.faults]
    assert not Absence.objects.exists()


@pytest.mark.parametrize("person", ["kabag", "stranger", "kabid"])
def test_nobody_stands_in_whom_the_page_would_not_offer(office, person):
    with pytest.raises(Invalid) as refusal:
        asked(office, deputy_id=getattr(office, person).official.pk)

    assert [fault.field for fault in refusal.value.faults] == ["deputy"]


def test_pages_ask_and_agree_and_the_superior_is_told(office):
    today = timezone.localdate()
    form = {
        "position": str(office.kabag.position.pk),
        "deputy": str(office.drafter.official.pk),
        "from_on": today.isoformat(),
        "to_on": today.isoformat(),
        "decree_number": "800.1.11.1/7/2026",
        "decree_on": today.isoformat(),
        "reason": "Dinas luar",
    }
    superior = superior_of(office, office.kabag)

    answer = client_of(office.kabag).post(reverse("absence_list"), form)
    drain()
    absence = Absence.objects.get()
    told = Notification.objects.get(kind="absence.asked")
    client_of(superior).post(reverse("absence_agree", args=[absence.pk]))

    assert answer.status_code == 302
    assert told.official == superior.official
    assert "meminta Plh." in told.text
    assert ActingAssignment.objects.get().official == office.drafter.official


def test_programs_ask_and_the_superior_agrees_over_the_api(office):
    given = content(office)
    body = {
        "position": str(office.kabag.position.pk),
        "deputy": str(given.deputy_id),
        "from": given.from_on.isoformat(),
        "to_on": given.to_on.isoformat(),  # its earlier name is still taken
        "decree_number": given.decree_number,
        "decree_on": given.decree_on.isoformat(),
        "reason": given.reason,
    }
    asking = token_client(office.kabag.official)
    made = post(asking, "/absences", body)
    assert made.status_code == 201, made.content
    address = f"/absences/{made.json()['id']}"
    told = made.json()
    assert told["allowed_acts"] == ["withdraw"]
    assert told["from"] == told["from_on"] == given.from_on.isoformat()
    assert told["to"] == told["to_on"] == given.to_on.isoformat()
    stranger = token_client(office.stranger.official)
    assert post(stranger, f"{address}/agree").status_code == 404
    assert post(asking, f"{address}/agree").status_code == 404

    superior = token_client(superior_of(office, office.kabag).official)
    listed = superior.get("/api/v1/absences?state=asked").json()["items"]
    agreed = post(superior, f"{address}/agree")

    assert listed[0]["allowed_acts"] == ["agree", "refuse"]
    assert agreed.json()["state"] == "agreed"
    assert post(superior, f"{address}/refuse").json()["code"] == "absence_decided"
    assert ActingAssignment.objects.count() == 1
