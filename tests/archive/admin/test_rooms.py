"""The doors of the archive's rooms: each leads somewhere, for those who work there."""

import pytest

from archive.admin.rooms import ROOMS, rooms_for
from tests.office.kabupaten import actor
from tests.office.visitors import client_of

pytestmark = pytest.mark.django_db
OPEN = 200


def test_every_door_that_a_person_is_shown_opens_to_that_person(office):
    shown = set()
    for person in (office.setda_archivist, office.drafter, office.auditor):
        browser = client_of(person)
        for room in rooms_for(actor(person)):
            assert browser.get(room.url).status_code == OPEN, (person, room.page)
            shown.add(room.page)

    admin = {room.page for room in rooms_for(actor(office.admin))}
    assert shown | admin == {room.page for room in ROOMS}
    assert not {"holds", "export_list"} & {
        room.page for room in rooms_for(actor(office.drafter))
    }


def test_the_rooms_are_listed_for_everybody_who_is_in_service(office):
    page = client_of(office.drafter).get("/arsip/ruang/")

    assert page.status_code == OPEN
    assert b"/arsip/berkas/" in page.content
    assert b"/arsip/usul-musnah/" not in page.content
