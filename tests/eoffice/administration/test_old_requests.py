"""Grants that waited at an upgrade leave nothing behind that asks for an answer."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from eoffice.identifiers import uuid7
from eoffice.notifications.models import Notification
from eoffice.organisation.models import Official
from eoffice.outbox.models import OutboxDelivery, OutboxEvent
from eoffice.upkeep.sweeper import troubled_deliveries

pytestmark = pytest.mark.django_db
MOVE = "eoffice.organisation.migrations.0009_old_requests"


def delivery(event: str, handler: str, state: str) -> OutboxDelivery:
    made = OutboxEvent.objects.create(name=event, payload={"grant_id": str(uuid7())})
    return OutboxDelivery.objects.create(
        event=made, handler=handler, state=state, due_at=timezone.now()
    )


def line(official: Official, kind: str) -> Notification:
    return Notification.objects.create(
        official=official, kind=kind, text="?", path="/", event_id=uuid7()
    )


def test_deliveries_that_nobody_hears_and_lines_that_ask_in_vain_are_let_go():
    tell = "organisation.tell_administrators"
    for state in ("waiting", "handed_over", "dead"):
        delivery("administrator.requested", tell, state)
    other = delivery("letter.signed", "workflow.deliver", "dead")
    official = Official.objects.create(name="Maya", nip="199001012020012009")
    asked = line(official, "administrator.requested")
    kept = line(official, "letter.step_opened")

    import_module(MOVE).let_go(apps, None)

    assert troubled_deliveries() == [other]
    asked.refresh_from_db()
    kept.refresh_from_db()
    assert asked.read_at is not None
    assert kept.read_at is None
