"""The demo's other rooms of the archive: something of its kind stands in each."""

import pytest
from django.utils import timezone

from archive.custody.models import CustodyMove
from archive.models import Export, ReadingGrant, RecordFile
from archive.programmes.models import ProgrammeFile
from archive.schedules.models import ScheduleVersion
from demo.wanasari.archive_rooms import HANDED_OVER, fill_rooms
from demo.wanasari.disposal import Disposal
from demo.wanasari.file_states import show_file_states
from demo.wanasari.filing import file_records
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.rules import set_rules
from demo.wanasari.shelves import stand_on_shelves
from demo.wanasari.world import World
from eoffice.jobs.operations.running import run_job

pytestmark = pytest.mark.django_db


def test_every_room_has_something_to_show():
    kabupaten = build_kabupaten()
    world = World(kabupaten, print)
    set_rules(kabupaten, world.moment(361))
    disposal = Disposal(kabupaten, world.letters)
    disposal.form_committee(world.moment(300))
    disposal.hold_for_a_case(world.moment(120))
    file_records(kabupaten)
    show_file_states(kabupaten)
    stand_on_shelves(kabupaten)

    fill_rooms(kabupaten)
    # The relay of the demo carries the hand-over out.
    run_job(CustodyMove.objects.get(kind="handover").job_id)

    moves = CustodyMove.objects.order_by("id").values_list("kind", "state")
    assert list(moves) == [("transfer", "submitted"), ("handover", "done")]
    handed = RecordFile.objects.get(title=HANDED_OVER.title)
    assert handed.static_since == timezone.localdate()
    assert ProgrammeFile.objects.count() == 2
    grants = ReadingGrant.objects.order_by("id").values_list("state", flat=True)
    assert sorted(grants) == ["asked", "given"]
    counts = Export.objects.values_list("record_count", flat=True)
    assert list(counts) == [2, 2]  # of the hand-over, and one to be taken
    assert ScheduleVersion.objects.get().lines.count() == 3
