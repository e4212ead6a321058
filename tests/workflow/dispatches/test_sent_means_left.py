"""A letter is called sent when it has left for all its addressees outside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.errors import Invalid, NotFound, StateForbids
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from workflow.delivery.operations import deliver_letter
from workflow.dispatches import access
from workflow.dispatches.errors import LetterNotInForce, SentAlready
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.dispatches.operations.listing import dispatch_to
from workflow.dispatches.operations.revoking import end_dispatches_of
from workflow.dispatches.operations.sending import (
    record_bounce,
    revoke_dispatch,
    send_dispatch,
)
from workflow.dispatches.queries.lists import waiting_for
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Dispatch, IncomingLetter
from workflow.outgoing.timeline import timeline_of
from workflow.registrations.stuck import undelivered_letters

pytestmark = pytest.mark.django_db


def handed(office, dispatch, **facts):
    given = {"to": "Sri, TU Provinsi", "on": timezone.localdate(), **facts}
    return record_hand_over(
        actor=actor(office.setda_clerk),
        dispatch_id=dispatch.pk,
        hand_over=HandOver(**given),
    )


def test_letter_to_outside_waits_until_it_has_left(office):
    letter = to_outside(office)

    assert letter.status == "signed"
    assert letter.get_status_display() == "Ditandatangani, menunggu pengiriman"
    assert letter.sent_at is None
    assert dispatch_of(letter).state == "waiting"
    assert "sent" not in {
        one.kind for one in timeline_of(letter, actor(office.drafter))
    }


def test_letter_is_sent_when_the_last_addressee_has_it(office):
    letter = to_outside(office, RECTOR, LAND_OFFICE)
    sent_by(office, dispatch_of(letter), "hand")
    letter.refresh_from_db()
    assert letter.status == "signed"

    handed(office, dispatch_of(letter, LAND_OFFICE))

    letter.refresh_from_db()
    assert (letter.status, letter.outside) == ("sent", "done")
    kinds = [one.kind for one in timeline_of(letter, actor(office.drafter))]
    assert {"dispatched", "handed_over", "sent"} <= set(kinds)


def test_those_inside_have_it_at_once(office):
    letter = sent(office)

    assert letter.status == "sent"
    assert IncomingLetter.objects.count() == 1
    # A copy outside does not hold the word up, but it is said that it waits.
    assert letter.outside == "waiting"
    assert "menunggu" in letter.get_status_display()


def test_delivering_twice_makes_one_dispatch(office):
    letter = to_outside(office)

    deliver_letter(letter_id=letter.pk)

    assert letter.dispatches.count() == 1


def test_waiting_outside_is_not_a_delivery_that_stands_still(office):
    letter = to_outside(office)
    letter.signed_at = timezone.now() - timedelta(days=3)
    letter.save(update_fields=["signed_at"])

    assert undelivered_letters() == []


def test_pressed_twice_is_sent_once(office):
    letter = to_outside(office)
    dispatch = sent_by(office, dispatch_of(letter), "link")
    first = dispatch.links.get()

    with pytest.raises(SentAlready):
        send_dispatch(actor=actor(office.setda_clerk), dispatch_id=dispatch.pk)

    assert dispatch.links.get() == first


def test_letter_revoked_while_it_waits_goes_to_nobody(office):
    letter = to_outside(office)
    dispatch = dispatch_of(letter)
    revoke_letter(actor=actor(office.sekda), letter_id=letter.pk, reason="Keliru")

    # Before the outbox has come to it, and after.
    with pytest.raises(LetterNotInForce):
        send_dispatch(actor=actor(office.setda_clerk), dispatch_id=dispatch.pk)
    end_dispatches_of(letter_id=letter.pk)
    end_dispatches_of(letter_id=letter.pk)

    dispatch.refresh_from_db()
    assert dispatch.state == "revoked"
    assert not waiting_for(actor(office.setda_clerk)).exists()


def test_taken_back_it_waits_again_when_put_on_the_list(office):
    letter = to_outside(office)
    clerk = actor(office.setda_clerk)
    dispatch = sent_by(office, dispatch_of(letter), "label")
    revoke_dispatch(actor=clerk, dispatch_id=dispatch.pk, reason="Salah alamat")

    again = dispatch_to(actor=clerk, letter_id=letter.pk, recipient=RECTOR, way="hand")

    assert again.state == "waiting"
    assert letter.dispatches.count() == 2
    letter.refresh_from_db()
    assert letter.get_status_display() == "Terkirim, sebagian menunggu pengiriman"


def test_what_came_back_is_told(office):
    letter = to_outside(office)
    dispatch = sent_by(office, dispatch_of(letter), "label")

    record_bounce(
        actor=actor(office.setda_clerk), dispatch_id=dispatch.pk, reason="Pindah"
    )

    letter.refresh_from_db()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.reason) == ("bounced", "Pindah")
    assert letter.outside == "bounced"


def test_hand_over_names_every_fault_at_once(office):
    dispatch = dispatch_of(to_outside(office))
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Invalid) as refusal:
        handed(office, dispatch, to=" ", on=tomorrow, proof=dispatch.pk)

    assert {one.field for one in refusal.value.faults} == {"to", "on", "proof"}
    dispatch.refresh_from_db()
    assert dispatch.state == "waiting"


def test_handed_over_once(office):
    dispatch = dispatch_of(to_outside(office))
    handed(office, dispatch)

    with pytest.raises(StateForbids):
        handed(office, dispatch, to="Orang lain")

    dispatch.refresh_from_db()
    assert dispatch.handed_to == "Sri, TU Provinsi"


def test_way_is_remembered_for_the_addressee(office):
    sent_by(office, dispatch_of(to_outside(office)), "label")

    later = to_outside(office)
    assert dispatch_of(later).way == "label"


@pytest.mark.parametrize("person", ["stranger", "admin", "kominfo_clerk", "kadis"])
def test_others_know_of_no_dispatch(office, person):
    dispatch = dispatch_of(to_outside(office))
    who = actor(getattr(office, person))

    assert not access.dispatches_visible_to(who).exists()
    with pytest.raises(NotFound):
        send_dispatch(actor=who, dispatch_id=dispatch.pk)
    dispatch.refresh_from_db()
    assert dispatch.state == "waiting"


def test_drafter_sees_how_far_it_is_and_sends_nothing(office):
    dispatch = dispatch_of(to_outside(office))
    drafter = actor(office.drafter)

    assert access.dispatches_visible_to(drafter).get() == dispatch
    with pytest.raises(NotFound):
        send_dispatch(actor=drafter, dispatch_id=dispatch.pk)


def test_recipients_inside_and_unknown_names_are_refused(office):
    letter = to_outside(office)

    with pytest.raises(Invalid):
        dispatch_to(
            actor=actor(office.setda_clerk),
            letter_id=letter.pk,
            recipient="Siapa",
            way="hand",
        )

    assert Dispatch.objects.count() == 1
