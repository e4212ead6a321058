"""Each state of a berkas is met in the demo's archive."""

import pytest
from django.utils import timezone

from archive.models import RecordFile
from archive.record_files.retention import FILE_STATES, FileState, retention_of
from demo.wanasari.file_states import FILES, show_file_states
from demo.wanasari.kabupaten import build_kabupaten

pytestmark = pytest.mark.django_db


def test_paper_files_stand_in_every_state_that_needs_no_list():
    kabupaten = build_kabupaten()

    show_file_states(kabupaten)

    today = timezone.localdate()
    found = {
        FILE_STATES[retention_of(one, today).state] for one in RecordFile.objects.all()
    }
    assert RecordFile.objects.count() == len(FILES)
    assert found == set(FileState) - {FileState.ON_LIST}  # which disposal shows
