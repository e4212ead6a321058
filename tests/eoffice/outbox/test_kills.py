"""kill -9 at every step, broker and database away: nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.audit.models import AuditEvent
from eoffice.audit.verification import verify
from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent
from tests.eoffice.outbox import crashing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PATIENCE_S = 90
RELAY = [sys.executable, "-m", "tests.eoffice.outbox.crashing", "relay"]
WORKER = [
    *(sys.executable, "-m", "celery", "-A", "tests.eoffice.outbox.crashing"),
    *("worker", "--concurrency", "1", "--prefetch-multiplier", "1"),
    *("--without-gossip", "--without-mingle"),
]


@contextmanager
def process(command, **environment):
    """Run a process of its own group; killed at the end, whatever happens."""
    running = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        kill(running)


def kill(running):
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def until(condition, what):
    """Wait for something another process does."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM crash_{table}")
        return cursor.fetchone()[0]


@pytest.fixture
def delivery():
    """One event whose handler has its effect in tables of this test."""
    with connection.cursor() as cursor:
        cursor.execute(crashing.TABLES)
    with transaction.atomic():
        events.add(crashing.EVENT, letter_id=1)
    return OutboxDelivery.objects.get(handler=crashing.HANDLER)


@pytest.fixture
def stopping(tmp_path):
    """Return the environment that stops a process at a step, and the sign of it."""
    sign = tmp_path / "reached"
    return sign, lambda step: {"STOP_AT": step, "STOP_FILE": str(sign)}


def is_done(delivery):
    delivery.refresh_from_db()
    return delivery.state == DeliveryState.DONE


@pytest.mark.parametrize(
    ("step", "tries"), [("before", 1), ("inside", 2), ("after", 2)]
)
def test_killed_relay_loses_nothing_and_does_nothing_twice(
    delivery, stopping, step, tries
):
    sign, at = stopping
    with process(RELAY, TASK_RUNNER="relay", **at(step)) as relay:
        until(sign.exists, f"the relay reaches {step}")
        kill(relay)

    assert not is_done(delivery)
    with process(RELAY, TASK_RUNNER="relay"):
        until(lambda: is_done(delivery), "the next relay finishes")

    assert count("effects") == 1
    assert count("tries") == tries


@pytest.mark.parametrize(
    ("step", "tries"), [("before", 1), ("inside", 2), ("after", 2)]
)
def test_killed_worker_loses_nothing_and_does_nothing_twice(
    delivery, stopping, step, tries
):
    sign, at = stopping
    with process(RELAY, TASK_RUNNER="celery"):
        with process(WORKER, TASK_RUNNER="celery", **at(step)) as worker:
            until(sign.exists, f"the worker reaches {step}")
            kill(worker)
        assert not is_done(delivery)

        with process(WORKER, TASK_RUNNER="celery"):
            until(lambda: is_done(delivery), "the next worker finishes")

    assert count("effects") == 1
    assert count("tries") == tries


def test_broker_that_is_away_costs_only_time(delivery):
    away = "amqp://eoffice:eoffice@127.0.0.1:9/eoffice"

    def given_back():
        delivery.refresh_from_db()
        return delivery.due_at > before and delivery.state == DeliveryState.WAITING

    before = delivery.due_at
    with process(RELAY, TASK_RUNNER="celery", CELERY_BROKER_URL=away):
        until(given_back, "the relay keeps what it cannot send")
    with (
        process(RELAY, TASK_RUNNER="celery"),
        process(WORKER, TASK_RUNNER="celery"),
    ):
        until(lambda: is_done(delivery), "the broker is back")

    assert delivery.attempts == 1
    assert count("effects") == 1


def test_several_relays_at_once_do_everything_once(delivery):
    with transaction.atomic():
        for number in range(60):
            events.add(crashing.EVENT, letter_id=number)
    open_ones = OutboxDelivery.objects.exclude(state=DeliveryState.DONE)

    with (
        process(RELAY, TASK_RUNNER="relay"),
        process(RELAY, TASK_RUNNER="relay"),
    ):
        until(lambda: not open_ones.exists(), "all deliveries are done")

    assert count("tries") == count("effects") == 61


def test_act_whose_database_session_dies_never_happened():
    @transaction.atomic
    def act():
        trail.record("letter.signed", User(), actor=None)
        events.add(crashing.EVENT, letter_id=1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        act()
    connection.close()

    assert not AuditEvent.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert verify().is_sound


def test_delivery_whose_database_session_dies_is_tried_again(handle):
    lives = []

    def handler(event):
        lives.append(event.id)
        if len(lives) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    handle(handler)
    with transaction.atomic():
        events.add("test.done")

    from eoffice.outbox.relay import drain

    drain(raising=False)
    OutboxDelivery.objects.update(due_at=OutboxEvent.objects.get().created_at)
    drain(raising=False)

    assert len(lives) == 2
    assert OutboxDelivery.objects.get().state == DeliveryState.DONE
