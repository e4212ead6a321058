"""A stranger's id in every address: what exists answers like what does not."""

import pytest
from django.test import Client

from eoffice.organisation.models import PositionDuty
from tests.guard.inventory import filled, inventory
from tests.guard.known_once import known_once
from tests.guard.walking import (
    METHODS,
    NO_SUCH_ACT,
    ask,
    assert_none,
    begun,
    differences,
    named_routes,
    undone,
)
from tests.guard.world import World, build_world
from tests.office.organisation import make_official, make_position
from tests.office.visitors import browser_of, client_of

__all__ = ["known_once"]
NO_SUCH_THING = 404
EVERY_DUTY = frozenset(PositionDuty.values)
# These want a file of the archive, a word in the form or a job under way, which no
# example names.
WANT_MORE = frozenset(
    {
        "api/v1/records/<uuidstr:record_id>/file",
        "arsip/<uuid:record_id>/berkaskan/",
        "arsip/boks/<uuid:box_id>/keluarkan/",
        "arsip/boks/<uuid:box_id>/keadaan/",
        "arsip/penahanan/<uuid:hold_id>/kemajuan/",
    }
)
INSIDERS = (
    *("sekda", "drafter", "kabag", "kadis", "kabid"),
    *("setda_clerk", "setda_archivist", "admin", "auditor", "kominfo_clerk"),
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, index):
    """One world for all walks; each question is undone, the world at the end."""
    with django_db_blocker.unblock(), undone():
        yield build_world()


@pytest.fixture(autouse=True)
def unhurried(settings, monkeypatch, known_once):
    """No limit slows a walk; a session's clock, undone each time, is begun once."""
    settings.API_REQUESTS_PER_MINUTE = 10**9
    monkeypatch.setattr("eoffice.accounts.middleware.MIN_STEP_S", 3600)


def no_thing_known(world: World) -> list[str]:
    """Return the routes for whose parameters the world has no object."""
    return [r for r in named_routes() if not world.of(r)]


def test_every_parameter_of_every_address_has_a_real_object(world):
    missing = no_thing_known(world)

    assert_none(dict.fromkeys(missing, "make one in tests/guard/world.py"))


def opener(
    people: list[Client],
    route: str,
    path: str,
    names: dict | None,
    refused: set[str],
) -> Client | None:
    """Return who gets further than "no such thing" or "no such act"; nobody: None.

    `refused` are the acts that the route does not know; each is asked for once.
    """
    for client in people:
        for method in METHODS:
            if method in refused:
                continue
            answer = ask(client, method, route, path, names)
            if answer.status_code == NO_SUCH_ACT:
                refused.add(method)
            elif answer.status_code != NO_SUCH_THING:
                return client
    return None


def test_every_address_opens_to_somebody_for_a_thing_of_the_world(world):
    insiders = [getattr(world.office, name) for name in INSIDERS]
    people = [begun(client_of(one)) for one in (*insiders, *world.keepers)]
    shut = inventory().nobody | WANT_MORE

    closed = []
    for route in named_routes():
        if route in shut:
            continue
        names, refused = world.bodies.get(route), set()
        for values in reversed(world.of(route)):
            path = filled(route, values) + world.queries.get(route, "")
            if first := opener(people, route, path, names, refused):
                # who opened this door likely opens the next one too
                people.sort(key=lambda one: one is not first)
                break
        else:
            closed.append(route)

    assert_none(dict.fromkeys(closed, "opens to nobody"))


def test_a_stranger_cannot_tell_what_exists(world):
    stranger = client_of(world.office.stranger)
    routes = [r for r in named_routes() if r not in inventory().everybody]

    assert_none(differences(stranger, world, routes))


@pytest.mark.parametrize("duties", [EVERY_DUTY - {"admin"}, {"admin"}])
def test_duties_elsewhere_do_not_tell_what_exists_here(world, duties):
    seat = make_position(duties=sorted(duties), code=f"LAIN-{len(duties)}")
    elsewhere = browser_of(make_official(seat, nip=f"9{seat.pk.int % 10**17:017d}"))
    routes = [
        route
        for route in named_routes()
        if route not in inventory().everybody
        and not any(inventory().opens_to(route, duty) for duty in duties)
    ]

    assert_none(differences(elsewhere, world, routes, most=1))
