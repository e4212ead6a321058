"""What stands still, and who may see and mend it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models import PositionDuty
from eoffice.outbox import events, timers
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent, TimedTask
from eoffice.outbox.relay import drain
from eoffice.upkeep import sweeper
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/antrean/"


@pytest.fixture
def dead(handle):
    handle(lambda event: None)
    with transaction.atomic():
        events.add("test.done")
    OutboxDelivery.objects.update(
        state=DeliveryState.DEAD, attempts=8, last_error="ValueError"
    )
    return OutboxDelivery.objects.get()


@pytest.fixture
def admin():
    return make_duty_holder(PositionDuty.ADMIN)


@pytest.fixture
def timer():
    yield lambda name, function: timers.register_periodic(name, 60, function)
    for name in [name for name in timers._timers if name.startswith("test.")]:
        del timers._timers[name]


def test_administrator_sees_and_retries_a_delivery_given_up(dead, admin):
    browser = browser_of(admin)

    page = browser.get(PAGE)
    answer = browser.post(f"{PAGE}{dead.pk}/ulangi/")
    drain()

    dead.refresh_from_db()
    assert "ValueError" in page.content.decode()
    assert answer.status_code == 302
    assert dead.state == DeliveryState.DONE
    assert AuditEvent.objects.filter(action="outbox.retried").count() == 1


@pytest.mark.parametrize("duty", [PositionDuty.RECORD_CLERK, PositionDuty.AUDITOR])
def test_others_do_not_learn_that_the_page_exists(dead, duty):
    browser = browser_of(make_duty_holder(duty))

    assert browser.get(PAGE).status_code == 404
    assert browser.post(f"{PAGE}{dead.pk}/ulangi/").status_code == 404
    dead.refresh_from_db()
    assert dead.state == DeliveryState.DEAD


def test_state_does_not_change_by_get(dead, admin):
    assert browser_of(admin).get(f"{PAGE}{dead.pk}/ulangi/").status_code == 405

    dead.refresh_from_db()
    assert dead.state == DeliveryState.DEAD


def test_done_delivery_is_not_retried(dead, admin):
    OutboxDelivery.objects.update(state=DeliveryState.DONE)

    with pytest.raises(NotFound):
        sweeper.retry_delivery(delivery_id=dead.pk, actor=actor_of(admin.user))


def test_old_done_events_are_forgotten_and_open_ones_kept(dead):
    with transaction.atomic():
        done = events.add("test.done")
    OutboxDelivery.objects.filter(event=done).update(state=DeliveryState.DONE)
    OutboxEvent.objects.update(created_at=timezone.now() - timedelta(days=40))

    assert sweeper.forget_done() == 1

    assert list(OutboxEvent.objects.values_list("pk", flat=True)) == [dead.event_id]


def test_timed_task_runs_when_due_and_once_among_many(timer):
    ran = []
    timer("test.timer", lambda: ran.append(1))

    assert "test.timer" in timers.due_tasks()
    assert timers.run_timed("test.timer")
    assert not timers.run_timed("test.timer")

    assert len(ran) == 1
    assert "test.timer" not in timers.due_tasks()


def test_timed_task_is_due_again_after_its_interval(timer):
    timer("test.timer", lambda: None)
    timers.run_timed("test.timer")

    (row,) = TimedTask.objects.all()
    assert row.next_at == row.began_at + timedelta(seconds=60)
    TimedTask.objects.update(next_at=timezone.now())

    assert "test.timer" in timers.due_tasks()


def test_failing_timed_task_is_shown_and_the_clock_goes_on(timer):
    def fail():
        raise ValueError

    timer("test.timer", fail)

    assert not timers.run_timed("test.timer")
    assert [task.name for task in timers.failing_tasks()] == ["test.timer"]
