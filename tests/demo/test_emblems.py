"""The demo's emblems pass the checks that an agency's own must pass."""

import pytest

from demo.wanasari.emblems import FILES
from demo.wanasari.kabupaten import DATA
from workflow.letterheads.emblems import checked_emblem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", FILES.values())
def test_they_are_accepted(name):
    assert checked_emblem((DATA / name).read_bytes()).startswith("<svg")
