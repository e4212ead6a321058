"""Tasks that collide: done again at once, not counted as a failed try."""

import pytest
from django.db import transaction

from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from tests.harness.crossing import Crossing, at_once
from tests.office.organisation import make_unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_crossing_tasks_are_both_done_in_their_first_try(handle):
    crossing = Crossing(make_unit("Satu"), make_unit("Dua"))

    @transaction.atomic
    def cross(event):
        crossing.lock(int(event.payload["hand"]))

    handle(cross)
    with transaction.atomic():
        for hand in (0, 1):
            events.add("test.done", hand=hand)

    at_once(lambda: drain(limit=1), lambda: drain(limit=1))

    states = OutboxDelivery.objects.values_list("state", "attempts")
    assert list(states) == [(DeliveryState.DONE, 1)] * 2
    assert sorted(crossing.passes.values()) == [1, 2]
