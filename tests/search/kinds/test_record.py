"""Records: found by the text of their letter, and brought along with it."""

import pytest

from search.kinds.record import RECORD
from search.projection.targets import targets_of
from tests.office.kabupaten import actor, build_office
from tests.office.records import make_record

pytestmark = pytest.mark.django_db


def test_a_record_is_found_by_the_text_of_its_letter():
    record = make_record(build_office(), "Penyaluran bantuan")

    found = RECORD.document(RECORD.rows().get(pk=record.pk), 7)

    assert (found.id, found.version, found.kind) == (str(record.pk), 7, "record")
    assert (found.subject, found.status) == ("Penyaluran bantuan", "captured")
    assert found.body
    assert set(found.access) == set(record.access_tokens)


def test_an_event_about_the_letter_brings_the_record_with_it():
    record = make_record(build_office())

    found = targets_of([{"letter_id": str(record.letter_id)}])

    assert found == {"letter": {record.letter_id}, "record": {record.pk}}


def test_a_record_is_seen_by_the_archivist_and_not_by_a_stranger():
    office = build_office()
    record = make_record(office)

    assert record in RECORD.visible_to(actor(office.setda_archivist))
    assert record not in RECORD.visible_to(actor(office.stranger))
