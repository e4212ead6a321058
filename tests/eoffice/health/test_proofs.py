"""What the house proves of itself: on the clock, kept, shown, told once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.health import proofs
from eoffice.health.models import Proof
from eoffice.health.proofs import Found, Promised, ask_again, keep, prove_when_due
from eoffice.notifications.models import Notification
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.integrity import check_daily
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Area, default_store, put_bytes
from eoffice.organisation.actor import actor_of
from eoffice.organisation.models import PositionDuty
from eoffice.outbox import timers
from eoffice.outbox.relay import drain
from tests.eoffice.organisation.people import browser_of, make_duty_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_anchors")]
PAGE = "/pengaturan/antrean/"


@pytest.fixture
def promise(monkeypatch):
    """Return a promise of the test's own whose trial finds what one puts in."""
    found = Found()

    def trial():
        return found

    monkeypatch.setattr(proofs, "_promises", dict(proofs._promises))
    monkeypatch.setattr(timers, "_timers", dict(timers._timers))
    proofs.register_proof(Promised(name="uji", label="Janji uji", trial=trial))

    def now_finds(*faults):
        nonlocal found
        found = Found(faults=faults)

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
    keep("uji", Found())
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


def test_a_thirtieth_is_read_each_day_beginning_with_what_waited_longest():
    default_store().prepare()
    StoredObject.objects.all().delete()
    kept = []
    for n in range(3):
        stored = put_bytes(b"isi %d" % n, area=Area.DRAFTS, media_type="text/plain")
        stored.save()
        kept.append(stored)
    long_ago = timezone.now() - timedelta(days=40)
    StoredObject.objects.filter(pk=kept[0].pk).update(checked_at=timezone.now())
    StoredObject.objects.filter(pk=kept[1].pk).update(checked_at=long_ago)
    StoredObject.objects.filter(pk=kept[2].pk).update(sha256="0" * 64)

    first, second = check_daily(), check_daily()

    assert [one.code for one in first.faults if one.code != "orphan"] == ["altered"]
    assert [one.code for one in second.faults if one.code != "orphan"] == []
    kept[1].refresh_from_db()
    assert kept[1].checked_at > long_ago


def test_missing_bytes_are_found_whatever_the_share():
    default_store().prepare()
    for n in range(40):
        stored = put_bytes(b"isi %d" % n, area=Area.DRAFTS, media_type="text/plain")
        stored.save()
    default_store().delete_unkept(
        bucket=stored.bucket, key=stored.key, version_id=stored.version_id
    )

    found = [one for one in check_daily().faults if one.code == "missing"]

    assert [one.key for one in found] == [stored.key]
