"""What the house proves of itself: on the clock, kept, shown, told once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.health import own_proofs, proofs
from eoffice.health.models import Proof
from eoffice.health.proofs import (
    Promised,
    ProofOutcome,
    ask_again,
    keep,
    prove_when_due,
)
from eoffice.notifications.models import Notification
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.models import ProofLap
from eoffice.objects.store import Area, default_store, put_bytes
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models import PositionDuty
from eoffice.outbox import timers
from eoffice.outbox.relay import drain
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_anchors")]
PAGE = "/pengaturan/antrean/"


@pytest.fixture
def promise(monkeypatch):
    """Return a promise of the test's own whose trial finds what one puts in."""
    found = ProofOutcome()

    def trial():
        return found

    monkeypatch.setattr(proofs, "_promises", dict(proofs._promises))
    monkeypatch.setattr(timers, "_timers", dict(timers._timers))
    proofs.register_proof(Promised(name="uji", label="Janji uji", trial=trial))

    def now_finds(*faults):
        nonlocal found
        found = ProofOutcome(faults=faults)

    return now_finds


@pytest.fixture
def admin():
    return make_duty_holder(PositionDuty.ADMIN)


def test_store_bytes_and_trail_are_on_the_clock():
    names = {timer.name: timer.seconds for timer in timers.registered()}

    due = {"proof.store", "proof.bytes", "proof.trail"}
    assert due <= set(names)
    assert {names[name] for name in due} == {3600}


@pytest.mark.django_db(transaction=True)
def test_a_sound_house_proves_itself():
    default_store().prepare()

    assert all(prove_when_due(name) for name in ("store", "trail"))

    rows = Proof.objects.in_bulk()
    assert {name: (row.faults, row.findings) for name, row in rows.items()} == {
        "store": (0, []),
        "trail": (0, []),
    }


def test_a_promise_is_tried_once_a_day(promise):
    assert prove_when_due("uji")
    assert not prove_when_due("uji")

    Proof.objects.filter(pk="uji").update(
        proved_at=timezone.now() - timedelta(hours=24)
    )
    assert prove_when_due("uji")


def test_what_could_not_be_tried_is_tried_again_at_the_next_turn(monkeypatch, promise):
    def away():
        raise StoreUnavailable

    proofs.register_proof(Promised(name="uji", label="Janji uji", trial=away))

    assert not timers.run_timed("proof.uji")

    assert not Proof.objects.filter(pk="uji").exists()
    assert [task.last_error for task in timers.failing_tasks()] == ["store_unavailable"]


def test_broken_promise_is_shown_and_told_once_until_it_holds(promise, admin):
    other = make_duty_holder(PositionDuty.ARCHIVIST)
    promise("altered records/abc v1")

    for _day in range(2):
        proofs.prove("uji")
        drain()

    page = browser_of(admin).get(PAGE).content.decode()
    ready = Client().get("/readyz", headers={"host": "localhost"}).json()
    assert "Janji uji" in page
    assert "altered records/abc v1" in page
    assert "Tidak terpenuhi" in page
    assert ready["proofs"]["uji"]["state"] == "broken"
    assert ready["state"] != "ready"
    (line,) = Notification.objects.all()
    assert line.official_id == admin.pk
    assert line.path == PAGE
    assert not other.notifications.exists()
    assert AuditEvent.objects.filter(action="proof.broken").count() == 1


def test_promise_that_holds_again_says_so_and_may_break_anew(promise, admin):
    promise("altered")
    proofs.prove("uji")
    promise()
    proof = proofs.prove("uji")
    drain()

    assert proof.broken_since is None
    assert not Notification.objects.exists()  # mended before anybody was told
    promise("altered")
    proofs.prove("uji")
    drain()
    assert Notification.objects.filter(official=admin).count() == 1

    promise()
    proofs.prove("uji")
    drain()
    assert Notification.objects.get(official=admin).read_at  # nothing is left to do


def test_details_stay_with_loopback(promise):
    promise("altered records/abc")
    proofs.prove("uji")

    answer = Client().get("/readyz", REMOTE_ADDR="203.0.113.9")

    assert "proofs" not in answer.json()


def test_administrator_has_a_promise_tried_again(promise, admin):
    promise("altered")
    timers.run_timed("proof.uji")
    promise()
    browser = browser_of(admin)

    for _press in range(2):
        answer = browser.post(f"{PAGE}bukti/uji/ulangi/")
    assert timers.run_timed("proof.uji")

    assert answer.headers["Location"] == PAGE
    assert Proof.objects.get(pk="uji").broken_since is None


@pytest.mark.parametrize("duty", [PositionDuty.ARCHIVIST, PositionDuty.AUDITOR])
def test_others_cannot_ask_for_a_trial(promise, duty):
    keep("uji", ProofOutcome())
    before = Proof.objects.get(pk="uji").proved_at
    person = make_duty_holder(duty)

    assert browser_of(person).post(f"{PAGE}bukti/uji/ulangi/").status_code == 404
    with pytest.raises(NotFound):
        ask_again(actor=actor_of(person.user), name="uji")
    assert Proof.objects.get(pk="uji").proved_at == before


def test_unknown_promise_is_unknown(admin):
    answer = browser_of(admin).post(f"{PAGE}bukti/entah/ulangi/")

    assert answer.status_code == 404
    assert not Proof.objects.exists()


def test_fault_of_bytes_is_told_as_soon_as_a_slice_finds_it(admin):
    default_store().prepare()
    stored = put_bytes(b"isi", area=Area.DRAFTS, media_type="text/plain")
    stored.save()
    default_store().delete_unkept(
        bucket=stored.bucket, key=stored.key, version_id=stored.version_id
    )

    assert timers.run_timed(own_proofs.SLICES)
    drain()

    proof = Proof.objects.get(pk="bytes")
    assert proof.faults == 1
    assert proof.findings[0] == f"missing {stored.bucket}/{stored.key} " + (
        stored.version_id
    )
    assert Notification.objects.filter(official=admin).count() == 1


def test_before_its_first_lap_the_proof_of_bytes_says_nothing(monkeypatch):
    assert not prove_when_due("bytes")

    ready = Client().get("/readyz", headers={"host": "localhost"}).json()
    assert ready["proofs"]["bytes"]["state"] == "unknown"


def test_proof_of_bytes_that_falls_behind_says_so():
    lap = ProofLap.objects.create(
        name="presence",
        began_at=timezone.now() - timedelta(days=3),
        ended_at=timezone.now() - timedelta(days=4),
    )

    assert prove_when_due("bytes")

    proof = Proof.objects.get(pk="bytes")
    assert (proof.faults, proof.remarks) == (0, 1)
    assert lap.began_at.isoformat() in proof.findings[0]
