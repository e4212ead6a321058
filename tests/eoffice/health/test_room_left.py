"""Disks that run full are said before they do; what waited moves when there is room."""

from collections import namedtuple
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from minio.error import S3Error

from eoffice.environment import environment
from eoffice.files import receive_upload
from eoffice.health import checks, room, store_writes, watch
from eoffice.health.checks import run_all
from eoffice.objects.models import Upload, UploadState
from eoffice.objects.store import Area, default_store
from eoffice.organisation.models import PositionDuty
from eoffice.outbox import events, heartbeat
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from search import health as search_health
from search.chosen_engine import engine
from search.elastic import room as elastic_room
from search.elastic.configured import elastic_server
from search.elastic.names import shelves
from search.engines.contract import Health
from tests.eoffice.objects.files import pdf
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db(transaction=True)
Usage = namedtuple("Usage", "total used free")
MB = 1024 * 1024


@pytest.fixture(autouse=True)
def ready_house(monkeypatch):
    default_store().prepare()
    engine().prepare()
    heartbeat.beat()
    cache.delete(watch.KEY)
    watch.forget()
    monkeypatch.setattr(store_writes, "_wrote_at", 0.0)
    monkeypatch.setattr(checks, "_parts", dict(checks._parts))
    monkeypatch.setattr(room, "_places", dict(room._places))


@pytest.fixture
def disk(monkeypatch, tmp_path):
    """Return a function that says how much a watched folder of the test has left."""
    free = {"mb": 10_000}
    real = room.shutil.disk_usage

    def usage(path):
        if path != tmp_path:
            return real(path)
        return Usage(10_000 * MB, 0, free["mb"] * MB)

    monkeypatch.setattr(room.shutil, "disk_usage", usage)
    monkeypatch.setattr(environment(), "DISK_FOLDERS", str(tmp_path))
    return lambda mb: free.update(mb=mb)


@pytest.fixture
def full_store(monkeypatch):
    """Return functions that fill the store and make room again."""
    client = type(default_store().client)

    def refuse(*_args, **_facts):
        raise S3Error("XMinioStorageFull", "full", None, None, None, None)

    patch = pytest.MonkeyPatch()
    yield lambda: patch.setattr(client, "put_object", refuse), patch.undo
    patch.undo()


def ask():
    watch.forget()
    cache.delete(watch.KEY)
    return Client().get("/readyz", headers={"host": "localhost"})


def fault(name) -> str:
    (state,) = run_all([name])
    return state.fault


def test_disk_that_runs_out_is_said_while_the_office_works(disk, tmp_path):
    disk(environment().DISK_WARN_MB - 1)

    answer = ask()

    assert (answer.status_code, answer.json()["state"]) == (200, "degraded")
    told = answer.json()["services"]["disk_low"]["fault"]
    assert told == f"disk_low: {tmp_path} {environment().DISK_WARN_MB - 1} MB"


def test_full_disk_is_not_ready(disk):
    disk(environment().DISK_STOP_MB - 1)

    answer = ask()

    assert answer.status_code == 503
    assert answer.json()["services"]["disk_full"]["fault"].startswith("disk_full: ")


def test_full_disk_of_the_index_leaves_the_office_ready(disk, tmp_path, monkeypatch):
    monkeypatch.setattr(environment(), "DISK_FOLDERS", "")
    room.register_place(
        room.Place(name="index", label="x", folder=lambda: tmp_path, is_vital=False)
    )
    disk(0)

    answer = ask()

    assert (answer.status_code, answer.json()["state"]) == (200, "degraded")


def test_known_disks_are_those_of_temporary_files_and_of_a_database_that_lies_here():
    names = {one.name for one in room.rooms()}

    assert {"tmp", "database"} <= names


def test_administrator_sees_the_room_that_is_left(disk, tmp_path):
    disk(environment().DISK_WARN_MB - 1)
    admin = make_duty_holder(PositionDuty.ADMIN)

    page = browser_of(admin).get("/pengaturan/antrean/").content.decode()

    assert str(tmp_path) in page
    assert "Menipis" in page


def test_store_that_takes_nothing_is_not_ready_though_it_answers(full_store):
    fill, _empty = full_store
    fill()

    answer = ask()

    services = answer.json()["services"]
    assert answer.status_code == 503
    assert services["objects"]["state"] == "up"
    assert services["store_writes"]["fault"] == "store_refuses_writing"


def test_trying_the_store_leaves_nothing_and_is_not_done_at_every_look():
    store = default_store()
    bucket = store.bucket(Area.QUARANTINE)

    def probes():
        found = store.client.list_objects(
            bucket, prefix=store_writes.PREFIX, recursive=True, include_version=True
        )
        return len(list(found))

    before = probes()
    store_writes.check_store_writes()
    wrote_at = store_writes._wrote_at
    store_writes.check_store_writes()

    assert probes() == before
    assert store_writes._wrote_at == wrote_at > 0


def test_refused_store_is_tried_anew_at_every_look(full_store):
    fill, empty = full_store
    fill()
    assert fault("store_writes") == "store_refuses_writing"

    empty()

    assert fault("store_writes") == ""


def test_upload_that_waited_for_room_is_checked_within_a_minute(full_store):
    fill, empty = full_store
    person = make_duty_holder(PositionDuty.RECORD_CLERK)
    upload = receive_upload(owner=person.user, name="a.pdf", stream=BytesIO(pdf()))
    fill()
    watch.look()
    for _try in range(6):  # long enough for pauses of minutes
        OutboxDelivery.objects.filter(state=DeliveryState.WAITING).update(
            due_at=timezone.now()
        )
        drain(raising=False)
    late = timezone.now() + timedelta(minutes=8)
    waiting = OutboxDelivery.objects.filter(state=DeliveryState.WAITING)
    assert [one.attempts for one in waiting] == [0]  # nobody's fault
    waiting.update(due_at=late)
    assert Upload.objects.get(pk=upload.pk).state == UploadState.QUARANTINED

    empty()
    watch.look()

    assert waiting.exists()
    soon = timezone.now() + timedelta(seconds=30)
    assert not waiting.filter(due_at__gt=soon).exists()
    waiting.update(due_at=timezone.now())
    drain()
    assert Upload.objects.get(pk=upload.pk).state == UploadState.CLEAN


def test_only_what_failed_is_woken_and_its_tries_stay_counted(monkeypatch):
    monkeypatch.setattr(events, "_handlers", {**events._handlers})
    events._handlers["uji"] = {"uji.a": print, "uji.b": print}
    with transaction.atomic():
        events.add("uji")
    late = timezone.now() + timedelta(minutes=8)
    OutboxDelivery.objects.update(due_at=late)
    OutboxDelivery.objects.filter(handler="uji.a").update(
        last_error="OSError", attempts=5
    )
    down = [True]

    def check():
        if down:
            raise ConnectionError

    checks.register_part(checks.CheckedPart(name="uji", check=check, required=False))
    watch.look()
    assert OutboxDelivery.objects.filter(due_at=late).count() == 2

    down.clear()
    watch.look()

    failed = OutboxDelivery.objects.get(handler="uji.a")
    assert failed.due_at < timezone.now() + timedelta(seconds=30)
    assert failed.attempts == 5
    assert OutboxDelivery.objects.get(handler="uji.b").due_at == late


def test_service_that_comes_and_goes_wakes_nobody_at_every_turn(monkeypatch):
    woken = []
    monkeypatch.setattr(watch, "wake_waiting", lambda: woken.append(1))
    state = {"is_down": True}

    def check():
        if state["is_down"]:
            raise ConnectionError

    checks.register_part(checks.CheckedPart(name="uji", check=check, required=False))
    for is_down in (True, False, True, False, True, False):
        state["is_down"] = is_down
        watch.look()

    assert woken == [1]


def test_index_closed_to_writing_is_seen():
    names = [shelf.read for shelf in shelves(elastic_server().prefix)]
    client = elastic_room._connection().patient
    assert fault("search_room") == ""

    client.indices.put_settings(index=names, settings={elastic_room.BLOCK: True})
    try:
        assert fault("search_room") == "index_refuses_writing"
    finally:
        client.indices.put_settings(index=names, settings={elastic_room.BLOCK: None})


def test_search_server_near_its_mark_is_said(monkeypatch):
    monkeypatch.setattr(elastic_room, "room_mb", lambda: (1500, 1000))

    assert fault("search_room").startswith("disk_low: search server 1500 MB")


@pytest.mark.parametrize(
    ("known", "below"),
    [
        ({}, 5000),
        ({elastic_room.WATERMARK: "90%"}, 10_000),
        ({elastic_room.WATERMARK: "90%", elastic_room.HEADROOM: "2gb"}, 2048),
        ({elastic_room.WATERMARK: "90%", elastic_room.HEADROOM: "-1"}, 10_000),
        ({elastic_room.WATERMARK: "500mb"}, 500),
        ({elastic_room.ENABLED: "false"}, 0),
    ],
)
def test_mark_below_which_a_search_server_closes(known, below):
    assert elastic_room.closes_below(known, 100_000) == below


def test_index_that_has_to_be_built_anew_is_seen(monkeypatch):
    class Gone:
        def health(self):
            return Health(engine="x", state="rebuild_needed")

    monkeypatch.setattr(search_health, "engine", Gone)

    assert fault("search") == "search_rebuild_needed"
    assert ask().status_code == 200
