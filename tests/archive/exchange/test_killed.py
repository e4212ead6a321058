"""kill -9 while an export is written: what lay in the store is found and goes."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.exchange import sweeping
from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.models import Export, ExportKind
from eoffice.audit.models import AuditEvent
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations.running import run_job
from eoffice.objects import store
from eoffice.objects.integrity import check
from tests.eoffice.outbox.test_kills import kill, process, until
from tests.office.kabupaten import actor
from tests.office.records import make_record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WRITE = [sys.executable, "-m", "tests.archive.exchange.crashing"]


@pytest.fixture
def killed(office, tmp_path):
    """Return a function that kills the writing of a new export at a step."""

    def run(step: str) -> Export:
        selection = Selection(records=[make_record(office).pk])
        wanted = ExportInput(kind=ExportKind.BAGIT, selection=selection)
        export = make_export(actor=actor(office.setda_archivist), wanted=wanted)
        sign = tmp_path / step
        where = {"STOP_AT": step, "STOP_FILE": str(sign)}
        with process([*WRITE, str(export.job_id)], **where) as running:
            until(lambda: sign.exists() or running.poll() is not None, step)
            assert running.poll() is None, f"it ended before {step}"
            kill(running)
        export.refresh_from_db()
        return export

    return run


def unknown() -> set[str]:
    report = check(read_content=False, grace=timedelta(0))
    return {fault.key for fault in report.faults if fault.code == "orphan"}


@pytest.mark.parametrize("step", ["noted", "stored", "undecided", "kept"])
def test_a_killed_export_is_written_by_the_next_and_leaves_nothing_unknown(
    killed, step
):
    before = unknown()
    export = killed(step)
    left = {export.noted_key} if step in {"stored", "undecided"} else set()
    assert unknown() - before == left

    run_job(export.job_id)

    export.refresh_from_db()
    assert (export.state, export.noted_key) == ("ready", "")
    assert not unknown() - before
    assert len(store.get_bytes(export.stored)) == export.stored.size
    assert AuditEvent.objects.filter(action="export.written").count() == 1


def test_what_a_killed_export_left_goes_when_nobody_writes_it_again(killed):
    before = unknown()
    export = killed("stored")
    long_ago = timezone.now() - timedelta(days=2)
    Job.objects.update(state=JobState.CANCELLED, finished_at=long_ago)
    Export.objects.update(made_at=long_ago)

    sweeping.sweep_exports()

    export.refresh_from_db()
    assert (export.state, export.why, export.noted_key) == ("failed", "cancelled", "")
    assert not unknown() - before
