"""A service that hangs holds what waits for it, and nothing else."""

import threading
import time

import pytest
from django.db import connections, transaction

from eoffice.errors import ServiceDown
from eoffice.notifications.models import Notification
from eoffice.notifications.operations import notify
from eoffice.notifications.operations.notifying import Message
from eoffice.outbox import events
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import Relay, ThreadRunner, drain
from tests.harness.stubborn import service, silent
from tests.office.organisation import make_official, make_position

MAILS = 100
QUICK_WITHIN_S = 5.0


@pytest.fixture
def relay():
    """Run a relay in a thread of this process for the time of a test."""
    running = Relay(ThreadRunner())

    def run():
        try:
            running.run()
        finally:
            connections.close_all()

    work = threading.Thread(target=run)
    yield work.start
    running.stop()
    work.join(60)


@pytest.mark.django_db(transaction=True)
def test_a_delivery_is_not_held_by_a_hundred_mails_to_a_hanging_server(
    handle, relay, settings
):
    done = threading.Event()
    handle(lambda event: done.set())
    official = make_official(make_position(), email="orang@wanasari.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 3
    for _mail in range(MAILS):
        with transaction.atomic():
            event = events.add("test.nothing")
        notify(
            event_id=event.pk,
            official_id=official.pk,
            message=Message(kind="test", text="Ada surat", path="/"),
        )

    with service(silent) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        relay()
        time.sleep(2)  # the mails have filled every place they may take
        began = time.monotonic()
        with transaction.atomic():
            events.add("test.done")
        is_done = done.wait(60)
        waited = time.monotonic() - began

    mails = OutboxDelivery.objects.filter(handler="notifications.mail")
    assert is_done
    assert waited < QUICK_WITHIN_S
    assert mails.count() == Notification.objects.count() == MAILS
    assert not mails.exclude(attempts__lte=1).exists()


@pytest.mark.django_db
def test_what_waits_for_the_same_service_is_put_off_without_a_try(handle):
    tried = []

    def away(event):
        tried.append(event.id)
        raise ServiceDown

    handle(away, lane=Lane.MAIL)
    with transaction.atomic():
        for _one in range(60):
            events.add("test.done")

    drain(raising=False)

    assert len(tried) < 60
    states = OutboxDelivery.objects.values_list("state", "attempts").distinct()
    assert set(states) == {(DeliveryState.WAITING, 0)}
