"""Lists without end are counted as far as a bound, and every page is reached."""

import pytest

from archive.admin import paging
from archive.admin.paging import LongPaginator, bounded_count
from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft
from workflow.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setattr(paging, "COUNT_BOUND", 4)
    office = build_office()
    for _n in range(9):
        make_draft(office)
    return Letter.objects.order_by("-id")


def test_count_stops_at_its_bound(letters):
    assert bounded_count(letters, 5) == 5
    assert bounded_count(letters, 50) == 9


def test_longer_list_shows_more_pages_as_one_turns_them(letters):
    first = LongPaginator(letters, 2, None).asked_page()
    third = LongPaginator(letters, 2, "3").asked_page()
    fifth = LongPaginator(letters, 2, "5").asked_page()

    assert (first.paginator.num_pages, len(first)) == (3, 2)
    assert third.has_next()
    assert (fifth.number, len(fifth), fifth.has_next()) == (5, 1, False)


@pytest.mark.parametrize("asked", ["", "x", "-1", "²", "99999999999999999999"])
def test_strange_page_gives_one_there_is(letters, asked):
    page = LongPaginator(letters, 2, asked).asked_page()

    assert len(page) > 0
