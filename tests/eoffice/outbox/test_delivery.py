"""What becomes of an event: done, tried again, given up."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from eoffice.errors import ServiceDown
from eoffice.outbox import events
from eoffice.outbox.delivery import MAX_TRIES
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent
from eoffice.outbox.relay import drain

pytestmark = pytest.mark.django_db


def happen(**payload):
    with transaction.atomic():
        return events.add("test.done", **payload)


def make_due():
    OutboxDelivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def only() -> OutboxDelivery:
    return OutboxDelivery.objects.get()


def test_handler_receives_event_id_and_ids(handle):
    seen = []
    handle(seen.append)

    event = happen(letter_id=7)
    drain()

    assert [(e.id, e.payload) for e in seen] == [(event.pk, {"letter_id": "7"})]
    assert only().state == DeliveryState.DONE


def test_event_of_an_act_that_failed_never_happened(handle):
    handle(lambda event: None)

    @transaction.atomic
    def act():
        events.add("test.done")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        events.add("test.done")

    assert not OutboxEvent.objects.exists()


def test_event_of_a_handler_is_run_in_the_same_drain(handle):
    seen = []

    def first(event):
        with transaction.atomic():
            events.add("test.next")

    handle(first)
    handle(seen.append, event="test.next", name="test.second")

    happen()

    assert drain() == 2
    assert len(seen) == 1


def test_failed_delivery_waits_and_keeps_no_content(handle):
    def fail(event):
        raise ValueError("Rahasia: isi naskah")

    handle(fail)
    happen()

    with pytest.raises(ValueError, match="Rahasia"):
        drain()

    delivery = only()
    assert delivery.state == DeliveryState.WAITING
    assert delivery.attempts == 1
    assert delivery.due_at > timezone.now()
    assert delivery.last_error == "ValueError"


def test_one_failing_handler_does_not_hold_up_the_others(handle):
    seen = []

    def fail(event):
        raise ValueError

    handle(fail)
    handle(seen.append, name="test.other")
    happen()

    drain(raising=False)

    assert len(seen) == 1


def test_delivery_is_given_up_after_the_last_try(handle):
    def fail(event):
        raise ValueError

    handle(fail)
    happen()

    for _ in range(MAX_TRIES + 2):
        make_due()
        drain(raising=False)

    assert only().state == DeliveryState.DEAD
    assert only().attempts == MAX_TRIES


def test_service_that_is_away_is_waited_for_without_counting(handle):
    away = [True]

    def index(event):
        if away:
            raise ServiceDown

    handle(index)
    happen()

    for _ in range(MAX_TRIES * 2):
        make_due()
        drain(raising=False)
    away.clear()
    make_due()
    drain()

    assert only().state == DeliveryState.DONE
    assert only().attempts == 1


def test_delivery_whose_handler_is_gone_is_given_up(handle):
    handle(lambda event: None)
    happen()
    events._handlers.pop("test.done")

    drain()

    assert only().state == DeliveryState.DEAD
    assert only().last_error == "NoSuchHandler"
