"""Fixtures that every test may use; what stands behind them: tests/harness/."""

import secrets

import pytest

from tests.harness.browser import address, chromium, new_window, page, phone
from tests.harness.plugin import ADDRESSES, DATABASE

__all__ = ["address", "chromium", "new_window", "page", "phone"]


@pytest.fixture(scope="session")
def services() -> dict[str, str]:
    """Addresses of the running services by variable name (MINIO_URL, MAILDIR, …)."""
    return dict(ADDRESSES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Make the worker's database; drop it and its neighbours' traces at the end."""
    from django.db import connections

    DATABASE.create()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    DATABASE.remove()


@pytest.fixture(scope="session", autouse=True)
def short_locks() -> None:
    """Lock for a day what tests leave behind: nobody could delete it for a year."""
    from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy

    object.__setattr__(LOCK_POLICY, "default", LockPolicy.model_construct(first_days=1))


@pytest.fixture
def office():
    """The small kabupaten: its units, and the people whom a letter meets."""
    from tests.office.kabupaten import build_office

    return build_office()


@pytest.fixture
def own_anchors(monkeypatch) -> None:
    """Keep apart from what other tests leave under lock: anchors, and the ledger."""
    own = secrets.token_hex(6)
    monkeypatch.setattr("eoffice.audit.anchors.PREFIX", f"anchors/{own}/")
    ledger = f"destroyed/{own}/"
    monkeypatch.setattr("eoffice.objects.integrity.DESTROYED", ledger)


@pytest.fixture(scope="session")
def index() -> None:
    """Make the search index, as every installation has before anybody asks."""
    from search.chosen_engine import engine

    engine().prepare()
