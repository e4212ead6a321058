"""The conformance probe: does this store really keep what it promises?

Run at start (`eoffice check-store`), nightly and by the tests on every kind of store.
It writes tiny objects under `probe/` into the place of records and tries what must
fail. A refusal counts whatever code it carries: stores differ in it.
"""

import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from eoffice.objects.client import faults_translated
from eoffice.objects.store import Area, Store, default_store

PREFIX = "probe/"
LOCK_S = 20  # long enough for the probe itself
CONTENT = b"eoffice probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeFinding:
    """One promise of the store: `code`, whether it holds, what was seen."""

    code: str
    holds: bool
    seen: str = ""


def _refused(act: Callable[[], object]) -> str:
    """Return the code of the refusal, or nothing when the store obeyed."""
    try:
        act()
    except S3Error as error:
        return error.code or "refused"
    return ""


class _Probe:
    def __init__(self, store: Store) -> None:
        self.client = store.client
        self.bucket = store.bucket(Area.RECORDS)

    def put(self, *, key: str = "", locked: bool = False, held: bool = False) -> tuple:
        until = datetime.now(UTC) + timedelta(seconds=LOCK_S)
        result = self.client.put_object(
            self.bucket,
            key or PREFIX + secrets.token_hex(8),
            io.BytesIO(CONTENT),
            len(CONTENT),
            retention=Retention(COMPLIANCE, until) if locked else None,
            legal_hold=held,
        )
        return result.object_name, result.version_id

    def remove(self, key: str, version: str | None) -> str:
        return _refused(
            lambda: self.client.remove_object(self.bucket, key, version_id=version)
        )

    def read(self, key: str, version: str | None) -> bytes:
        answer = self.client.get_object(self.bucket, key, version_id=version)
        try:
            return answer.read()
        finally:
            answer.close()
            answer.release_conn()

    def versions(self) -> ProbeFinding:
        key, first = self.put()
        _, second = self.put(key=key)
        holds = bool(first) and bool(second) and first != second
        holds = holds and self.read(key, first) == CONTENT
        self.remove(key, first)
        self.remove(key, second)
        return ProbeFinding(code="versions_are_kept", holds=holds)

    def lock(self) -> list[ProbeFinding]:
        key, version = self.put(locked=True)
        code = self.remove(key, version)
        shorter = Retention(COMPLIANCE, datetime.now(UTC) + timedelta(seconds=2))
        shortened = _refused(
            lambda: self.client.set_object_retention(
                self.bucket, key, shorter, version_id=version
            )
        )
        there = bool(code) and self.read(key, version) == CONTENT
        return [
            ProbeFinding(code="locked_version_is_kept", holds=there, seen=code),
            ProbeFinding(code="lock_only_grows", holds=bool(shortened), seen=shortened),
        ]

    def hold(self) -> list[ProbeFinding]:
        key, version = self.put(held=True)
        code = self.remove(key, version)
        there = bool(code) and self.read(key, version) == CONTENT
        self.client.disable_object_legal_hold(self.bucket, key, version_id=version)
        lifted = not self.client.is_object_legal_hold_enabled(
            self.bucket, key, version_id=version
        )
        self.remove(key, version)
        return [
            ProbeFinding(code="held_version_is_kept", holds=there, seen=code),
            ProbeFinding(code="hold_can_be_lifted", holds=lifted),
        ]


def probe(store: Store | None = None) -> list[ProbeFinding]:
    """Try the store's promises; return a finding for each.

    Raises:
        StoreUnavailable: the store does not answer, so nothing is known.
    """
    store = store or default_store()
    store.prepare()
    with faults_translated():
        trial = _Probe(store)
        return [trial.versions(), *trial.lock(), *trial.hold()]
