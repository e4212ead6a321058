"""A mail of a dispatch is handed to the mail server once, and told as what it is."""

import email
from email import policy

import pytest
from django.core.management import CommandError, call_command

from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.relay import drain
from tests.harness.mail_server import mail_server
from tests.office.kabupaten import actor
from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from workflow.dispatches import mail_server as conversations
from workflow.dispatches.errors import MailUnderWay
from workflow.dispatches.links import secret_of
from workflow.dispatches.operations import mailing
from workflow.dispatches.operations.sending import resend_dispatch, send_dispatch
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import DispatchMail, MailState

pytestmark = pytest.mark.django_db
TU = "tu@provinsi.go.id"
OTHER = "persuratan@kementerian.go.id"


@pytest.fixture
def box(settings, monkeypatch):
    """A mail server; ours is asked with short patience."""
    monkeypatch.setattr(conversations, "ANSWER_S", 0.4)
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_HOST_USER = ""
        yield box


@pytest.fixture
def dispatch(office):
    """One that was pressed "send" by e-mail; the outbox has not run."""
    drain(raising=False)
    letter = to_outside(office)
    drain(raising=False)
    return sent_by(office, dispatch_of(letter), "email", email=TU)


def mail_of(dispatch) -> DispatchMail:
    return dispatch.mails.latest("pk")


def test_it_is_sent_when_the_server_has_taken_it(box, dispatch):
    assert dispatch.state == "waiting"

    drain(raising=False)

    dispatch.refresh_from_db()
    dispatch.letter.refresh_from_db()
    assert (dispatch.state, mail_of(dispatch).state) == ("sent", MailState.ACCEPTED)
    assert dispatch.letter.status == "sent"
    [text] = box.to(TU)
    body = email.message_from_string(text, policy=policy.default).get_content()
    secret = secret_of(mail_of(dispatch).link)
    assert secret.address in body
    assert secret.code not in body.replace(secret.address, "")
    assert dispatch.letter.number in body


def test_run_twice_it_leaves_once(box, dispatch):
    mail = mail_of(dispatch)

    mailing.hand_to_server(mail_id=mail.pk)
    mailing.hand_to_server(mail_id=mail.pk)
    drain(raising=False)

    assert len(box.to(TU)) == 1


def test_killed_while_handing_over_it_is_not_sent_again(box, dispatch):
    mail = mail_of(dispatch)
    # What a process leaves behind that died between the mark and the answer.
    assert mailing._mark_handing(mail.pk)

    drain(raising=False)

    dispatch.refresh_from_db()
    assert box.to(TU) == []
    assert mail_of(dispatch).state == MailState.UNKNOWN
    assert dispatch.state == "waiting"


def test_server_that_ends_after_the_text_is_asked_by_a_person_alone(
    box, dispatch, office
):
    box.swallows.add(TU)
    drain(raising=False)
    drain(raising=False)
    assert mail_of(dispatch).state == MailState.UNKNOWN
    assert len(box.to(TU)) == 1

    box.swallows.clear()
    resend_dispatch(actor=actor(office.setda_clerk), dispatch_id=dispatch.pk)
    drain(raising=False)

    assert len(box.to(TU)) == 2
    dispatch.refresh_from_db()
    assert dispatch.state == "sent"


def test_address_that_is_refused_comes_back_with_the_servers_words(box, dispatch):
    box.refuses.add(TU)

    drain(raising=False)

    dispatch.refresh_from_db()
    assert dispatch.state == "bounced"
    assert "550 5.1.1" in dispatch.reason
    assert not dispatch.links.filter(revoked_at=None).exists()


def test_address_that_hangs_holds_up_no_other(box, office):
    letter = to_outside(office, RECTOR, LAND_OFFICE)
    drain(raising=False)
    box.hangs.add(TU)
    hanging = sent_by(office, dispatch_of(letter), "email", email=TU)
    other = sent_by(office, dispatch_of(letter, LAND_OFFICE), "email", email=OTHER)

    drain(raising=False)

    hanging.refresh_from_db()
    other.refresh_from_db()
    assert other.state == "sent"
    assert hanging.state == "waiting"
    assert mail_of(hanging).state == MailState.QUEUED
    assert box.to(TU) == []


def test_after_some_tries_it_is_given_up_and_said(box, dispatch):
    box.defers.add(TU)
    for _try in range(mailing.MOST_TRIES):
        OutboxDelivery.objects.filter(handler=mailing.HANDLER).update(
            due_at="2026-01-01T00:00Z"
        )
        drain(raising=False)

    dispatch.refresh_from_db()
    assert dispatch.state == "bounced"
    assert "451" in dispatch.reason


def test_pressed_again_while_it_is_on_its_way_is_refused(dispatch, office):
    with pytest.raises(MailUnderWay):
        send_dispatch(actor=actor(office.setda_clerk), dispatch_id=dispatch.pk)

    assert dispatch.mails.count() == 1


def test_letter_revoked_while_its_mail_waits_is_not_mailed(box, dispatch, office):
    revoke_letter(
        actor=actor(office.sekda), letter_id=dispatch.letter_id, reason="Keliru"
    )

    mailing.hand_to_server(mail_id=mail_of(dispatch).pk)
    drain(raising=False)

    assert box.to(TU) == []
    assert mail_of(dispatch).state == MailState.CANCELLED
    dispatch.refresh_from_db()
    assert dispatch.state == "revoked"


def test_report_of_the_mail_server_is_noted_by_its_message_id(box, dispatch):
    drain(raising=False)
    [text] = box.to(TU)
    message_id = email.message_from_string(text)["Message-ID"]

    call_command("record_bounce", message_id, reason="550 mailbox is full")

    dispatch.refresh_from_db()
    dispatch.letter.refresh_from_db()
    assert (dispatch.state, dispatch.reason) == ("bounced", "550 mailbox is full")
    assert dispatch.letter.outside == "bounced"
    for unknown in (message_id, "<nobody@example>"):
        with pytest.raises(CommandError):
            call_command("record_bounce", unknown)
