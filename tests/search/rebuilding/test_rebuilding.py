"""Building the index anew from the page: one at a time, watched, and called off."""

import pytest

from eoffice.database.session_locks import try_session_lock
from eoffice.errors import NotFound
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations import run_job
from search.admin.index.standing import WORDS
from search.engines.contract import Health, PageOf, SearchUnavailable
from search.finding import searching
from search.projection import indexing
from search.rebuilding.asking import (
    JOB_KIND,
    AlreadyRebuilding,
    ask_rebuild,
    cancel_rebuild,
)
from search.rebuilding.models import IndexRebuild, RebuildState
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/pencarian/"


def job() -> Job:
    return Job.objects.filter(kind=JOB_KIND).latest("created_at")


def found_by(person, text: str) -> int:
    request = searching.understand(text).request
    return searching.search(actor(person), request, PageOf()).total


def test_a_rebuild_writes_all_there_is_and_is_told(house, engine):
    make_draft(house, subject="Bangun ulang lumbung")
    asked = ask_rebuild(actor=actor(house.admin))

    run_job(job().pk)

    asked.refresh_from_db()
    assert (asked.state, asked.done) == (RebuildState.DONE, asked.total)
    assert asked.total >= 1
    assert found_by(house.drafter, "lumbung") == 1


def test_one_at_a_time_and_by_administrators_alone(house):
    with pytest.raises(NotFound):
        ask_rebuild(actor=actor(house.drafter))
    asked = ask_rebuild(actor=actor(house.admin))

    with pytest.raises(AlreadyRebuilding):
        ask_rebuild(actor=actor(house.admin))
    with pytest.raises(NotFound):
        cancel_rebuild(actor=actor(house.drafter), rebuild_id=asked.pk)

    assert IndexRebuild.objects.count() == 1


def test_called_off_it_stops_and_the_index_in_use_stays(house, engine, monkeypatch):
    make_draft(house, subject="Gudang pangan lama")
    indexing.rebuild_index()
    engine.refresh()
    asked = ask_rebuild(actor=actor(house.admin))
    build = engine.rebuild

    def called_off_meanwhile(records, progress):
        def tell(done):
            cancel_rebuild(actor=actor(house.admin), rebuild_id=asked.pk)
            progress(done)

        tell(0)
        return build(records, tell)

    monkeypatch.setattr(engine, "rebuild", called_off_meanwhile)
    run_job(job().pk)

    asked.refresh_from_db()
    assert asked.state == RebuildState.CANCELLED
    assert found_by(house.drafter, "gudang") == 1


def test_called_off_before_it_began_nothing_is_built(house, engine, monkeypatch):
    asked = ask_rebuild(actor=actor(house.admin))
    cancel_rebuild(actor=actor(house.admin), rebuild_id=asked.pk)
    monkeypatch.setattr(engine, "rebuild", pytest.fail)

    run_job(job().pk)

    assert job().state == JobState.SUCCEEDED
    assert ask_rebuild(actor=actor(house.admin)).is_open


def test_an_engine_that_is_away_is_waited_for(house, engine, monkeypatch):
    asked = ask_rebuild(actor=actor(house.admin))

    def away(*_given):
        raise SearchUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(engine, "rebuild", away)
        with pytest.raises(SearchUnavailable):
            run_job(job().pk)
    run_job(job().pk)

    asked.refresh_from_db()
    assert asked.state == RebuildState.DONE


def test_a_fault_of_ours_is_told_on_the_row(house, engine, monkeypatch):
    asked = ask_rebuild(actor=actor(house.admin))

    def broken(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "rebuild", broken)
    run_job(job().pk)

    asked.refresh_from_db()
    assert (asked.state, asked.why) == (RebuildState.FAILED, "internal")


@pytest.mark.django_db(transaction=True)
def test_who_builds_already_keeps_others_out(house, settings):
    from threading import Thread

    from django.db import connection

    refused = []

    def build():
        try:
            indexing.rebuild_index()
        except indexing.RebuildUnderWay as fault:
            refused.append(fault.code)
        finally:
            connection.close()

    with try_session_lock(indexing.REBUILDING) as is_ours:
        assert is_ours
        other = Thread(target=build)
        other.start()
        other.join()

    assert refused == ["rebuild_under_way"]


def test_the_page_tells_how_the_index_stands_and_begins_a_rebuild(house, engine):
    make_draft(house)
    indexing.rebuild_index()
    engine.refresh()
    admin = browser_of(house.admin.official)

    page = admin.get(PAGE)
    asked = admin.post(f"{PAGE}bangun/")
    twice = admin.post(f"{PAGE}bangun/", follow=True)

    standing = page.context["standing"]
    assert (standing.engine, standing.state) == (engine.name, "ok")
    assert standing.inventory.documents["letter"] >= 1
    assert standing.inventory.size_bytes > 0
    assert asked.headers["Location"] == PAGE
    assert str(AlreadyRebuilding.message) in twice.content.decode()
    found = IndexRebuild.objects.get()
    state = admin.get(f"{PAGE}bangun/{found.pk}/keadaan/").json()
    assert state == {"done": 0, "total": 0, "finished": False}
    admin.post(f"{PAGE}bangun/{found.pk}/batal/")
    found.refresh_from_db()
    assert found.state == RebuildState.CANCELLED


@pytest.mark.parametrize("state", ["ok", "rebuild_needed", "unavailable"])
def test_the_page_tells_each_state_and_what_to_do(house, engine, monkeypatch, state):
    told = Health(engine=engine.name, state=state)
    monkeypatch.setattr(engine, "health", lambda: told)

    page = browser_of(house.admin.official).get(PAGE).content.decode()

    _note, meaning, remedy = WORDS[state]
    assert str(meaning) in page
    assert str(remedy) in page


def test_the_page_stands_while_the_engine_is_away_and_opens_to_nobody_else(
    house, engine, monkeypatch
):
    def away(*_given):
        raise SearchUnavailable

    monkeypatch.setattr(engine, "inventory", away)

    assert browser_of(house.admin.official).get(PAGE).status_code == 200
    assert browser_of(house.drafter.official).get(PAGE).status_code == 404
