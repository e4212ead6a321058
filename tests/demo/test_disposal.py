"""The demo's old records: two berkas over, a list for the destroyer, one waiting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import DestructionList, LegalHold, ListState
from archive.records.models import RecordContent
from demo.wanasari.appointments import issue_certificates
from demo.wanasari.disposal import CLEANING, LOCK_S, TELEPHONES, Disposal
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.rules import set_rules
from demo.wanasari.world import World

pytestmark = pytest.mark.django_db


def test_one_list_can_be_destroyed_at_once_and_one_waits():
    kabupaten = build_kabupaten()
    issue_certificates(kabupaten)
    world = World(kabupaten, print)
    set_rules(kabupaten, world.moment(361))
    Disposal(kabupaten, world.letters).plan(world.on, world.moment)

    world.unfold()

    begun = DestructionList.objects.get(name__startswith=TELEPHONES.list_name)
    waiting = DestructionList.objects.get(name__startswith=CLEANING.list_name)
    assert (begun.state, waiting.state) == (ListState.EXECUTING, ListState.SUBMITTED)
    assert begun.items.count() == len(TELEPHONES.letters)
    assert LegalHold.objects.filter(lifted_at=None).count() == 1
    assert LegalHold.objects.exclude(lifted_at=None).count() == 1
    going = begun.items.values("record_id")
    contents = RecordContent.objects.filter(record__in=going)
    locked = contents.values_list("stored__locked_until", flat=True)
    assert max(locked) < timezone.now() + timedelta(seconds=LOCK_S)
