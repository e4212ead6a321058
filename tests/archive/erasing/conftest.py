"""An office that may destroy, and a letter whose locks end in moments."""

import os

import pytest

from archive.records.capturing import capture_outgoing
from eoffice.environment import environment
from eoffice.objects import client
from eoffice.objects.store import default_store
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import SENTENCE, SUBJECT
from tests.office.disposal import (
    confirm_schedule,
)
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from workflow.letters.operations.drafting import RecipientInput
from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy


@pytest.fixture
def office(office):
    make_signer(office.sekda)
    confirm_schedule()
    return office


@pytest.fixture
def unlocked():
    """Have the store lock for moments, so that a test need not wait a year."""
    before = LOCK_POLICY.default
    moments = LockPolicy.model_construct(first_days=3 / 86_400)
    object.__setattr__(LOCK_POLICY, "default", moments)
    yield
    object.__setattr__(LOCK_POLICY, "default", before)


@pytest.fixture
def letter(office, unlocked):
    """A letter to somebody outside, signed and captured."""
    made = sent(
        office,
        subject=SUBJECT,
        recipients=[RecipientInput(kind="to", external="PT Sumber Rejeki Wanasari")],
        body=[{"type": "paragraph", "value": SENTENCE}],
    )
    capture_outgoing(letter_id=made.pk)
    drain()
    return made


@pytest.fixture(params=["MINIO_URL", "SEAWEEDFS_URL"])
def on_store(request, monkeypatch):
    """Have the whole office keep its bytes in one kind of store."""
    monkeypatch.setattr(environment(), "S3_URL", os.environ[request.param])
    # A process keeps its client for good: it would go on with the store before.
    client._client_of_process.cache_clear()
    default_store().prepare()
    yield
    client._client_of_process.cache_clear()
