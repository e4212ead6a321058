"""Long work: item by item, kept as it goes, going on after a crash."""

import psycopg
import pytest

from eoffice.accounts.models import User
from eoffice.environment import environment
from eoffice.errors import Invalid, NotFound, ServiceDown, StateForbids
from eoffice.jobs import runners
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations import cancel_job, run_job, running, start_job
from eoffice.jobs.queries import job_of
from eoffice.jobs.runners import ItemOutcome, register_runner
from eoffice.outbox.claims import LOCK_BITS
from eoffice.outbox.models import OutboxDelivery, OutboxEvent
from eoffice.outbox.relay import drain

pytestmark = pytest.mark.django_db
KIND = "test.sign"


@pytest.fixture
def owner():
    return User.objects.create(username="pimpinan")


@pytest.fixture
def start(owner):
    def start(runner, items=("a", "b", "c"), **more):
        register_runner(KIND, runner, **more)
        return start_job(kind=KIND, owner=owner, items=items)

    yield start
    runners._runners.pop(KIND, None)


def shown(job, owner):
    return job_of(job.pk, owner_id=owner.pk)


def test_every_item_is_worked_once_in_order(start, owner):
    seen = []

    job = start(lambda work: seen.append(work.ref))
    drain()

    facts = shown(job, owner)
    assert seen == ["a", "b", "c"]
    assert (facts.state, facts.done, facts.total) == ("succeeded", 3, 3)


def test_refused_item_tells_why_and_the_others_go_on(start, owner):
    def runner(work):
        if work.ref == "b":
            raise StateForbids("Naskah sudah berubah.")
        return ItemOutcome(message="Ditandatangani", facts={work.ref: 1})

    job = start(runner)
    drain()

    facts = shown(job, owner)
    assert facts.state == "partly_failed"
    assert [(i.state, i.code, i.message) for i in facts.items] == [
        ("succeeded", "", "Ditandatangani"),
        ("failed", "state_forbids", "Naskah sudah berubah."),
        ("succeeded", "", "Ditandatangani"),
    ]
    assert facts.result == {"a": 1, "c": 1}


def test_fault_of_ours_is_told_without_its_words(start, owner):
    def runner(work):
        raise ValueError("rahasia")

    job = start(runner)
    drain()

    facts = shown(job, owner)
    assert facts.state == "failed"
    assert {item.code for item in facts.items} == {"internal"}
    assert "rahasia" not in facts.items[0].message


def test_job_goes_on_where_it_stopped_when_a_service_was_away(start, owner):
    seen, away = [], [True]

    def runner(work):
        if work.ref == "b" and away:
            away.clear()
            raise ServiceDown
        seen.append(work.ref)

    job = start(runner)
    drain(raising=False)
    stopped = shown(job, owner)
    run_job(job.pk)

    assert (stopped.state, stopped.done) == ("running", 1)
    assert seen == ["a", "b", "c"]
    assert shown(job, owner).state == "succeeded"


def test_long_job_works_in_slices(start, owner, monkeypatch):
    monkeypatch.setattr(running, "SLICE_S", -1.0)

    job = start(lambda work: None)
    drain()

    assert OutboxEvent.objects.filter(name="job.queued").count() == 4
    assert shown(job, owner).state == "succeeded"


def test_cancelled_job_leaves_the_rest_undone(start, owner):
    seen = []

    def runner(work):
        seen.append(work.ref)
        cancel_job(job_id=work.job_id, owner=owner)

    job = start(runner)
    drain()

    facts = shown(job, owner)
    assert seen == ["a"]
    assert facts.state == "cancelled"
    assert [i.state for i in facts.items] == ["succeeded", "cancelled", "cancelled"]


def test_ended_job_cannot_be_cancelled(start, owner):
    job = start(lambda work: None)
    drain()

    with pytest.raises(StateForbids):
        cancel_job(job_id=job.pk, owner=owner)

    assert shown(job, owner).state == "succeeded"


def test_job_of_somebody_else_is_unknown(start):
    job = start(lambda work: None)
    stranger = User.objects.create(username="orang-lain")

    with pytest.raises(NotFound):
        shown(job, stranger)
    with pytest.raises(NotFound):
        cancel_job(job_id=job.pk, owner=stranger)

    assert Job.objects.get().state == JobState.QUEUED


@pytest.mark.parametrize("items", [[], ["a", "a"], [str(n) for n in range(20_001)]])
def test_bad_choice_of_items_starts_nothing(start, items):
    with pytest.raises(Invalid):
        start(lambda work: None, items)

    assert not Job.objects.exists()
    assert not OutboxDelivery.objects.exists()


def test_finisher_makes_the_result(start, owner):
    job = start(lambda work: None, finisher=lambda job: {"letters": job.done})
    drain()

    assert shown(job, owner).result == {"letters": 3}


@pytest.mark.django_db(transaction=True)
def test_job_that_runs_elsewhere_is_left_to_the_other(start, owner):
    job = start(lambda work: None)
    with psycopg.connect(environment().DATABASE_URL) as other:
        other.execute("select pg_advisory_lock(%s)", [job.pk.int & LOCK_BITS])

        with pytest.raises(ServiceDown):
            run_job(job.pk)

    assert shown(job, owner).state == "queued"
