"""Bells for new letters: after the index has them, once a day, by rights of now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from search import chosen_engine
from search.finding.searching import understand
from search.saved.alerting import alert_searches
from search.saved.keeping import Wishes, save_search
from search.saved.models import SavedSearch
from tests.office.incoming import registered
from tests.office.kabupaten import actor, build_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    registered(office, subject="Pupuk yang lama", number="1/P/2026")
    settle(embedded_engine)
    for person in (office.sekda, office.stranger):
        save_search(
            actor=actor(person),
            name="Pupuk",
            request=understand("pupuk").request,
            wishes=Wishes(alerts=True),
        )
    return office


def settle(engine) -> None:
    drain()
    engine.refresh()


def rings(engine) -> list[tuple[str, str]]:
    """Look for news, and return whose bells ring with which words."""
    alert_searches()
    drain()
    rows = Notification.objects.filter(kind="search.matched").order_by("id")
    return [(one.official.name, one.text) for one in rows]


def test_the_owner_who_may_see_it_is_told_of_a_new_letter_once_a_day(
    house, embedded_engine
):
    assert rings(embedded_engine) == []

    registered(house, subject="Pupuk yang baru", number="2/P/2026")
    settle(embedded_engine)
    first = rings(embedded_engine)
    registered(house, subject="Pupuk lagi", number="3/P/2026")
    settle(embedded_engine)

    assert {name for name, _text in first} == {house.sekda.official.name}
    assert "Pupuk" in first[0][1]
    assert "yang baru" not in first[0][1]
    assert rings(embedded_engine) == first


def test_the_next_day_tells_of_what_came_meanwhile_and_nothing_twice(
    house, embedded_engine
):
    registered(house, subject="Pupuk yang baru", number="2/P/2026")
    settle(embedded_engine)
    rings(embedded_engine)
    yesterday = timezone.localdate() - timedelta(days=1)
    SavedSearch.objects.filter(alerts=True).update(alerted_on=yesterday)

    again = rings(embedded_engine)
    SavedSearch.objects.filter(alerts=True).update(alerted_on=yesterday)
    registered(house, subject="Pupuk ketiga", number="3/P/2026")
    settle(embedded_engine)

    assert len(again) == 1
    assert len(rings(embedded_engine)) == 2


def test_who_left_the_office_is_told_nothing(house, embedded_engine):
    registered(house, subject="Pupuk yang baru", number="2/P/2026")
    settle(embedded_engine)
    house.sekda.user.is_active = False
    house.sekda.user.save()

    assert rings(embedded_engine) == []
