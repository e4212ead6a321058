"""A timed task that fails or dies comes again within minutes, whatever its interval."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from eoffice.database.session_locks import try_session_lock
from eoffice.errors import ServiceDown
from eoffice.outbox import rounds, timers
from eoffice.outbox.models import TimedTask
from eoffice.outbox.rounds import Round, each, walk

pytestmark = pytest.mark.django_db
DAY_S = 24 * 3600
NAME = "test.daily"


@pytest.fixture
def daily(monkeypatch):
    """Return a function that registers the test's own daily task."""
    monkeypatch.setattr(timers, "_timers", {})
    return lambda function: timers.register_periodic(NAME, DAY_S, function)


def row() -> TimedTask:
    return TimedTask.objects.get(name=NAME)


def due_in() -> timedelta:
    return row().next_at - timezone.now()


def test_task_that_failed_is_due_within_minutes(daily):
    def fail():
        raise ServiceDown

    daily(fail)
    pauses = []
    for _try in range(8):
        TimedTask.objects.update(next_at=None)
        timers.run_timed(NAME)
        pauses.append(timedelta(seconds=round(due_in().total_seconds())))

    assert pauses[0] <= timedelta(minutes=1)
    assert pauses == sorted(pauses)
    assert max(pauses) <= timedelta(minutes=15)
    assert row().failures == 8


@pytest.mark.django_db(transaction=True)
def test_task_whose_process_died_is_due_within_minutes(daily):
    class Died(BaseException):
        pass

    def die():
        raise Died

    daily(die)
    with pytest.raises(Died):
        timers.run_timed(NAME)

    assert due_in() <= timedelta(minutes=1)
    assert row().ended_at is None


@pytest.mark.django_db(transaction=True)
def test_task_that_still_runs_elsewhere_is_not_begun_again(daily):
    from threading import Thread

    ran, answers = [], []
    daily(lambda: ran.append(1))

    def elsewhere():
        answers.append(timers.run_timed(NAME))
        connections.close_all()

    with try_session_lock(f"timed:{NAME}") as is_ours:
        assert is_ours
        thread = Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert (ran, answers) == ([], [False])
    TimedTask.objects.update(next_at=None)
    assert timers.run_timed(NAME)
    assert ran == [1]


def test_task_that_ended_well_waits_its_interval(daily):
    daily(lambda: None)
    timers.run_timed(NAME)

    assert timedelta(hours=23) < due_in() <= timedelta(days=1)


def test_failed_tasks_are_due_at_once_when_a_service_is_back(daily):
    def fail():
        raise ServiceDown

    daily(fail)
    timers.run_timed(NAME)

    assert timers.run_failed_soon() == 1
    assert timers.due_tasks() == [NAME]


def test_long_round_goes_on_within_a_minute(daily):
    daily(lambda: Round(done=3, is_over=False))
    timers.run_timed(NAME)

    assert due_in() <= timedelta(minutes=1)
    assert row().result == {"done": 3, "failed": 0}


def test_things_that_failed_are_counted_and_shown(daily):
    daily(lambda: Round(done=3, failed=2))
    timers.run_timed(NAME)

    assert [one.last_error for one in timers.failing_tasks()] == ["items_failed"]
    assert row().result == {"done": 3, "failed": 2}
    assert due_in() > timedelta(hours=23)


def numbered(count):
    def page(after):
        begin = int(after or 0)
        return [(str(n), n) for n in range(begin + 1, min(begin + 4, count + 1))]

    return page


def test_walk_passes_over_what_fails():
    seen = []

    def act(number):
        seen.append(number)
        if number in {1, 5}:
            raise ValueError
        return True

    outcome = walk(NAME, numbered(10), act)

    assert seen == list(range(1, 11))
    assert (outcome.done, outcome.failed, outcome.is_over) == (8, 2, True)
    assert rounds.kept_cursor(NAME) == ""


def test_walk_goes_on_where_its_slice_ended_and_begins_anew_after_the_last():
    seen = []
    act = seen.append

    while not walk(NAME, numbered(5), act, slice_s=-1).is_over:
        pass
    walk(NAME, numbered(5), act)

    assert seen == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]


def test_service_away_ends_the_round_and_the_next_begins_behind():
    seen = []

    def away(number):
        seen.append(number)
        raise ServiceDown

    for _turn in range(2):
        with pytest.raises(ServiceDown):
            walk(NAME, numbered(10), away)

    assert seen == [1, 2, 3, 4, 5, 6]


def test_one_thing_that_meets_a_service_away_blocks_nothing():
    def act(number):
        if number == 1:
            raise ServiceDown
        return True

    assert each(NAME, [1, 2, 3], act).done == 2
