"""Counts while the index is behind: what was withdrawn is in none of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery, OutboxEvent
from search.engines.contract import PageOf, SearchUnavailable
from search.finding import access, searching
from search.finding.access import access_of
from search.projection.targets import HANDLER
from tests.office.kabupaten import actor
from tests.search.letters import sent
from workflow.letters.access import refresh_access

pytestmark = pytest.mark.django_db


def wait(number: int, name: str, letter) -> None:
    """So many changes of the letter wait, all of them newer than what waits now."""
    payload = {"letter_id": str(letter.pk)}
    made = OutboxEvent.objects.bulk_create(
        OutboxEvent(name=name, payload=payload) for _ in range(number)
    )
    due = timezone.now() + timedelta(minutes=1)
    OutboxDelivery.objects.bulk_create(
        OutboxDelivery(event=one, handler=HANDLER, due_at=due) for one in made
    )


def withdrawn(house, engine):
    """A letter that its office may not find any more, and another that it may."""
    kept = sent(house, engine, subject="Penetapan panitia")
    letter = sent(house, engine, subject="Penetapan tim")
    assert counts(house) == (2, 2)
    letter.security_class = "rahasia"
    letter.save(update_fields=["security_class"])
    refresh_access(letter)
    events.add("letter.sent", letter_id=letter.pk)
    return kept


def counts(house) -> tuple[int, int]:
    """The total, and what a facet adds up to."""
    request = searching.understand("penetapan", chosen=(("kind", ("letter",)),)).request
    found = searching.search(actor(house.setda_clerk), request, PageOf())
    return found.total, sum(one.count for one in found.facets["direction"])


def test_what_was_withdrawn_is_not_counted_behind_thousands_or_given_up(house, engine):
    kept = withdrawn(house, engine)

    wait(2_100, "letter.edited", kept)
    assert counts(house) == (1, 1)
    OutboxDelivery.objects.exclude(state=DeliveryState.DONE).update(
        state=DeliveryState.DEAD
    )
    assert counts(house) == (1, 1)


def test_far_behind_the_index_is_not_asked_but_a_mass_of_new_things_is_no_reason(
    house, engine, monkeypatch
):
    kept = withdrawn(house, engine)
    monkeypatch.setattr(access, "MAX_PENDING", 20)

    wait(30, "letter.drafted", kept)
    assert counts(house) == (1, 1)
    wait(30, "letter.edited", kept)
    with pytest.raises(SearchUnavailable):
        access_of(actor(house.setda_clerk))
