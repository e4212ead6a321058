"""The connection to the object store: one client per process, faults translated.

Time-outs are short and retries few: a caller waits for a store that is down no longer
than a person would, and gets `StoreUnavailable` (nothing lost, try again).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

from eoffice.environment import environment
from eoffice.objects.errors import ObjectAltered, ObjectMissing, StoreUnavailable

CONNECT_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 30.0
RETRIES = 2  # of connecting and of answers that say "later"
POOL_SIZE = 16

# MethodNotAllowed is how S3 answers for a version that is a delete marker.
GONE = frozenset(
    {"NoSuchKey", "NoSuchVersion", "NoSuchObject", "NoSuchBucket", "MethodNotAllowed"}
)


def connect(url: str, access_key: str, secret_key: str) -> Minio:
    """Return a client of the store at `url` (http:// or https://)."""
    parts = urlsplit(url)
    retries = urllib3.Retry(
        total=RETRIES, backoff_factor=0.1, status_forcelist=[502, 503, 504]
    )
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT_S, read=READ_TIMEOUT_S),
        maxsize=POOL_SIZE,
        retries=retries,
        cert_reqs="CERT_REQUIRED",
    )
    return Minio(
        parts.netloc,
        access_key=access_key,
        secret_key=secret_key,
        secure=parts.scheme == "https",
        http_client=pool,
    )


@lru_cache(maxsize=4)
def _client_of_process(_pid: int) -> Minio:
    env = environment()
    secret = env.S3_SECRET_KEY.get_secret_value()
    return connect(env.S3_URL, env.S3_ACCESS_KEY, secret)


def default_client() -> Minio:
    """Return this process's client; a forked child makes its own."""
    return _client_of_process(os.getpid())


@contextmanager
def faults_translated() -> Iterator[None]:
    """Turn the client's errors into ours.

    Raises:
        ObjectMissing: no such version.
        ObjectAltered: it ends before a part that was asked for.
        StoreUnavailable: anything else that keeps the store from doing its work.
    """
    try:
        yield
    except S3Error as error:
        if error.code in GONE:
            raise ObjectMissing from error
        if error.code == "InvalidRange":  # a row knows more bytes than there are
            raise ObjectAltered from error
        raise StoreUnavailable from error
    except (
        ServerError,
        InvalidResponseError,
        MinioException,
        urllib3.exceptions.HTTPError,
        OSError,
    ) as error:
        raise StoreUnavailable from error
