"""Incoming letters: from their entry on, and by the dispositions about them."""

import pytest

from search.kinds.incoming import INCOMING
from search.projection.targets import targets_of
from tests.office.incoming import disposed, empty_letter, registered
from tests.office.kabupaten import actor, build_office

pytestmark = pytest.mark.django_db


def test_an_entry_is_found_by_its_sender_and_number():
    incoming = registered(build_office())

    found = INCOMING.document(INCOMING.rows().get(pk=incoming.pk), 7)

    assert (found.id, found.version, found.kind) == (str(incoming.pk), 7, "incoming")
    assert (found.sender, found.number) == (incoming.sender, incoming.number)
    assert (found.direction, found.recipients) == ("in", (incoming.unit.name,))
    assert found.year == found.received_on.year
    assert set(found.access) == set(incoming.access_tokens)


def test_before_its_entry_nobody_finds_it():
    office = build_office()
    incoming = empty_letter(office)

    assert incoming not in INCOMING.rows()
    assert incoming not in INCOMING.visible_to(actor(office.setda_clerk))


def test_a_disposition_brings_the_letter_it_is_about():
    office = build_office()
    disposition = disposed(office, office.kabag)

    assert targets_of([{"disposition_id": str(disposition.pk)}]) == {
        "incoming": {disposition.incoming_id}
    }
