"""Both kinds of store that we promise to run on."""

import os

import pytest

from eoffice.environment import environment
from eoffice.objects.client import connect
from eoffice.objects.store import Store


@pytest.fixture(params=["MINIO_URL", "SEAWEEDFS_URL"])
def store(request) -> Store:
    env = environment()
    secret = env.S3_SECRET_KEY.get_secret_value()
    client = connect(os.environ[request.param], env.S3_ACCESS_KEY, secret)
    store = Store(client, env.S3_BUCKET_PREFIX)
    store.prepare()
    return store
