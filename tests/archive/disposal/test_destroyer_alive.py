"""The destroyer is asked for while lists wait, and no other process stands in."""

import pytest
from django.utils import timezone

from archive.disposal.destroyer_alive import NoDestroyer, check_destroyer
from archive.models import DestructionList, ListState
from eoffice.environment import environment
from eoffice.outbox import claims, heartbeat
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import (
    DeliveryState,
    OutboxDelivery,
    OutboxEvent,
    RelayHeartbeat,
)
from eoffice.outbox.relay import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraised(office) -> DestructionList:
    made = DestructionList.objects.create(
        name="Usul musnah 2026",
        unit=office.setda,
        due_before=timezone.localdate(),
        proposed_by=office.setda_archivist.official,
    )
    for state in (ListState.SUBMITTED, ListState.IN_APPRAISAL):
        DestructionList.objects.update(state=state)
    return made


@pytest.fixture
def waiting(appraised) -> DestructionList:
    DestructionList.objects.update(state=ListState.APPROVED)
    return appraised


def test_nobody_misses_the_destroyer_while_no_list_waits(appraised):
    check_destroyer()


def test_a_relay_does_not_stand_in_for_the_destroyer(waiting):
    heartbeat.beat()

    with pytest.raises(NoDestroyer) as missing:
        check_destroyer()

    assert missing.value.code == "no_destroyer: 1 destruction lists wait for it"


def test_the_destroyer_does_not_stand_in_for_a_relay(waiting):
    RelayHeartbeat.objects.all().delete()
    heartbeat.beat(only=Lane.DESTROYER)

    check_destroyer()

    assert not heartbeat.is_fresh()


def test_the_page_of_background_work_says_so(waiting, office, client):
    client.force_login(office.admin.user)

    answer = client.get("/pengaturan/antrean/")

    assert "eoffice destroyer" in answer.content.decode()


def delivery(handler: str, state: str) -> OutboxDelivery:
    return OutboxDelivery.objects.create(
        event=OutboxEvent.objects.create(name="job.tested"),
        handler=handler,
        state=state,
        due_at=timezone.now(),
    )


def test_a_starting_destroyer_leaves_alone_what_others_have_in_hand():
    for handler in ("jobs.run_apart", "jobs.run"):
        delivery(handler, DeliveryState.HANDED_OVER)

    assert claims.reclaim_interrupted(only=Lane.DESTROYER) == 1


def test_a_process_without_the_key_leaves_the_destroyers_work_waiting(monkeypatch):
    monkeypatch.setattr(environment(), "S3_DESTROYER_ACCESS_KEY", "")
    waiting = delivery("jobs.run_apart", DeliveryState.WAITING)

    drain()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (DeliveryState.WAITING, 0)
