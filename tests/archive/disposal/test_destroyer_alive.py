"""The destroyer is asked for while lists wait, and no other process stands in."""

import pytest
from django.utils import timezone

from archive.disposal.destroyer_alive import NoDestroyer, check_destroyer
from archive.models import DestructionList, ListState
from eoffice.outbox import claims, heartbeat
from eoffice.outbox.events import add, handlers_in
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import OutboxDelivery, RelayHeartbeat

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


def test_a_starting_destroyer_leaves_alone_what_others_have_in_hand():
    add("letter.tested", letter_id="1")
    OutboxDelivery.objects.all().delete()
    for handler in ("jobs.run_apart", "jobs.run"):
        event = add("letter.tested", letter_id="1")
        OutboxDelivery.objects.create(
            event=event, handler=handler, state="handed_over", due_at=timezone.now()
        )

    assert "jobs.run_apart" in handlers_in(Lane.DESTROYER)
    assert claims.reclaim_interrupted(only=Lane.DESTROYER) == 1
