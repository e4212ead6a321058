"""Deleting versions of the place of records: by the destroyer's credential alone.

The application's own key may not (`deploy/compose/objects-policy.json`); only the
process that carries out destruction lists is given the other one.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Self

from minio import Minio
from minio.error import S3Error

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.objects.client import connect, faults_translated
from eoffice.objects.errors import LockHolds, ObjectMissing
from eoffice.objects.store import (
    Area,
    Store,
    default_store,
    require_no_transaction,
)

REFUSED = frozenset({"AccessDenied", "InvalidRequest", "ObjectLocked"})


class DestroyerAbsent(ServiceDown):
    """This process has no credential to delete records; another goes on."""

    code = "destroyer_absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPlace:
    """Where a version lies, or lay, and the hash of what it held.

    `copy_bucket` and `copy_version` say where the second store has it; empty: nowhere.
    """

    bucket: str
    key: str
    version_id: str
    sha256: str
    copy_bucket: str = ""
    copy_version: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as kept on a row."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, str]) -> Self:
        """Return what was kept on a row."""
        return cls(**kept)


@lru_cache(maxsize=4)
def _client(url: str, access_key: str, secret_key: str) -> Minio:
    return connect(url, access_key, secret_key)


def destroyer() -> Minio:
    """Return the client that may delete.

    Raises:
        DestroyerAbsent: this process has no such credential.
    """
    env = environment()
    if not env.S3_DESTROYER_ACCESS_KEY:
        raise DestroyerAbsent
    secret = env.S3_DESTROYER_SECRET_KEY.get_secret_value()
    return _client(env.S3_URL, env.S3_DESTROYER_ACCESS_KEY, secret)


def _second_destroyer() -> Minio:
    env = environment()
    if not (env.S3_COPY_URL and env.S3_COPY_DESTROYER_ACCESS_KEY):
        raise DestroyerAbsent
    secret = env.S3_COPY_DESTROYER_SECRET_KEY.get_secret_value()
    return _client(env.S3_COPY_URL, env.S3_COPY_DESTROYER_ACCESS_KEY, secret)


def _faces(place: VersionPlace) -> Iterator[tuple[Minio, str, str]]:
    """Yield client, bucket and version of the bytes and of their second copy.

    Of a copy that was made and not noted the version is empty: it is found by its key.
    """
    yield destroyer(), place.bucket, place.version_id
    is_record = place.bucket == default_store().bucket(Area.RECORDS)
    if place.copy_bucket or (is_record and environment().S3_COPY_URL):
        bucket = place.copy_bucket or place.bucket
        yield _second_destroyer(), bucket, place.copy_version


def delete_version(place: VersionPlace) -> None:
    """Delete a version and its second copy for good, whatever area it lies in.

    Raises:
        LockHolds: its lock or hold has not run out.
        StoreUnavailable, DestroyerAbsent.
    """
    require_no_transaction()
    for client, bucket, version_id in _faces(place):
        if version_id:  # without one the store would only hide what it keeps
            _delete(client, bucket, place.key, version_id)


def _delete(client: Minio, bucket: str, key: str, version_id: str) -> None:
    with suppress(ObjectMissing), faults_translated():
        try:
            client.remove_object(bucket, key, version_id=version_id or None)
        except S3Error as error:
            if error.code in REFUSED:
                raise LockHolds from error
            raise


def delete_rest(place: VersionPlace) -> None:
    """Delete what else lies under the key: a key names one content alone.

    Altered bytes stay there behind the version that took their place.

    Raises:
        LockHolds, StoreUnavailable, DestroyerAbsent.
    """
    require_no_transaction()
    for client, bucket, _version in _faces(place):
        for version_id in _versions(client, bucket, place.key):
            _delete(client, bucket, place.key, version_id)


def versions_at(place: VersionPlace) -> int:
    """Count what the stores still list under the key: versions and markers.

    Raises:
        StoreUnavailable, DestroyerAbsent.
    """
    require_no_transaction()
    found = (
        _versions(client, bucket, place.key) for client, bucket, _ in _faces(place)
    )
    return sum(map(len, found))


def _versions(client: Minio, bucket: str, key: str) -> list[str]:
    return Store(client, "").versions_at(bucket=bucket, key=key)
