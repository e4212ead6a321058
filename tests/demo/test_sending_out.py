"""The demo's letters to those outside: one in every state a sending can have."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.wanasari.appointments import appoint_acting, issue_certificates
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.outgoing import LetterMaker
from demo.wanasari.sending_out import OutsideSender
from workflow.models import Dispatch, DispatchState, DispatchWay

pytestmark = pytest.mark.django_db


def test_letters_go_outside_in_every_state_and_by_every_way():
    kabupaten = build_kabupaten()
    appoint_acting(kabupaten)
    issue_certificates(kabupaten)
    sender = OutsideSender(kabupaten, LetterMaker(kabupaten))

    planned = sender.in_every_state(timezone.localtime() - timedelta(days=1))
    letters = [make() for _at, make in planned]

    found = Dispatch.objects.filter(letter__in=letters)
    assert set(found.values_list("state", flat=True)) == set(DispatchState.values)
    assert set(found.values_list("way", flat=True)) == set(DispatchWay.values)
