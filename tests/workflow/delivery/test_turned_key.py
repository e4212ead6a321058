"""The key between delivery and entry is turned, and nothing they knew is lost.

The way back leads over every later migration, a minute of work: it is gone once, by a
house at work, and the empty one is that house after all was taken out of it.
"""

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.outgoing import sent
from tests.office.signers import make_signer

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("workflow", "0014_least_class")
AFTER = ("workflow", "0015_delivery_names_its_entry")


def at(state: tuple[str, str]) -> Apps:
    """Bring the tables to the state; return the models of that state."""
    MigrationExecutor(connection).migrate([state])
    return MigrationExecutor(connection).loader.project_state([state]).apps


def told_by_entries(apps: Apps) -> dict:
    entries = apps.get_model("workflow", "IncomingLetter").objects
    return dict(entries.values_list("pk", "delivery_id"))


def told_by_deliveries(apps: Apps) -> dict:
    deliveries = apps.get_model("workflow", "Delivery").objects
    return dict(deliveries.values_list("pk", "incoming_id"))


def take_all_out() -> None:
    """Delete every delivery and entry, whatever guards or names them."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM workflow_delivery")
        cursor.execute("DELETE FROM workflow_incomingletter")
        cursor.execute("RESET session_replication_role")


def test_deliveries_and_entries_find_each_other_both_ways_and_an_empty_house_twice():
    office = build_office()
    make_signer(office.sekda)
    inside = sent(office).deliveries.get(position=office.kadis.position)
    other = sent(office).deliveries.get(position=office.kadis.position)
    outside = inside.letter.deliveries.get(position=None)
    on_paper = registered(office)

    before = at(BEFORE)

    assert told_by_entries(before) == {
        inside.incoming_id: inside.pk,
        other.incoming_id: other.pk,
        on_paper.pk: None,
    }

    after = at(AFTER)

    told = told_by_deliveries(after)
    assert told.pop(inside.pk) == inside.incoming_id
    assert told.pop(other.pk) == other.incoming_id
    assert outside.pk in told
    assert set(told.values()) == {None}

    take_all_out()

    assert told_by_deliveries(after) == {}
    for _ in range(2):
        assert told_by_entries(at(BEFORE)) == {}
        assert told_by_deliveries(at(AFTER)) == {}
