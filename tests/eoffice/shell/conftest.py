import pytest

from eoffice.health import banner
from eoffice.shell import queue, waiting
from tests.office.kabupaten import build_office


@pytest.fixture
def people(db):
    """The small kabupaten."""
    return build_office()


@pytest.fixture
def as_person(client):
    """Return a function that logs the client in as a person."""

    def log_in(person):
        client.force_login(person.user)
        return client

    return log_in


@pytest.fixture(autouse=True)
def own_registries(monkeypatch):
    """Give the test registries of its own, empty of what rooms registered."""
    monkeypatch.setattr(queue, "_sources", {})
    monkeypatch.setattr(waiting, "_sources", {})
    monkeypatch.setattr(banner, "_readers", [])
