"""The way of a disposition: the table of office practice 5, at every door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.organisation.models import PositionKind, TermOfOffice, UnitKind
from eoffice.policies.changing import change_policy
from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor, make_person
from tests.office.organisation import make_unit
from tests.office.visitors import client_of, post, program_of
from workflow.dispositions.directions import DIRECTIONS, Way
from workflow.dispositions.errors import DirectionNotAllowed
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    give_initiative,
)
from workflow.dispositions.queries.suggestions import receivers_for
from workflow.dispositions.reach import ways_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(office):
    """The small kabupaten with what office practice 5 names besides."""
    people = {name: getattr(office, name) for name in ("bupati", "sekda", "kadis")}
    people |= {name: getattr(office, name) for name in ("kabag", "kabid", "staff")}
    structural = {"kind": PositionKind.STRUCTURAL}
    head = {**structural, "is_head": True}
    kind = {"kind": PositionKind.DEPUTY_HEAD}

    def add(name, title, unit, above, **facts):
        one = make_person(name, f"Orang {name}", title, unit, superior=above, **facts)
        people[name] = one
        return one

    add("wakil", "Wakil Bupati Wanasari", office.government, office.bupati, **kind)
    add("asisten", "Asisten Administrasi", office.setda, office.sekda, **structural)
    ahli = "Staf Ahli Bidang Hukum"
    add("ahli", ahli, office.government, office.bupati, **structural)
    add("kadinkes", "Kepala Dinas Kesehatan", office.dinkes, office.sekda, **head)
    bidang = make_unit("Bidang Sandi", office.kominfo, kind=UnitKind.DIVISION)
    add("kabid2", "Kepala Bidang Sandi", bidang, office.kadis, **head)
    add("analis", "Analis Sandi", bidang, people["kabid2"])
    pkm = make_unit("Puskesmas Kota", office.dinkes, kind=UnitKind.TECHNICAL_UNIT)
    add("kapus", "Kepala Puskesmas Kota", pkm, None, **head)
    kecamatan = make_unit("Kecamatan Kota", office.government, kind=UnitKind.DISTRICT)
    camat = add("camat", "Camat Kota", kecamatan, office.sekda, **head)
    kelurahan = make_unit("Kelurahan Kauman", kecamatan, kind=UnitKind.VILLAGE)
    add("lurah", "Lurah Kauman", kelurahan, camat, **head)
    add("loose", "Tenaga Ahli", office.setda, None)
    return people


TABLE = (
    ("bupati", "wakil", Way.DIRECT),
    ("bupati", "sekda", Way.DIRECT),
    ("bupati", "ahli", Way.DIRECT),
    ("bupati", "kadis", Way.OFFICES),
    ("bupati", "camat", Way.OFFICES),
    ("bupati", "asisten", Way.SECRETARIAT),
    ("bupati", "lurah", None),
    ("bupati", "kapus", None),
    ("bupati", "kabid", None),
    ("wakil", "sekda", Way.OFFICES),
    ("wakil", "kadinkes", Way.OFFICES),
    ("wakil", "bupati", None),
    ("sekda", "kadis", Way.DIRECT),
    ("sekda", "asisten", Way.DIRECT),
    ("sekda", "wakil", None),
    ("sekda", "loose", None),
    ("sekda", "bupati", None),
    ("asisten", "kadis", Way.OFFICES),
    ("asisten", "kabag", Way.PEERS),
    ("asisten", "sekda", None),
    ("ahli", "kadis", Way.OFFICES),
    ("ahli", "bupati", None),
    ("kadis", "kabid", Way.DIRECT),
    ("kadis", "staff", None),
    ("kadis", "kadinkes", None),
    ("kadis", "sekda", None),
    ("kadis", "bupati", None),
    ("kadis", "lurah", None),
    ("kabid", "kabid2", Way.PEERS),
    ("kabid", "kadis", None),
    ("kabid", "analis", None),
    ("staff", "analis", Way.PEERS),
    ("staff", "kabid", None),
    ("kadinkes", "kapus", Way.OWN_UNITS),
    ("camat", "lurah", Way.DIRECT),
    ("lurah", "camat", None),
    ("kapus", "kadinkes", None),
)


@pytest.mark.parametrize(("giver", "receiver", "way"), TABLE)
def test_the_table_of_directions(region, giver, receiver, way):
    here, there = region[giver].position, region[receiver].position

    assert ways_to(here, [there.pk]).get(there.pk) == way
    offered = {one.position.pk: one.way for one in receivers_for(here)}
    assert offered.get(there.pk) == way


@pytest.mark.parametrize(("giver", "receiver", "way"), TABLE)
def test_an_initiative_goes_only_where_the_table_says(region, giver, receiver, way):
    def give():
        return give_initiative(
            actor=actor(region[giver]),
            matter="Siapkan bahan",
            content=disposition(region[receiver]),
        )

    if way is None:
        with pytest.raises(DirectionNotAllowed):
            give()
        assert not Disposition.objects.exists()
    else:
        [share] = give().receivers.all()
        assert share.is_coordination == (way == Way.PEERS)


def test_the_refusal_names_the_way_that_exists(region, office):
    def refused(giver, receiver):
        recipients = [{"position": str(region[receiver].position.pk)}]
        body = {"initiative": "Bahan", "recipients": recipients, "note": "Mohon"}
        answer = post(program_of(region[giver]), "/dispositions", body)
        assert answer.status_code == 422
        assert answer.json()["code"] == "direction_not_allowed"
        [fault] = answer.json()["errors"]
        assert (fault["field"], fault["code"]) == (
            "recipients.0",
            "direction_not_allowed",
        )
        return fault["message"]

    assert "telaahan staf" in refused("kadis", "bupati")
    assert "koordinasi" in refused("kadis", "kadinkes")
    assert "Kelurahan Kauman" in refused("kadis", "lurah")
    assert "Kepala Bidang Aplikasi" in refused("kadis", "staff")


def test_handing_on_asks_the_same_rule_on_page_and_api(region, office):
    given = disposed(office, office.kadis)
    body = {
        "recipients": [{"position": str(region["kadinkes"].position.pk)}],
        "note": "Mohon",
    }

    answer = post(program_of(office.kadis), f"/dispositions/{given.pk}/forward", body)
    page = client_of(office.kadis).post(
        f"/disposisi/{given.pk}/teruskan/",
        {"to": str(region["kadinkes"].position.pk), "note": "Mohon"},
    )

    assert answer.json()["code"] == "direction_not_allowed"
    assert "Dinas Kesehatan" in page.content.decode()
    assert Disposition.objects.count() == 1


def test_the_page_offers_only_possible_receivers(region, office):
    given = disposed(office, office.kadis)

    page = client_of(office.kadis).get(f"/disposisi/{given.pk}/teruskan/")
    text = page.content.decode()

    assert str(office.kabid.position.pk) in text
    for name in ("bupati", "sekda", "kadinkes", "lurah", "staff"):
        assert str(region[name].position.pk) not in text


def test_koordinasi_makes_no_duty_of_a_subordinate(region, office):
    given = disposed(office, office.kadis)
    below = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
    )
    asked = forward_disposition(
        actor=actor(office.kabid),
        disposition_id=below.pk,
        content=disposition(region["kabid2"]),
    )

    # The peer has not answered: the own share and the letter close all the same.
    for person, one in ((office.kabid, below), (office.kadis, given)):
        complete_disposition(
            actor=actor(person), disposition_id=one.pk, answer="Selesai"
        )
    given.incoming.refresh_from_db()
    assert given.incoming.status == "completed"

    # The peer closes it without a word, and nothing more can be asked.
    complete_disposition(
        actor=actor(region["kabid2"]), disposition_id=asked.pk, answer=""
    )
    more = post(
        program_of(office.kabid),
        f"/dispositions/{asked.pk}/reopen",
        {"reason": "Kurang"},
    )
    assert more.status_code == 409


def test_the_office_changes_the_rule_without_a_developer(region, office):
    value = DIRECTIONS.default.model_dump(mode="json")
    value["rules"].append(
        {"giver": "structural", "title_begins": "Kepala Dinas", "way": "offices"}
    )

    change_policy(
        actor=actor(office.admin),
        name="directions",
        value=value,
        reason="Perbup",
        expected_version=None,
    )

    give_initiative(
        actor=actor(office.kadis),
        matter="Rapat bersama",
        content=disposition(region["kadinkes"]),
    )
    with pytest.raises(DirectionNotAllowed):
        give_initiative(
            actor=actor(office.kadis),
            matter="Rapat bersama",
            content=disposition(office.sekda),
        )


def test_who_lost_the_position_gives_nothing_from_it(region, office):
    given = disposed(office, office.kadis)
    before = actor(office.kadis)
    ended = timezone.localdate() - timedelta(days=1)
    TermOfOffice.objects.filter(official=office.kadis.official).update(to_on=ended)

    answer = post(
        program_of(office.kadis),
        f"/dispositions/{given.pk}/forward",
        {"recipients": [{"position": str(office.kabid.position.pk)}], "note": "x"},
    )

    assert before.position_ids
    assert not actor(office.kadis).position_ids
    assert answer.status_code in {403, 404}
    assert Disposition.objects.count() == 1
