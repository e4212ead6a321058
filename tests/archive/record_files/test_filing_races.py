"""Two archivists at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from archive.models import Record
from archive.record_files.closing import close_record_file
from archive.record_files.filing import file_record
from eoffice.errors import OfficeError
from tests.office.kabupaten import actor, build_office
from tests.office.records import make_file, make_record

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    def run(act):
        try:
            return act()
        except OfficeError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


def filing(house, record, berkas, **more):
    keeper = actor(house.setda_archivist)
    return lambda: file_record(
        actor=keeper, record_id=record.pk, record_file_id=berkas.pk, **more
    )


def test_records_filed_at_once_get_numbers_of_their_own():
    house = build_office()
    berkas = make_file(house.setda_archivist, house.setda)
    records = [make_record(house) for _one in range(6)]

    at_once([filing(house, record, berkas) for record in records])

    numbers = Record.objects.filter(record_file=berkas).values_list("item_number")
    assert sorted(number for (number,) in numbers) == [1, 2, 3, 4, 5, 6]


def test_one_record_filed_by_two_at_once_lies_in_one_file():
    house = build_office()
    first = make_file(house.setda_archivist, house.setda, "Satu")
    second = make_file(house.setda_archivist, house.setda, "Dua")
    record = make_record(house)

    answers = at_once([filing(house, record, one) for one in (first, second)])

    refusals = [answer for answer in answers if isinstance(answer, str)]
    assert len(refusals) == 1
    assert refusals[0] in {"already_filed", "stale"}
    record.refresh_from_db()
    assert record.item_number == 1


def test_crossing_moves_do_not_wait_for_each_other_for_ever():
    house = build_office()
    first = make_file(house.setda_archivist, house.setda, "Satu")
    second = make_file(house.setda_archivist, house.setda, "Dua")
    here, there = make_record(house), make_record(house)
    filing(house, here, first)()
    filing(house, there, second)()

    at_once(
        [filing(house, here, second, move=True), filing(house, there, first, move=True)]
    )

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.record_file, there.record_file) == (second, first)


def test_nothing_is_filed_into_a_file_that_closes_at_that_moment():
    house = build_office()
    berkas = make_file(house.setda_archivist, house.setda)
    filing(house, make_record(house), berkas)()
    late = make_record(house)
    keeper = actor(house.setda_archivist)

    def close():
        return close_record_file(actor=keeper, record_file_id=berkas.pk)

    answers = at_once([filing(house, late, berkas), close])

    late.refresh_from_db()
    berkas.refresh_from_db()
    assert berkas.closed_on is not None
    assert (late.record_file is None) == (answers[0] == "record_file_closed")
