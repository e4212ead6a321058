"""The trail names the seat that was acted for, whatever seat was chosen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.administration.units import create_unit
from eoffice.audit.models import AuditEvent
from eoffice.organisation.models import Unit
from tests.office.incoming import disposition, registered
from tests.office.kabupaten import actor, build_office, make_acting
from tests.office.organisation import make_position
from tests.office.outgoing import submitted
from tests.office.signers import SECRET, make_signer
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.dispositions.operations.giving import (
    complete_disposition,
    give_disposition,
    mark_disposition_read,
)
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Decision
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db
PLH = "acting_absent"


@pytest.fixture
def office():
    """An office whose Sekda and Kabag are away; two others act for them."""
    made = build_office()
    today = timezone.localdate()
    for person, absent in ((made.kadis, made.sekda), (made.kabid, made.kabag)):
        make_acting(person, absent.position, PLH, today, today + timedelta(days=3))
    make_signer(made.kadis)
    return made


def event_of(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("at")


def seat_of(event: AuditEvent) -> tuple:
    return event.position_id, event.authority


def initialled(office):
    letter = submitted(office)
    step = letter.current_version.steps.get(state="open")
    approve_step(actor=actor(office.kabid), letter_id=letter.pk, step_id=step.pk)
    return letter


def test_an_initial_is_recorded_under_the_seat_it_was_given_for(office):
    own = actor(office.kabid).chosen.position

    initialled(office)

    decision = Decision.objects.get()
    event = event_of("letter.step_approved")
    assert own == office.kabid.position
    assert seat_of(event) == (decision.position_id, decision.authority)
    assert seat_of(event) == (office.kabag.position.pk, PLH)


def test_a_signature_is_recorded_under_the_seat_that_signed(office):
    letter = initialled(office)

    sign_letter(actor=actor(office.kadis), letter_id=letter.pk, secret=Secret(SECRET))

    signature = letter.signatures.get()
    for action in ("letter.number_reserved", "letter.signed"):
        seat = seat_of(event_of(action))
        assert seat == (signature.position_id, signature.authority)
    assert signature.authority == PLH


def test_a_return_and_a_revocation_are_recorded_under_their_seats(office):
    returned, signed = submitted(office), initialled(office)
    step = returned.current_version.steps.get(state="open")
    chief = actor(office.kadis)

    return_letter(
        actor=actor(office.kabid), letter_id=returned.pk, step_id=step.pk, note="Ubah."
    )
    sign_letter(actor=chief, letter_id=signed.pk, secret=Secret(SECRET))
    revoke_letter(actor=chief, letter_id=signed.pk, reason="Salah.")

    assert seat_of(event_of("letter.returned")) == (office.kabag.position.pk, PLH)
    assert seat_of(event_of("letter.revoked")) == (office.sekda.position.pk, PLH)


def test_a_disposition_is_recorded_under_the_seats_of_giver_and_receiver(office):
    given = give_disposition(
        actor=actor(office.kadis),
        incoming_id=registered(office).pk,
        content=disposition(office.kabag),
    )
    kabid = actor(office.kabid)

    mark_disposition_read(actor=kabid, disposition_id=given.pk)
    complete_disposition(actor=kabid, disposition_id=given.pk, answer="Selesai.")

    seat = seat_of(event_of("disposition.given"))
    assert seat == (given.giver_position_id, given.giver_authority)
    assert seat == (office.sekda.position.pk, PLH)
    for action in ("disposition.read", "disposition.completed"):
        assert seat_of(event_of(action)) == (office.kabag.position.pk, PLH)


def test_a_registration_is_recorded_under_the_clerks_seat(office):
    registered(office, number="400/7/2026")

    event = event_of("incoming.registered")
    clerk = office.setda_clerk.position
    assert seat_of(event) == (clerk.pk, "permanent")


def test_an_administrators_act_is_recorded_under_the_administrators_seat(office):
    seat = make_position(office.kominfo, duties=["admin"])
    make_acting(
        office.staff, seat, "acting_vacant", timezone.localdate(), timezone.localdate()
    )

    create_unit(
        actor=actor(office.staff),
        values={"code": "BARU", "name": "Unit Baru", "kind": "agency"},
    )

    assert Unit.objects.filter(code="BARU").exists()
    assert seat_of(event_of("unit.created")) == (seat.pk, "acting_vacant")
