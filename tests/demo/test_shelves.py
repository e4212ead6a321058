"""The demo's paper: in a box, one loan running, one overdue."""

import pytest
from django.utils import timezone

from archive.models import BoxedFile, Loan, RecordBox
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.shelves import PAPERS, stand_on_shelves

pytestmark = pytest.mark.django_db


def test_paper_stands_in_a_box_and_two_of_it_are_out():
    stand_on_shelves(build_kabupaten())

    today = timezone.localdate()
    assert sorted(one.is_overdue(today) for one in Loan.objects.all()) == [False, True]
    assert RecordBox.objects.count() == 2
    assert BoxedFile.objects.get().record_file.records.count() == len(PAPERS)
