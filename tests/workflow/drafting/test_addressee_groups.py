"""A group is offered by its name and chosen as all who head such a unit today."""

import pytest
from django.utils import timezone

from eoffice.organisation.models import UnitKind
from tests.office.kabupaten import build_office
from tests.office.visitors import client_of
from workflow.drafting.addressee_groups import (
    ADDRESSEE_GROUPS,
    GroupedUnits,
    GroupRow,
    groups_named,
    positions_of,
)

pytestmark = pytest.mark.django_db


def test_heads_of_agencies_are_offered_together():
    house = build_office()
    page = client_of(house.drafter).get("/naskah-keluar/cari/tujuan/?q=semua kepala")
    group = page.json()["options"][0]
    values = {one["value"] for one in group["many"]}
    assert group["title"] == "Semua kepala perangkat daerah"
    assert str(len(values)) in group["meta"]
    assert f"position:{house.kadis.position.pk}" in values
    assert f"position:{house.kabag.position.pk}" not in values


def test_a_closed_position_and_an_empty_group_are_not_offered():
    house = build_office()
    kadis = house.kadis.position
    row = GroupRow(
        name="X", units=GroupedUnits(kadis.unit.kind), title_begins=kadis.title.lower()
    )
    assert list(positions_of(row)) == [kadis]
    kadis.closed_on = timezone.localdate()
    kadis.save()
    assert not positions_of(row).exists()


def test_every_shipped_group_means_units_that_exist():
    assert groups_named("CAMAT semua")[0].name == "Semua camat"
    assert groups_named("tidak ada") == []
    kinds = {row.units for row in ADDRESSEE_GROUPS.current().groups}
    assert kinds <= set(UnitKind.values) | {GroupedUnits.OFFICES, GroupedUnits.ANY}
