"""Deleting versions of the place of records: by the destroyer's credential alone.

The application's own key may not (`deploy/compose/objects-policy.json`); only the
process that carries out destruction lists is given the other one.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Self

from minio import Minio
from minio.error import S3Error

from eoffice.environment import environment
from eoffice.errors import ServiceDown
from eoffice.objects.client import connect, faults_translated
from eoffice.objects.errors import LockHolds
from eoffice.objects.store import require_no_transaction

REFUSED = frozenset({"AccessDenied", "InvalidRequest", "ObjectLocked"})


class DestroyerAbsent(ServiceDown):
    """This process has no credential to delete records; another goes on."""

    code = "destroyer_absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPlace:
    """Where a version lies, or lay, and the hash of what it held."""

    bucket: str
    key: str
    version_id: str
    sha256: str

    def as_json(self) -> dict[str, str]:
        """Return it as kept on a row."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, str]) -> Self:
        """Return what was kept on a row."""
        return cls(**kept)


@lru_cache(maxsize=2)
def _client(access_key: str, secret_key: str) -> Minio:
    return connect(environment().S3_URL, access_key, secret_key)


def destroyer() -> Minio:
    """Return the client that may delete.

    Raises:
        DestroyerAbsent: this process has no such credential.
    """
    env = environment()
    if not env.S3_DESTROYER_ACCESS_KEY:
        raise DestroyerAbsent
    secret = env.S3_DESTROYER_SECRET_KEY.get_secret_value()
    return _client(env.S3_DESTROYER_ACCESS_KEY, secret)


def delete_version(place: VersionPlace) -> None:
    """Delete a version for good, whatever area it lies in.

    Raises:
        LockHolds: its lock or hold has not run out.
        ObjectMissing, StoreUnavailable, DestroyerAbsent.
    """
    require_no_transaction()
    client = destroyer()
    with faults_translated():
        try:
            client.remove_object(
                place.bucket, place.key, version_id=place.version_id or None
            )
        except S3Error as error:
            if error.code in REFUSED:
                raise LockHolds from error
            raise


def versions_at(place: VersionPlace) -> int:
    """Count what the store still lists under the key: versions and markers.

    Raises:
        StoreUnavailable, DestroyerAbsent.
    """
    require_no_transaction()
    client = destroyer()
    with faults_translated():
        found = client.list_objects(
            place.bucket, prefix=place.key, recursive=True, include_version=True
        )
        return sum(1 for one in found if one.object_name == place.key)
