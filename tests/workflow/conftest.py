"""What the tests of several rooms of letters share: an authority, and sessions.

Sessions of many letters run in a thread of the test process, where hooks reach them.
The process of its own that the product starts has tests of its own
(`test_signer_process`); what it runs is the same `run_session`.
"""

import threading
from uuid import UUID

import pytest
from django.db import connection

from tests.workflow.signing.bulk import NAME
from tests.workflow.signing.world import World
from workflow.pades.demo_authority import DemoAuthority
from workflow.signing.sessions.running import run_session


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """An authority of our own with signers, one for the run."""
    folder = tmp_path_factory.mktemp("trust")
    return World(authority=DemoAuthority.create(folder), signers={})


@pytest.fixture
def signs_in_a_thread(monkeypatch):
    """Sign in a thread instead of a process; `wait_for_sessions` waits for it."""

    from workflow.pades.ports import Secret
    from workflow.signing.sessions import opening as bulk_signing

    def run(job_id: UUID, official_id: UUID, secret: Secret) -> None:
        try:
            with secret:
                run_session(job_id=job_id, official_id=official_id, secret=secret)
        finally:
            connection.close()

    def start(**order) -> None:
        threading.Thread(target=run, kwargs=order, name=NAME).start()

    monkeypatch.setattr(bulk_signing, "start_signer", start)


@pytest.fixture
def seats(db):
    """A whole government, every person by the name of the position."""
    from tests.office.government import build_government

    return build_government()
