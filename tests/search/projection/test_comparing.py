"""The daily comparison finds what events have not brought, and what is gone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.outbox.models import OutboxDelivery
from search import chosen_engine
from search.projection.comparing import COMPARE, compare_index, take_out_gone
from search.projection.indexing import index_targets
from search.projection.records import all_records, present_version, records_of
from search.projection.targets import EVENTS
from tests.office.incoming import received
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.letters.operations.throwing_away import delete_draft
from workflow.models import PageText

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    index_targets({"letter": set()})
    return office


def waiting(letter):
    rows = OutboxDelivery.objects.filter(
        handler="search.index", event__payload__letter_id=str(letter.pk)
    )
    return list(rows.order_by("pk").values_list("event__name", flat=True))


def test_what_events_have_not_brought_is_written(house, engine):
    letter = make_draft(house)
    engine.refresh()
    assert engine.missing([str(letter.pk)])

    compare_index()
    engine.refresh()

    assert not engine.missing([str(letter.pk)])


def test_what_is_gone_is_taken_out(house, engine):
    letter = make_draft(house)
    index_targets({"letter": {letter.pk}})
    (record,) = records_of("letter", [letter.pk], present_version())
    engine.refresh()
    delete_draft(actor=actor(house.drafter), letter_id=letter.pk)  # no event is run

    assert take_out_gone() >= 1
    engine.refresh()

    assert engine.missing([record.id]) == {record.id}


def test_it_is_a_task_of_the_clock():
    from eoffice.outbox import timers

    assert COMPARE in {one.name for one in timers.registered()}


def test_a_draft_is_brought_to_the_index_from_its_first_day(house):
    letter = make_draft(house)
    drafter = actor(house.drafter)
    edit_draft(
        actor=drafter,
        letter_id=letter.pk,
        row_version=None,
        content=LetterInput(subject="Baru", given=frozenset({"subject"})),
    )
    delete_draft(actor=drafter, letter_id=letter.pk)

    assert waiting(letter) == [
        "letter.drafted",
        "letter.edited",
        "letter.draft_deleted",
    ]
    assert set(waiting(letter)) <= set(EVENTS)


def test_a_rebuild_reads_no_places_of_words(house):
    incoming = received(house)
    type(incoming).objects.filter(pk=incoming.pk).update(
        status="registered", channel="internal"
    )
    assert PageText.objects.filter(file__incoming=incoming).exists()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(all_records())

    texts = [q["sql"] for q in asked if 'FROM "workflow_pagetext"' in q["sql"]]
    assert texts
    assert not any('"words"' in sql for sql in texts)


def test_a_strange_id_in_the_index_keeps_nothing_else_from_its_turn(
    house, engine, monkeypatch
):
    strange = ("letter", "surat-1")
    gone = ("letter", "01890000-0000-7000-8000-000000000001")
    monkeypatch.setattr(engine, "known_ids", lambda: iter([[strange, gone]]))

    assert take_out_gone() == 1
