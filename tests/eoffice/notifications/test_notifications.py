"""Telling people: once, bounded, and without content outside our walls."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from eoffice.identifiers import uuid7
from eoffice.notifications.models import Notification
from eoffice.notifications.operations import mark_read, notify, notify_position
from eoffice.notifications.operations.notifying import Message
from eoffice.notifications.queries import COUNT_LIMIT, bell_page, unread_count
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models import ActingAssignment, ActingKind, TermOfOffice
from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.relay import drain
from tests.office.organisation import make_official, make_position

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MESSAGE = Message(
    kind="letter.received",
    text="Undangan rapat menunggu Anda",
    path="/naskah-masuk/1/",
)


@pytest.fixture
def position():
    return make_position()


@pytest.fixture
def official(position):
    return make_official(position, email="orang@wanasari.example")


def tell(official, event_id=None):
    event_id = event_id or uuid7()
    return notify(event_id=event_id, official_id=official.pk, message=MESSAGE)


def actor(official):
    return actor_of(official.user)


def test_event_is_told_once_however_often_it_is_handled(official):
    event_id = uuid7()

    assert tell(official, event_id)
    assert not tell(official, event_id)

    assert unread_count(actor(official)) == 1


def test_position_tells_its_holder_and_who_acts_for_them(official, position):
    deputy = make_official(make_position())
    ActingAssignment.objects.create(
        official=deputy,
        position=position,
        kind=ActingKind.ACTING_ABSENT,
        from_on=timezone.localdate(),
        to_on=timezone.localdate() + timedelta(days=3),
        decree_number="800/1/2026",
        decree_on=timezone.localdate(),
    )

    told = notify_position(event_id=uuid7(), position_id=position.pk, message=MESSAGE)

    assert told == 2
    receivers = set(Notification.objects.values_list("official_id", flat=True))
    assert receivers == {official.pk, deputy.pk}


def test_former_holder_is_not_told(official, position):
    TermOfOffice.objects.update(to_on=date(2024, 12, 31))

    told = notify_position(event_id=uuid7(), position_id=position.pk, message=MESSAGE)

    assert told == 0


def test_mail_says_what_from_whom_until_when_and_where(official, settings):
    words = replace(MESSAGE, by="Dinas Sosial", due_on=date(2026, 8, 10), is_plain=True)
    notify(event_id=uuid7(), official_id=official.pk, message=words)

    drain()
    drain()

    (message,) = mail.outbox
    assert message.to == ["orang@wanasari.example"]
    assert message.subject == (
        "Undangan rapat menunggu Anda (dari Dinas Sosial, paling lambat Senin, 10 Agu)"
    )
    assert message.body.startswith(f"Yth. {official.full_name},\n")
    assert "Dari: Dinas Sosial\n" in message.body
    assert "Paling lambat: Senin, 10 Agustus 2026\n" in message.body
    assert f"\n{settings.BASE_URL}/naskah-masuk/1/\n" in message.body


def test_mail_of_a_classed_letter_says_that_something_waits_and_nothing_else(
    official, settings
):
    secret = replace(MESSAGE, by="Inspektorat", due_on=date(2026, 8, 10))
    notify(event_id=uuid7(), official_id=official.pk, message=secret)

    drain()

    (message,) = mail.outbox
    told = message.subject + message.body
    assert not any(word in told for word in ("Undangan", "Inspektorat", "Agustus"))
    assert f"{settings.BASE_URL}/naskah-masuk/1/" in message.body


def test_a_line_break_in_a_subject_stays_out_of_the_head_of_the_mail(official):
    words = replace(MESSAGE, text="Undangan\nBcc: x@y.example", is_plain=True)
    notify(event_id=uuid7(), official_id=official.pk, message=words)

    drain()

    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["orang@wanasari.example"]


def test_person_without_address_gets_no_mail(position):
    tell(make_official(position))

    drain()

    assert mail.outbox == []


def test_mail_waits_for_a_server_that_is_away(official, settings):
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_PORT = 9
    tell(official)

    drain(raising=False)

    delivery = OutboxDelivery.objects.get(handler="notifications.mail")
    assert (delivery.state, delivery.last_error) == ("waiting", "mail_away")
    assert unread_count(actor(official)) == 1


def test_mail_really_leaves_by_smtp(official, settings):
    settings.EMAIL_BACKEND = SMTP
    tell(official)

    drain()

    assert Notification.objects.get().mailed_at


def test_only_own_notifications_are_marked_read(official):
    other = make_official(make_position())
    tell(official)
    tell(other)
    ids = list(Notification.objects.values_list("pk", flat=True))

    marked = mark_read(actor=actor(official), ids=ids)

    assert marked == 1
    assert unread_count(actor(official)) == 0
    assert unread_count(actor(other)) == 1


def test_bell_stays_bounded_however_much_piles_up(official, django_assert_num_queries):
    Notification.objects.bulk_create(
        Notification(
            official=official,
            event_id=uuid7(),
            kind="k",
            text=str(number),
            path="/",
        )
        for number in range(COUNT_LIMIT + 30)
    )
    me = actor(official)

    with django_assert_num_queries(3):
        count, bell = unread_count(me), bell_page(me, "1")

    assert count == COUNT_LIMIT
    assert len(bell.lines) == 50
