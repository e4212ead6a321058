"""Anchors: the chain's head, once a day, under lock outside the database.

Somebody with every right on the database could rebuild the chain from any point; they
cannot rebuild what the object store keeps in COMPLIANCE mode.
"""

import io
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from minio.commonconfig import COMPLIANCE
from minio.retention import Retention

from eoffice.audit.models import AuditHead
from eoffice.audit.verification import ChainReport, verify
from eoffice.environment import environment
from eoffice.objects.client import faults_translated
from eoffice.objects.store import Area, default_store, require_no_transaction

PREFIX = "anchors/"
EVERY_S = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What the chain's head was at `at`."""

    sequence: int
    hash: str
    at: str


def keep_anchor(*, lock_until: datetime | None = None) -> Anchor:
    """Write the present head into the place of records, locked."""
    require_no_transaction()
    now = datetime.now(UTC)
    head = AuditHead.objects.get(pk=1)
    anchor = Anchor(sequence=head.sequence, hash=head.hash, at=now.isoformat())
    until = lock_until or now + timedelta(days=environment().ANCHOR_LOCK_DAYS)
    store = default_store()
    store.prepare()
    content = json.dumps(
        {"sequence": anchor.sequence, "hash": anchor.hash, "at": anchor.at}
    ).encode()
    with faults_translated():
        store.client.put_object(
            store.bucket(Area.RECORDS),
            f"{PREFIX}{now:%Y/%m/%d}-{secrets.token_hex(8)}.json",
            io.BytesIO(content),
            len(content),
            content_type="application/json",
            retention=Retention(COMPLIANCE, until),
        )
    return anchor


def kept_anchors() -> list[Anchor]:
    """Return all anchors, every version of them: a newer version hides nothing."""
    require_no_transaction()
    with faults_translated():
        anchors = list(_anchors_kept())
    return sorted(anchors, key=lambda anchor: anchor.sequence)


def _anchors_kept(start_after: str | None = None) -> Iterator[Anchor]:
    """Yield anchors by the name of their file, that is by day."""
    store = default_store()
    bucket = store.bucket(Area.RECORDS)
    found = store.client.list_objects(
        bucket,
        prefix=PREFIX,
        recursive=True,
        include_version=True,
        start_after=start_after,
    )
    for item in found:
        # hides nothing: the versions behind it are listed as well
        if item.is_delete_marker:
            continue
        answer = store.client.get_object(
            bucket, item.object_name, version_id=item.version_id
        )
        try:
            yield Anchor(**json.loads(answer.read()))
        finally:
            answer.close()
            answer.release_conn()


def verify_against_anchors() -> ChainReport:
    """Recompute the chain and hold it against every anchor.

    Raises:
        StoreUnavailable: the anchors cannot be read.
    """
    anchors = [anchor for anchor in kept_anchors() if anchor.sequence]
    report = verify(remember=frozenset(anchor.sequence for anchor in anchors))
    for anchor in anchors:
        if report.hashes.get(anchor.sequence) != anchor.hash:
            report.add("anchor_differs", anchor.sequence)
    report.anchors = len(anchors)
    if anchors:
        report.last_anchor_sequence = anchors[-1].sequence
        report.last_anchor_at = anchors[-1].at
    return report


def anchor_covering(sequence: int, since: datetime) -> Anchor | None:
    """Return the first anchor kept after `since` at or behind the link, if any.

    Anchors lie by day, so only those of the days from then on are opened.

    Raises:
        StoreUnavailable: the anchors cannot be read.
    """
    require_no_transaction()
    day = f"{PREFIX}{since.astimezone(UTC):%Y/%m/%d}"
    with faults_translated():
        for anchor in _anchors_kept(start_after=day):
            if anchor.sequence >= sequence:
                return anchor
    return None
