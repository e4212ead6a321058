"""Desks ask as often for a batch of many letters as for one of few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.office.kabupaten import Office, actor
from tests.office.visitors import client_of
from tests.workflow.merging.merge_tables import on_its_way
from workflow.merging.sampling import batch_at_desk
from workflow.models import Letter, MergeBatch
from workflow.outgoing.desk import desk_count, desk_items, own_count, own_items

pytestmark = pytest.mark.django_db
PAGE = "/naskah-keluar/massal/kelompok"


def asked(act: Callable[[], object]) -> int:
    act()  # what a process keeps is read once
    with CaptureQueriesContext(connection) as queries:
        act()
    return len([one for one in queries if "django_cache" not in one["sql"]])


def of_desk(office: Office, batch: MergeBatch) -> list[int]:
    kabag, today = actor(office.kabag), timezone.localdate()
    verifier = client_of(office.kabag)
    return [
        asked(lambda: desk_items(kabag, today)),
        asked(lambda: desk_count(kabag, today)),
        asked(lambda: batch_at_desk(kabag, batch)),
        asked(lambda: verifier.get("/")),
        asked(lambda: verifier.get(f"{PAGE}/{batch.pk}/periksa/")),
    ]


def of_drafter(office: Office, batch: MergeBatch) -> list[int]:
    Letter.objects.filter(merge_row__batch=batch).update(status="returned")
    drafter, today = actor(office.drafter), timezone.localdate()
    return [
        asked(lambda: own_items(drafter, today)),
        asked(lambda: own_count(drafter, today)),
    ]


def test_a_larger_batch_costs_no_more_questions(office):
    few, many = on_its_way(office, 2), on_its_way(office, 6)

    found = [[*of_desk(office, one), *of_drafter(office, one)] for one in (few, many)]

    assert found[0][:3] == [1, 1, 2]
    assert all(later <= first for first, later in zip(*found, strict=True)), found
