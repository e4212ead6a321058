"""The store follows a hold over many records by a job: n of m, killed or not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.holds import following
from archive.holds.following import begin_following, follow_slice, progress_of
from archive.holds.placing import HoldInput, ScopeInput, lift_hold, place_hold
from archive.models import LegalHold, ScopeKind
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations.running import run_job
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.scanned import make_scanned
from tests.office.visitors import browser_of, program_of

pytestmark = pytest.mark.django_db
RECORDS, AT_ONCE = 7, 3


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", AT_ONCE)


@pytest.fixture
def files(office):
    names = [f"nomor{'x' * n}" for n in range(RECORDS)]
    return [make_scanned(office, name).contents.get().stored for name in names]


def placed(office, **scope):
    scope = scope or {"kind": ScopeKind.SEARCH, "words": "kelompok tani"}
    case = {"case_name": "Perkara 1", "requester": "Hukum", "basis": "Surat 1"}
    hold = HoldInput(**case, scopes=[ScopeInput(**scope)])
    return place_hold(actor=actor(office.setda_archivist), hold=hold)


def held_in_store(files) -> int:
    client = default_store().client
    return sum(
        client.is_object_legal_hold_enabled(
            one.bucket, one.key, version_id=one.version_id
        )
        for one in files
    )


def now(hold):
    return LegalHold.objects.get(pk=hold.pk)


def test_a_hold_over_many_tells_the_store_by_a_job_that_shows_how_far(
    office, files, monkeypatch
):
    hold = placed(office)
    own, page = (
        browser_of(office.setda_archivist.official),
        f"/arsip/penahanan/{hold.pk}/",
    )
    assert own.get(f"{page}kemajuan/").status_code == 404  # the job comes after
    monkeypatch.setattr("eoffice.jobs.operations.running.SLICE_S", -1)  # one slice each
    job_id = begin_following(hold.pk)
    run_job(job_id)

    assert own.get(f"{page}kemajuan/").json() == {
        "done": AT_ONCE,
        "total": RECORDS,
        "finished": False,
    }
    assert own.get(page).context["progress"].done == AT_ONCE
    assert held_in_store(files) == AT_ONCE
    drain()

    assert Job.objects.get(pk=job_id).state == JobState.SUCCEEDED
    assert held_in_store(files) == RECORDS
    assert own.get(page).context["in_store"].total == RECORDS
    told = program_of(office.setda_archivist).get(f"/api/v1/holds/{hold.pk}").json()
    assert told["in_store"] == {"done": RECORDS, "total": RECORDS}
    stranger = browser_of(office.kabid.official)
    assert stranger.get(f"{page}kemajuan/").status_code == 404

    lift_hold(actor=actor(office.setda_archivist), hold_id=hold.pk, reason="Selesai")
    drain()

    assert held_in_store(files) == 0
    assert now(hold).job_id != job_id


def test_a_store_that_is_away_or_a_kill_leaves_work_that_another_ends(
    office, files, monkeypatch
):
    hold = placed(office)
    job_id = begin_following(hold.pk)
    known, calls = following.follow, []

    def dies(stored):
        calls.append(stored)
        if len(calls) == 2:
            raise KeyboardInterrupt
        if len(calls) == 4:
            raise StoreUnavailable
        return known(stored)

    monkeypatch.setattr(following, "follow", dies)
    with pytest.raises(KeyboardInterrupt):
        run_job(job_id)
    with pytest.raises(StoreUnavailable):
        run_job(job_id)
    assert Job.objects.get(pk=job_id).finished_at is None
    run_job(job_id)

    assert held_in_store(files) == RECORDS
    assert progress_of(now(hold)).is_over
    # Each was told once: what was done before the kill is not done again.
    assert len(calls) == RECORDS + 2


def test_what_another_hold_keeps_stays_held_when_one_is_lifted(office, files):
    first, second = placed(office), placed(office)
    drain()
    own = actor(office.setda_archivist)
    lift_hold(actor=own, hold_id=first.pk, reason="Selesai")
    drain()
    assert held_in_store(files) == RECORDS

    lift_hold(actor=own, hold_id=second.pk, reason="Selesai")
    drain()

    assert held_in_store(files) == 0


def test_a_slice_that_is_through_asks_a_few_questions_for_all_of_it(office, files):
    hold = placed(office)
    drain()
    ids = sorted(StoredObject.objects.values_list("pk", flat=True))

    with CaptureQueriesContext(connection) as queries:
        assert follow_slice(ids[0], ids[-1], hold.pk) == 0

    assert len(queries) <= 6


def test_a_hold_over_nothing_needs_no_job(office):
    hold = placed(office, kind=ScopeKind.UNIT, unit_id=office.bagian.pk)
    drain()

    assert now(hold).job_id is None
    assert progress_of(now(hold)) is None
