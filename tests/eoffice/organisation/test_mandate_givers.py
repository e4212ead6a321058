"""Who gives a position its mandate: by custom, by choice, never in a circle."""

from importlib import import_module

import pytest
from django.apps import apps

from eoffice.administration.four_eyes import NeedsSecondAdministrator, Rehearsal
from eoffice.administration.positions import change_position, create_position
from eoffice.errors import Invalid
from eoffice.organisation.models import Position
from tests.office.kabupaten import actor
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db


def change(office, position, **values) -> Position:
    return change_position(
        actor=actor(office.admin),
        position_id=position.pk,
        values=values,
        expected_version=None,
        agreement=Rehearsal(),
    )


def test_a_new_position_has_the_giver_of_custom(office):
    made = create_position(
        actor=actor(office.admin),
        values={
            "code": "BARU",
            "title": "Kepala Dinas Kesehatan",
            "unit": office.dinkes,
            "superior": office.sekda.position,
            "kind": "structural",
            "is_head": True,
        },
    )

    assert made.mandate_giver == office.bupati.position


def test_another_giver_takes_two_administrators(office):
    with pytest.raises(NeedsSecondAdministrator):
        change_position(
            actor=actor(office.admin),
            position_id=office.kabid.position.pk,
            values={"mandate_giver": office.sekda.position},
            expected_version=None,
        )

    office.kabid.position.refresh_from_db()
    assert office.kabid.position.mandate_giver == office.kadis.position


@pytest.mark.parametrize("giver", ["kadis", "kabid"])
def test_givers_never_run_in_a_circle(office, giver):
    # kabid's giver is the kadis: the kadis can have neither himself nor the kabid
    with pytest.raises(Invalid) as refusal:
        change(
            office,
            office.kadis.position,
            mandate_giver=getattr(office, giver).position,
        )

    assert [(one.field, one.code) for one in refusal.value.faults] == [
        ("mandate_giver", "loop")
    ]
    office.kadis.position.refresh_from_db()
    assert office.kadis.position.mandate_giver == office.bupati.position


def test_a_position_that_moves_takes_the_custom_of_its_new_place(office):
    moved = change(
        office,
        office.kabid.position,
        unit=office.bagian,
        superior=office.sekda.position,
        is_head=False,
    )

    assert moved.mandate_giver == office.sekda.position


def test_a_giver_somebody_chose_stays_through_a_move(office):
    change(office, office.kabid.position, mandate_giver=office.sekda.position)

    moved = change(office, office.kabid.position, superior=office.bupati.position)

    assert moved.mandate_giver == office.sekda.position


def test_the_api_shows_and_takes_the_giver(office):
    api = token_client(office.admin.official)
    path = f"/api/v1/positions/{office.kadis.position.pk}"

    shown = api.get(path).json()
    asked = api.patch(
        path,
        {"mandate_giver": str(office.sekda.position.pk)},
        content_type="application/json",
        headers={"if-match": "*"},
    )

    assert shown["mandate_giver"]["title"] == "Bupati Wanasari"
    assert shown["superior"]["title"] == "Sekretaris Daerah"
    assert asked.status_code == 202  # waits for a second administrator


def test_the_page_of_a_position_names_both(office):
    page = browser_of(office.admin.official).get(
        f"/pengaturan/organisasi/jabatan/{office.kadis.position.pk}/"
    )

    text = page.content.decode()
    assert "Menandatangani atas nama" in text
    assert "Bupati Wanasari" in text


def test_the_upgrade_names_every_giver_and_overwrites_none(office):
    Position.objects.exclude(pk=office.kabid.position.pk).update(mandate_giver=None)
    Position.objects.filter(pk=office.kabid.position.pk).update(
        mandate_giver=office.sekda.position
    )

    upgrade = import_module("eoffice.organisation.migrations.0010_mandate_giver")
    upgrade.name_givers(apps, None)

    givers = dict(Position.objects.values_list("title", "mandate_giver__title"))
    assert givers["Kepala Dinas Komunikasi dan Informatika"] == "Bupati Wanasari"
    assert givers["Kepala Bagian Organisasi"] == "Sekretaris Daerah"
    assert givers["Kepala Bidang Aplikasi"] == "Sekretaris Daerah"
    assert givers["Bupati Wanasari"] is None
