"""A store that is read-only or silent in the middle of a destruction: clear, healed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from minio.credentials import StaticProvider
from minio.minioadmin import MinioAdmin
from pydantic import SecretStr

from archive.disposal.executing import has_stopped, resume_list
from archive.models import ItemState, ListState, Record, Tombstone
from eoffice.environment import environment
from eoffice.jobs.models import Job, JobState
from eoffice.objects import client
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from tests.archive.erasing.gone import versions_left
from tests.office.disposal import executing, make_committee, make_due
from tests.office.kabupaten import actor
from tests.office.scanned import make_scanned

pytestmark = pytest.mark.django_db
READ_ONLY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*"]},
        {
            "Effect": "Deny",
            "Action": ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
            "Resource": ["arn:aws:s3:::*"],
        },
    ],
}


@pytest.fixture
def reader(services) -> Iterator[tuple[str, str]]:
    """A key of the real store that may read and neither write nor delete."""
    host = services["MINIO_URL"].removeprefix("http://")
    pair = services["S3_ACCESS_KEY"], services["S3_SECRET_KEY"]
    admin = MinioAdmin(endpoint=host, credentials=StaticProvider(*pair), secure=False)
    made = json.loads(admin.add_service_account(policy=READ_ONLY))["credentials"]
    yield made["accessKey"], made["secretKey"]
    admin.delete_service_account(made["accessKey"])


@pytest.fixture
def people(office):
    return make_committee(office)


@pytest.fixture
def begun(office, people):
    """A list of two being destroyed, and where their bytes lie."""
    records = [make_scanned(office, name) for name in ("pertama", "kedua")]
    make_due(office, *records)
    stored = [one.contents.get().stored for one in records]
    drain()
    return executing(office, people), [(one.bucket, one.key) for one in stored]


@contextmanager
def settings_of(**values: object) -> Iterator[None]:
    """Have the store's settings be these, with clients made anew."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(environment(), name, value)
        client._client_of_process.cache_clear()
        yield
    client._client_of_process.cache_clear()


def all_of_it_due() -> None:
    """Let what waits for a service that was away be tried now."""
    waiting = OutboxDelivery.objects.filter(state=DeliveryState.WAITING)
    waiting.update(due_at=timezone.now())


def check_nothing_lost(found, places) -> None:
    """The bytes are all there, and each item that has lost its rows knows where."""
    found.refresh_from_db()
    assert (found.state, found.certificate) == (ListState.EXECUTING, None)
    assert versions_left(places) == len(places)
    kept = {(at["bucket"], at["key"]) for one in found.items.all() for at in one.places}
    gone = found.items.filter(state=ItemState.ERASING)
    assert not gone.exists() or kept == set(places)


def check_healed(found, places) -> None:
    found.refresh_from_db()
    assert found.state == ListState.DESTROYED
    assert found.certificate["items"] == 2
    assert versions_left(places) == 0
    assert Tombstone.objects.count() == 2
    assert not Record.objects.exists()


def test_a_destroyer_whose_key_may_only_read_stops_and_is_sent_on(
    begun, people, reader
):
    found, places = begun
    key, secret = reader

    with settings_of(
        S3_DESTROYER_ACCESS_KEY=key, S3_DESTROYER_SECRET_KEY=SecretStr(secret)
    ):
        drain()

    check_nothing_lost(found, places)
    assert has_stopped(found)
    job = Job.objects.get(pk=found.job_id)
    assert job.items.filter(state=JobState.FAILED, code="lock_holds").exists()
    member = actor(people["archivist"])
    resume_list(actor=member, list_id=found.pk)
    drain()
    check_healed(found, places)


def test_a_store_that_takes_no_writes_keeps_the_list_waiting(begun, reader):
    found, places = begun
    key, secret = reader

    with settings_of(
        S3_ACCESS_KEY=key,
        S3_SECRET_KEY=SecretStr(secret),
        S3_DESTROYER_ACCESS_KEY=key,
        S3_DESTROYER_SECRET_KEY=SecretStr(secret),
    ):
        drain(raising=False)
        check_nothing_lost(found, places)

    job = Job.objects.get(pk=found.job_id)
    assert (job.state, job.finished_at) == (JobState.RUNNING, None)
    all_of_it_due()
    drain()
    check_healed(found, places)


def test_a_store_that_does_not_answer_keeps_the_list_whole(begun):
    found, places = begun

    with settings_of(S3_URL="http://127.0.0.1:9"):
        drain(raising=False)

    check_nothing_lost(found, places)
    assert Job.objects.get(pk=found.job_id).finished_at is None
    all_of_it_due()
    drain()
    check_healed(found, places)


def test_nothing_is_deleted_before_the_ledger_has_it(begun, reader):
    found, places = begun
    key, secret = reader

    with settings_of(S3_ACCESS_KEY=key, S3_SECRET_KEY=SecretStr(secret)):
        drain(raising=False)  # the destroyer could delete, the ledger takes nothing

    check_nothing_lost(found, places)
    all_of_it_due()
    drain()
    check_healed(found, places)
