"""Every timed task that goes over many things gets past one that fails.

A new timed task must be judged here: either it is a batch, and is run with a poisoned
thing first, or it says why one failure cannot keep other things waiting.
"""

from importlib import import_module
from uuid import UUID

import pytest

from eoffice.outbox import timers

pytestmark = pytest.mark.django_db

#: task -> module, the function that gives its next things, the act on each of them
BATCHES = {
    "search.alert": ("search.saved.alerting", "_due_after", "alert_of"),
    "search.compare_index": (
        "search.projection.comparing",
        "_ids_after",
        "_write_missing",
    ),
    "archive.renew_locks": (
        "archive.record_files.locking",
        "_ending_after",
        "_renew",
    ),
    "archive.follow_holds": (
        "archive.holds.in_store",
        "_held_after",
        "_follow_id",
    ),
    "archive.lock_changed_retention": (
        "archive.schedules.recomputing",
        "_unlocked_after",
        "_lock",
    ),
    "archive.sweep_exports": (
        "archive.exchange.sweeping",
        "_over_after",
        "_end",
    ),
    "archive.remind_backlog": (
        "archive.reporting.reminding",
        "_registers_after",
        "remind_register",
    ),
    "archive.remind_loans": ("archive.loans.reminding", "_due_after", "remind_of"),
    "archive.capture_forgotten": (
        "archive.registrations.forgotten",
        "_registered_after",
        "_capture",
    ),
    "files.forget_parts": (
        "eoffice.files.parts_left",
        "_old_after",
        "_forget",
    ),
    "workflow.expired_attempts": (
        "workflow.signing.operations.attempts",
        "_expired_after",
        "close_expired",
    ),
    "workflow.forget_books": (
        "workflow.books.copying",
        "_written_after",
        "_forget",
    ),
    "workflow.forget_pictures": (
        "workflow.pictures.forgetting",
        "_tried_after",
        "_forget",
    ),
    "workflow.prepare_series": (
        "workflow.drafting.series.preparing",
        "_due_after",
        "prepare_draft",
    ),
    "workflow.remind_desks": (
        "workflow.approval.operations.reminding",
        "_open_after",
        "remind_desk",
    ),
    "workflow.seal": (
        "workflow.registrations.encrypting",
        "_plain_after",
        "encrypt_object",
    ),
    "workflow.reading_views": (
        "workflow.reading_views.making",
        "_without_view_after",
        "make_view",
    ),
    "workflow.stale_signing": (
        "workflow.signing.sessions.ending",
        "_stale_after",
        "finish_session",
    ),
    "workflow.stuck_readings": (
        "workflow.incoming.operations.reading_pages",
        "_stuck_after",
        "_give_up",
    ),
}

ONE_STATEMENT = "deletes by one statement"
ONE_TRIAL = "one trial with one answer"
SINGLES = {
    "api.forget_old_answers": ONE_STATEMENT,
    "api.forget_old_counts": ONE_STATEMENT,
    "archive.recompute_retention": "moves files by one statement for each slice",
    "audit.check_chain": ONE_TRIAL,
    "audit.keep_anchor": "writes one anchor",
    "health.watch": "asks every part in a thread of its own",
    "organisation.forget_drafts": ONE_STATEMENT,
    "outbox.forget_done": ONE_STATEMENT,
    "proof.bytes": ONE_TRIAL,
    "proof.store": ONE_TRIAL,
    "proof.trail": ONE_TRIAL,
    "search.forget_queries": ONE_STATEMENT,
}
#: Batches of another shape, and the test that poisons them.
ELSEWHERE = {
    "proof.bytes_slice": "tests.eoffice.objects.test_proving."
    "test_object_that_cannot_be_read_is_counted_and_blocks_nobody",
    "objects.second_copies": "tests.eoffice.second_copies.test_two_stores."
    "test_a_file_that_cannot_be_copied_keeps_no_other_waiting",
}
FIRST, SECOND = UUID(int=1), UUID(int=2)


def test_every_timed_task_is_judged():
    names = {timer.name for timer in timers.registered()}

    assert names == {*BATCHES, *SINGLES, *ELSEWHERE}
    for place in ELSEWHERE.values():
        module, _dot, test = place.rpartition(".")
        assert callable(getattr(import_module(module), test))


@pytest.mark.parametrize("task", sorted(BATCHES))
def test_a_poisoned_thing_first_keeps_nothing_else_waiting(task, monkeypatch):
    where, page, act = BATCHES[task]
    module, reached = import_module(where), []

    def two(after):
        return [] if after else [("1", FIRST), ("2", SECOND)]

    def poisoned(thing, *_more):
        reached.append(thing)
        if thing == FIRST:
            raise ZeroDivisionError
        return True

    monkeypatch.setattr(module, page, two)
    monkeypatch.setattr(module, act, poisoned)

    assert timers.run_timed(task)

    assert reached == [FIRST, SECOND]
    (shown,) = timers.failing_tasks()
    assert (shown.name, shown.result) == (task, {"done": 1, "failed": 1})
