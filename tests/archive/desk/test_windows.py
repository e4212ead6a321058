"""Pages by key: every row once, in order, whatever comes meanwhile."""

from datetime import date

import pytest

from archive.admin.records.filters import ORDERS
from archive.classification.catalogue import code_today
from archive.desk import windows
from archive.desk.windows import ListPlace, Order, window_of
from archive.models import Record
from tests.office.records import make_record

pytestmark = pytest.mark.django_db
CODES = ("000.1.5", None, "000.1.2", "000.1.5", None, "000.1.2", "000.1.5")


@pytest.fixture
def records(office):
    """Seven records: three dates, two codes and two without any."""
    return [
        make_record(
            office,
            f"Arsip {n}",
            record_date=date(2026, 1, n % 3 + 1),
            classification=code_today(code) if code else None,
        )
        for n, code in enumerate(CODES)
    ]


def walked(order, size=2):
    """Return all rows page by page; a record arrives after the first page."""
    found, asked = [], ""
    while True:
        place = ListPlace(asked=asked, binding="x")
        page = window_of(Record.objects.all(), order, size=size, place=place)
        found += page.ids
        if not page.next:
            return found
        asked = page.next


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize("name", ["", *ORDERS])
def test_pages_show_every_row_once_and_in_order(records, name, is_down):
    known = ORDERS.get(name, Order())
    order = Order(column=known.column, is_down=is_down, lack=known.lack)

    found = walked(order)

    rows = {one.pk: one for one in Record.objects.select_related("classification")}
    assert sorted(found) == sorted(rows)
    lacking = {pk for pk in rows if order.lack and rows[pk].classification is None}
    having = [pk for pk in found if pk not in lacking]
    assert found[: len(having)] == having, "rows without the column stand last"
    keys = [(_value(rows[pk], order.column), pk) for pk in having]
    assert keys == sorted(keys, reverse=is_down)


def _value(record, column):
    for part in column.split("__"):
        record = getattr(record, part)
    return record


def test_a_record_that_comes_meanwhile_shifts_no_page(office, records):
    first = window_of(Record.objects.all(), Order(), size=3)
    make_record(office, "Datang kemudian")

    later = ListPlace(asked=first.next)
    second = window_of(Record.objects.all(), Order(), size=3, place=later)

    assert not set(first.ids) & set(second.ids)
    assert second.ids == [one.pk for one in reversed(records)][3:6]


def test_a_place_of_another_list_is_the_start(records):
    first = window_of(
        Record.objects.all(), Order(), size=2, place=ListPlace(binding="a")
    )

    other = ListPlace(asked=first.next, binding="b")
    turned = ListPlace(asked=first.next, binding="a")

    for place, order in ((other, Order()), (turned, Order(is_down=False))):
        page = window_of(Record.objects.all(), order, size=2, place=place)
        assert not page.is_later


def test_a_long_list_says_that_it_is_longer_and_counts_its_first_rows(
    records, monkeypatch
):
    monkeypatch.setattr(windows, "BOUND", 5)

    page = window_of(Record.objects.all(), Order(), size=2, counted=("kind",))

    assert (page.total, page.is_longer) == (5, True)
    assert page.counts["kind"] == {"outgoing": 5}
