"""The two keys of the object store, tried on MinIO, as production has it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from minio import Minio
from minio.credentials import StaticProvider
from minio.error import S3Error
from minio.minioadmin import MinioAdmin

from eoffice.objects.client import connect
from tests.harness.services import ROOT

PREFIX = "keys-of-the-store"
BUCKET = f"{PREFIX}-records"


@dataclass(frozen=True)
class Keys:
    """Clients of both keys, and one kept version."""

    application: Minio
    destroyer: Minio
    key: str
    version: str


@pytest.fixture
def keys(services) -> Iterator[Keys]:
    host = services["MINIO_URL"].removeprefix("http://")
    pair = services["S3_ACCESS_KEY"], services["S3_SECRET_KEY"]
    root = connect(services["MINIO_URL"], *pair)
    admin = MinioAdmin(endpoint=host, credentials=StaticProvider(*pair), secure=False)
    made = []

    def client(file: str) -> Minio:
        text = (ROOT / "deploy/compose" / file).read_text()
        policy = json.loads(text.replace(":::eoffice", f":::{PREFIX}"))
        answer = json.loads(admin.add_service_account(policy=policy))["credentials"]
        made.append(answer["accessKey"])
        return connect(services["MINIO_URL"], answer["accessKey"], answer["secretKey"])

    if not root.bucket_exists(BUCKET):
        root.make_bucket(BUCKET, object_lock=True)
    try:
        application = client("objects-policy.json")
        destroyer = client("objects-destroyer-policy.json")
        put = application.put_object(BUCKET, "surat", BytesIO(b"isi"), 3)
        yield Keys(application, destroyer, "surat", put.version_id)
    finally:
        for key in made:
            admin.delete_service_account(key)
        for one in root.list_objects(BUCKET, recursive=True, include_version=True):
            name, version = one.object_name, one.version_id
            root.disable_object_legal_hold(BUCKET, name, version_id=version)
            root.remove_object(BUCKET, name, version_id=version)
        root.remove_bucket(BUCKET)


def is_refused(act: Callable[[], object]) -> bool:
    """Carry it out; tell whether the store said no."""
    try:
        act()
    except S3Error as error:
        return error.code in {"AccessDenied", "InvalidRequest"}
    return False


def test_the_destroyer_deletes_a_version_that_the_application_cannot(keys):
    def delete(client: Minio) -> None:
        client.remove_object(BUCKET, keys.key, version_id=keys.version)

    assert is_refused(lambda: delete(keys.application))
    delete(keys.destroyer)

    left = keys.destroyer.list_objects(BUCKET, prefix=keys.key, include_version=True)
    assert not list(left)


def test_neither_key_alone_deletes_what_a_hold_keeps(keys):
    place = {"version_id": keys.version}
    keys.application.enable_object_legal_hold(BUCKET, keys.key, **place)
    destroyer = keys.destroyer

    assert is_refused(
        lambda: destroyer.disable_object_legal_hold(BUCKET, keys.key, **place)
    )
    assert is_refused(lambda: destroyer.remove_object(BUCKET, keys.key, **place))
    keys.application.disable_object_legal_hold(BUCKET, keys.key, **place)
    assert is_refused(lambda: keys.application.remove_object(BUCKET, keys.key, **place))


def test_the_destroyer_neither_reads_nor_writes_nor_deletes_a_bucket(keys):
    destroyer = keys.destroyer

    assert is_refused(lambda: destroyer.get_object(BUCKET, keys.key))
    assert is_refused(lambda: destroyer.put_object(BUCKET, "baru", BytesIO(b"1"), 1))
    assert is_refused(lambda: destroyer.remove_bucket(BUCKET))
