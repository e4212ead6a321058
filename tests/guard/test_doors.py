"""Every address, as a stranger and as each role, against the list of doors."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.organisation.models import PositionDuty
from tests.guard.inventory import inventory, reachable_routes, sample
from tests.guard.known_once import known_once
from tests.guard.read_marks import BOOKKEEPING, forbidden_write
from tests.guard.test_headers import faults_of
from tests.office.organisation import make_duty_holder
from tests.office.visitors import browser_of

__all__ = ["known_once"]
pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "patch", "put", "delete")
WAY_OUT = "masuk/keluar/"
# The way out is taken last: whoever has left asks at the next door as a stranger.
DOORS = sorted(inventory().doors.items(), key=lambda one: (one[0] == WAY_OUT, one))


def of_kind(kind: str) -> list[str]:
    return [route for route, one in DOORS if one == kind]


def test_every_address_is_listed():
    missing = [r for r in reachable_routes() if r not in inventory().doors]

    assert not missing, f"list these in tests/guard/doors/: {missing}"


def test_every_listed_door_exists():
    gone = set(inventory().doors) - set(reachable_routes())

    assert not gone, f"no such address any more: {sorted(gone)}"


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_meets_a_problem_at_each_api_door(method):
    wrong = {}
    for route in of_kind("api"):
        answer = getattr(Client(), method)(sample(route))
        is_problem = answer.headers["Content-Type"] == "application/problem+json"
        if answer.status_code not in {401, 405} or not is_problem:
            wrong[route] = answer.status_code

    assert not wrong


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_log_in_page(method):
    wrong = {}
    for route in of_kind("login"):
        answer = getattr(Client(), method)(sample(route))
        leads = answer.headers.get("Location", "").startswith(("/masuk/", "/login/"))
        if answer.status_code not in {302, 404, 405} or (
            answer.status_code == 302 and not leads
        ):
            wrong[route] = (answer.status_code, answer.headers.get("Location"))

    assert not wrong


@pytest.mark.parametrize("duty", [None, *PositionDuty])
def test_shut_doors_answer_nobody(duty):
    client = browser_of(make_duty_holder(duty)) if duty else Client()
    wrong = {}
    for route in of_kind("shut"):
        for method in ("get", "post"):
            code = getattr(client, method)(sample(route)).status_code
            if code not in {404, 405}:
                wrong[route, method] = code

    assert not wrong


@pytest.mark.parametrize("duty", PositionDuty)
def test_doors_of_a_duty_open_to_it_alone(duty):
    client = browser_of(make_duty_holder(duty))

    for route, duties in inventory().duties.items():
        code = client.get(sample(route)).status_code
        assert code == (200 if duty in duties else 404), (route, duty, code)


@pytest.mark.parametrize("duty", PositionDuty)
def test_no_door_breaks_on_an_unknown_id_and_each_tells_to_keep_and_frame_nothing(
    duty, index, known_once
):
    client = browser_of(make_duty_holder(duty), stepped_up=True)
    client.raise_request_exception = False
    broken, loose, left = {}, {}, []
    for route, _kind in DOORS:
        for method in ("get", "post", "patch", "delete"):
            answer = getattr(client, method)(sample(route))
            # a service beside us is away: a state we name
            if answer.status_code >= 500 and answer.status_code != 503:
                broken[route, method] = answer.status_code
            if method == "get" and (faults := faults_of(answer)):
                loose[route] = faults
        if SESSION_KEY not in client.session:
            left.append(route)

    assert not broken
    assert not loose
    assert left == [WAY_OUT], "what follows was asked by nobody"


def test_reading_changes_nothing():
    client = browser_of(make_duty_holder(PositionDuty.ADMIN))
    client.get("/api/v1/me")
    written = {}
    for route, _kind in DOORS:
        with CaptureQueriesContext(connection) as queries:
            client.get(sample(route))
        found = {forbidden_write(query["sql"], BOOKKEEPING) for query in queries}
        if found - {""}:
            written[route] = found - {""}

    assert not written
