"""What probers, operators and people are told about the services."""

import json
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.health import checks, walls, watch
from eoffice.outbox import heartbeat
from eoffice.outbox.models import RelayHeartbeat
from eoffice.sandbox.isolation import Walls
from search.chosen_engine import engine
from tests.office.organisation import make_official
from tests.office.visitors import make_token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def part(monkeypatch):
    """Return a function that adds a part for this test alone."""
    monkeypatch.setattr(checks, "_parts", dict(checks._parts))

    def add(check, *, required, news="", works=""):
        checks.register_part(
            checks.CheckedPart(
                name="uji", check=check, required=required, news=news, works=works
            )
        )

    return add


@pytest.fixture(autouse=True)
def ready_house():
    from eoffice.objects.store import default_store

    default_store().prepare()
    engine().prepare()
    heartbeat.beat()
    cache.delete(watch.KEY)
    watch.forget()


def down():
    raise ConnectionError


def ask(host="localhost:8000", **extra):
    headers = {"host": host, **extra.pop("headers", {})}
    return Client().get("/readyz", headers=headers, **extra)


def test_alive_is_answered_without_any_service(settings, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz", headers={"host": "127.0.0.1:8000"})

    assert answer.status_code == 200


def test_probe_by_any_host_name_is_answered(settings):
    settings.ALLOWED_HOSTS = ["kantor.example"]

    assert Client().get("/healthz").status_code == 200
    assert ask().status_code == 200


def test_ready_names_every_service_with_its_latency():
    answer = ask()

    services = answer.json()["services"]
    assert answer.status_code == 200
    assert {
        "database",
        "objects",
        "store_writes",
        "relay",
        "antivirus",
        "walls",
        "search",
    } <= set(services)
    assert services["database"]["state"] == "up"
    assert services["database"]["latency_ms"] >= 0


def test_required_service_down_is_503(part):
    part(down, required=True)

    answer = ask()

    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer.json()["services"]["uji"]["fault"] == "ConnectionError"


def test_other_service_down_is_degraded_and_still_ready(part):
    part(down, required=False)

    answer = ask()

    assert answer.status_code == 200
    assert answer.json()["state"] == "degraded"


def test_relay_without_sign_of_life_is_not_ready():
    RelayHeartbeat.objects.all().delete()

    assert ask().json()["services"]["relay"]["fault"] == "no_relay"


def test_stranger_learns_the_state_and_nothing_more():
    assert ask(REMOTE_ADDR="192.0.2.7").json() == {"state": "ready"}


def test_stranger_with_a_token_sees_the_services():
    token = make_token(make_official())

    answer = ask(REMOTE_ADDR="192.0.2.7", headers={"authorization": f"Bearer {token}"})

    assert "services" in answer.json()


@pytest.mark.parametrize(
    "passed",
    [
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-for": "192.0.2.7"},
        {"forwarded": "for=127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
        {"via": "1.1 pintu"},
        {"host": "eoffice.wanasari.example"},
        {"host": "127.0.0.1.wanasari.example"},
        {"host": ""},
    ],
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_what_a_proxy_of_this_machine_passes_on_is_a_strangers(
    settings, passed, proxies
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert ask(headers=passed).json() == {"state": "ready"}


def test_a_wrong_token_opens_no_details():
    answer = ask(REMOTE_ADDR="192.0.2.7", headers={"authorization": "Bearer eo_salah"})

    assert answer.json() == {"state": "ready"}


def test_a_crowd_of_probers_asks_the_services_once(part):
    asked = []
    part(lambda: asked.append(1), required=True)

    answers = {ask(REMOTE_ADDR="192.0.2.7").status_code for _n in range(20)}

    assert answers == {200}
    assert len(asked) == 1


def test_a_fresh_look_of_the_watch_is_enough(part, django_assert_num_queries):
    watch.look()
    asked = []
    part(lambda: asked.append(1), required=True)

    with django_assert_num_queries(2):  # the last look, and the daily proofs
        answer = ask()

    assert answer.json()["state"] == "ready"
    assert "uji" not in answer.json()["services"]
    assert not asked


def test_an_old_look_of_the_watch_is_not_believed(part, monkeypatch):
    watch.look()
    monkeypatch.setattr(watch, "FRESH_S", -1)
    part(down, required=True)

    assert ask().status_code == 503


def test_check_that_hangs_holds_up_nothing(part, monkeypatch):
    import threading

    monkeypatch.setattr(checks, "PATIENCE_S", 0.3)
    release = threading.Event()
    part(release.wait, required=True)

    states = {state.name: state for state in checks.run_all(["uji"])}
    release.set()

    assert states["uji"].fault == "timeout"


def test_people_are_told_while_a_service_is_down(part):
    part(down, required=False, news="Pencarian beristirahat.", works="Yang lain jalan.")

    watch.look()

    (trouble,) = watch.degraded_services()
    assert (trouble.service, trouble.news) == ("uji", "Pencarian beristirahat.")
    assert trouble.since


def test_people_are_told_nothing_when_all_is_well():
    watch.look()

    assert watch.degraded_services() == []


def test_pages_read_the_state_at_most_once_in_a_while(django_assert_num_queries):
    watch.look()
    watch.degraded_services()

    with django_assert_num_queries(0):
        troubles = watch.degraded_services()

    assert troubles == []


def test_command_fails_for_a_named_part_that_is_down(part):
    part(down, required=False)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("health", "--part", "uji", "--json", stdout=out)

    assert json.loads(out.getvalue())[0]["is_up"] is False


@pytest.mark.parametrize(("setting", "status"), [("required", 503), ("optional", 200)])
def test_missing_walls_are_told_and_stop_the_office_unless_set(
    monkeypatch, setting, status
):
    missing = Walls(namespaces=False, calls=True, files=False, own_user=False)
    monkeypatch.setattr(sandbox, "describe", lambda: missing)
    monkeypatch.setattr(environment(), "SANDBOX_WALLS", setting)
    monkeypatch.setattr(checks, "_parts", dict(checks._parts))
    walls._have_walls.cache_clear()
    checks.register_part(walls.walls_part())

    answer = ask()

    assert answer.status_code == status
    assert answer.json()["services"]["walls"]["state"] == "down"
    walls._have_walls.cache_clear()
