"""A letter that is refused ends: reason kept, on no desk, nothing lost."""

import pytest
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.outbox.relay import drain
from tests.harness.crossing import at_once
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, token_client
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.refusing import refuse_letter
from workflow.models import Decision, LetterStatus

pytestmark = pytest.mark.django_db


def refused(office, reason="Sudah ada surat yang sama."):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    refuse_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, reason=reason
    )
    letter.refresh_from_db()
    return letter


def test_it_leaves_every_desk_and_stays_readable(office):
    letter = refused(office)

    assert letter.status == LetterStatus.REFUSED
    assert not letter.steps.filter(state__in=["open", "waiting"]).exists()
    assert Decision.objects.get().note == "Sudah ada surat yang sama."
    assert AuditEvent.objects.filter(action="letter.refused").count() == 1
    page = client_of(office.drafter).get(reverse("letter_read", args=[letter.pk]))
    assert "Sudah ada surat yang sama." in page.content.decode()
    path = f"/api/v1/letters/{letter.pk}"
    assert token_client(office.drafter.official).get(path).json()["allowed_acts"] == [
        "clone"
    ]


def test_the_drafter_is_told(office):
    letter = refused(office)
    drain()

    page = client_of(office.drafter).get("/pemberitahuan/")

    assert letter.subject in page.content.decode()


def test_without_a_reason_nothing_happens(office):
    with pytest.raises(Invalid):
        refused(office, reason="  ")

    assert not Decision.objects.exists()


def test_who_has_no_open_step_cannot_refuse(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")

    for person in (office.drafter, office.stranger, office.sekda):
        with pytest.raises(NotFound):
            refuse_letter(
                actor=actor(person), letter_id=letter.pk, step_id=step.pk, reason="x"
            )


@pytest.mark.django_db(transaction=True)
def test_approve_and_return_in_one_moment_leave_one_decision():
    office = build_office()
    letter = submitted(office)
    ids = {"letter_id": letter.pk, "step_id": letter.steps.get(state="open").pk}
    kabag = actor(office.kabag)

    answers = at_once(
        lambda: approve_step(actor=kabag, **ids),
        lambda: return_letter(actor=kabag, note="Perbaiki.", **ids),
    )

    told = [one for one in answers if isinstance(one, Exception)]
    assert [type(one) for one in told] == [StepAlreadyDecided]
    assert Decision.objects.count() == 1
