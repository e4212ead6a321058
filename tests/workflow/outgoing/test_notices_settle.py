"""What asks for an act is let go of when the act is done, by whomever."""

from uuid import uuid4

import pytest
from django.core import mail

from eoffice.notifications.models import Notification
from eoffice.notifications.operations import mail_notification
from eoffice.organisation.models import Official
from eoffice.outbox.relay import drain
from tests.office.incoming import disposition, registered
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import client_of
from workflow.approval.operations.approving import return_letter
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import (
    complete_disposition,
    give_disposition,
)
from workflow.models import IncomingLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def unread(person) -> set[str]:
    lines = Notification.objects.filter(official=person.official, read_at=None)
    return set(lines.values_list("kind", flat=True))


def test_an_initial_given_leaves_no_line_that_asks_for_it(office):
    submitted(office)
    drain()
    assert unread(office.kabag) == {"letter.to_initial"}

    initialled(office)
    drain()

    assert Notification.objects.filter(read_at=None, kind="letter.to_sign").exists()
    kept = Notification.objects.get(read_at=None, official=office.kabag.official)
    assert kept.kind == "letter.to_initial"  # of the letter that still waits


def test_a_signature_given_and_a_letter_returned_leave_none(office):
    sent(office)
    letter = submitted(office)
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Ubah."
    )
    drain()

    assert "letter.to_sign" not in unread(office.sekda)
    assert "letter.to_initial" not in unread(office.kabag)
    assert "letter.returned" in unread(office.drafter)


def test_a_letter_disposed_and_a_disposition_answered_leave_none(office):
    incoming = registered(office)
    drain()
    assert unread(office.sekda) == {"incoming.registered"}
    given = give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis),
    )
    drain()
    assert unread(office.sekda) == set()
    assert unread(office.kadis) == {"disposition.given"}

    complete_disposition(
        actor=actor(office.kadis), disposition_id=given.pk, answer="Sudah."
    )
    drain()

    assert unread(office.kadis) == set()
    assert unread(office.sekda) == {"disposition.completed"}


def test_a_letter_only_known_leaves_none(office):
    incoming = registered(office)
    drain()

    complete_incoming(actor=actor(office.sekda), incoming_id=incoming.pk, note="")
    drain()

    assert unread(office.sekda) == set()


def test_opening_the_page_reads_what_was_told_of_it(office):
    letter = sent(office)
    drain()
    assert "letter.sent" in unread(office.drafter)

    client_of(office.drafter).get(f"/naskah-keluar/{letter.pk}/")

    assert "letter.sent" not in unread(office.drafter)


def test_mail_names_ordinary_letters_alone(office):
    initialled(office)
    initialled(office, security_class="terbatas")
    drain()

    lines = Notification.objects.filter(kind="letter.to_sign")
    assert sorted(lines.values_list("is_plain", flat=True)) == [False, True]
    assert all(line.by and line.due_on for line in lines)


def test_mail_that_waited_tells_nothing_of_a_letter_classed_meanwhile(office):
    incoming = registered(office, subject="Undangan rapat tertutup")
    person = office.sekda.official
    Official.objects.filter(pk=person.pk).update(email="sekda@wanasari.example")
    line = Notification.objects.create(
        official=person,
        position=office.sekda.position,
        kind="incoming.registered",
        text=incoming.subject,
        path=f"/naskah-masuk/{incoming.pk}/",
        by=incoming.sender,
        is_plain=True,
        event_id=uuid4(),
    )
    IncomingLetter.objects.filter(pk=incoming.pk).update(security_class="rahasia")

    mail_notification(line.pk)

    (message,) = mail.outbox
    told = message.subject + message.body
    assert incoming.subject not in told
    assert incoming.sender not in told
