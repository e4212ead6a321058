"""The promise of the harness: every test starts from the migrated reference data."""

import os

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.harness.databases import WorkerDatabase, databases, drop, server
from tests.harness.isolation import Place


def rows_of_content_types() -> int:
    return ContentType.objects.count()


@pytest.mark.django_db
def test_a_test_runs_on_a_database_of_its_own_worker():
    with connection.cursor() as cursor:
        cursor.execute("select current_database()")
        (name,) = cursor.fetchone()

    assert name == connection.settings_dict["NAME"]
    assert name.startswith("eoffice_")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_committing_test_leaves_is_gone_for_the_next(turn):
    before = ContentType.objects.filter(app_label="left_behind").count()
    ContentType.objects.create(app_label="left_behind", model=turn)

    assert before == 0
    assert rows_of_content_types() > 1


def test_a_template_that_other_runs_pushed_out_is_made_again(services):
    url, place = services["DATABASE_URL"], Place(os.getpid(), "pushed")
    worker = WorkerDatabase(url, place)
    worker._template = "eoffice_template_pushed_out"

    worker.restore()

    with server(url) as maintenance:
        assert place.database in databases(maintenance, place.database)
        drop(maintenance, place.database)
