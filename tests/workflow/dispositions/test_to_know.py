"""Slips that only ask to be known: no day binds, one press is enough."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.incoming import disposed
from tests.office.kabupaten import actor
from tests.office.visitors import client_of
from workflow.admin.incoming.queue import to_answer
from workflow.dispositions.operations.checking import ReceiverInput
from workflow.dispositions.queries.lists import overdue_for
from workflow.models import DispositionReceiver, ReceiverState

pytestmark = pytest.mark.django_db


def given(office):
    """A slip past its day: the kadis answers, the kabag only knows."""
    disposition = disposed(
        office,
        receivers=[
            ReceiverInput(position_id=office.kadis.position.pk, role="lead"),
            ReceiverInput(position_id=office.kabag.position.pk, role="info"),
        ],
    )
    disposition.due_on = timezone.localdate() - timedelta(days=2)
    disposition.save()
    return disposition


def test_only_who_must_answer_is_late(office):
    disposition = given(office)
    today = timezone.localdate()

    kabag, kadis = actor(office.kabag), actor(office.kadis)

    assert [item.act for item in to_answer(kabag, today)] == ["know"]
    assert not to_answer(kabag, today)[0].overdue
    assert [item.act for item in to_answer(kadis, today)] == ["answer"]
    assert to_answer(kadis, today)[0].overdue
    assert list(overdue_for(kabag)) == []
    assert list(overdue_for(kadis)) == [disposition]


def test_known_is_one_press_from_the_desk(office):
    disposition = given(office)
    browser = client_of(office.kabag)

    page = browser.get(f"/disposisi/{disposition.pk}/").content.decode()
    browser.post(f"/disposisi/{disposition.pk}/jawab/", {"idempotency_key": "satu"})

    assert "Untuk Anda ketahui" in page
    assert 'name="text"' not in page
    mine = DispositionReceiver.objects.get(position=office.kabag.position)
    assert mine.state == ReceiverState.COMPLETED
    other = DispositionReceiver.objects.get(position=office.kadis.position)
    assert other.state == ReceiverState.UNREAD
    assert not to_answer(actor(office.kabag), timezone.localdate())
