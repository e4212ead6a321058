"""Verifying the audit trail: the chain recomputed from what is stored now.

Runs over one snapshot of the database, reading with a server-side cursor, so memory
stays bounded and acts go on meanwhile. The person who changes, removes or slips in a
row would have to rebuild every later link and the head; anchors kept under lock outside
the database (`anchors`) then still tell.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from eoffice.audit.models import AuditHead

GENESIS = "0" * 64
BATCH = 5000
FINDINGS_KEPT = 1000

CHAIN = """
SELECT l.sequence, l.event_id, l.previous_hash, l.hash,
       e.id, e.payload, e.at, e.action, e.object_type, e.object_id, e.user_id,
       e.official_id, e.position_id, e.authority, host(e.address), r.payload_sha256
FROM audit_auditlink l LEFT JOIN audit_auditevent e ON e.id = l.event_id
LEFT JOIN audit_auditredaction r ON r.event_id = l.event_id
ORDER BY l.sequence
"""
UNLINKED = """
SELECT e.id FROM audit_auditevent e
WHERE NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.event_id = e.id)
"""
COLUMNS = (
    "at",
    "action",
    "object_type",
    "object_id",
    "user_id",
    "official_id",
    "position_id",
    "authority",
    "address",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFinding:
    """One fault: its stable `code`, the link's number and the event, where known."""

    code: str
    sequence: int | None = None
    event_id: str | None = None


@dataclass(slots=True, kw_only=True)
class ChainReport:
    """What a verification saw; `findings` holds the first thousand."""

    links: int = 0
    redacted: int = 0  # events whose details went with a destroyed record
    head: str = GENESIS
    faults: int = 0
    findings: list[ChainFinding] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)
    anchors: int | None = None  # how many were held against it; None: none asked
    last_anchor_sequence: int | None = None
    last_anchor_at: str | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.faults

    def add(
        self, code: str, sequence: int | None = None, event_id: UUID | None = None
    ) -> None:
        """Count a fault and keep it while there is room."""
        self.faults += 1
        if len(self.findings) < FINDINGS_KEPT:
            event = str(event_id) if event_id else None
            self.findings.append(
                ChainFinding(code=code, sequence=sequence, event_id=event)
            )


def link_hash(previous: str, event_id: UUID, payload: str) -> str:
    """Return the hash of a link, as the database's trigger makes it."""
    text = f"{previous}\n{event_id}\n{payload}"
    return hashlib.sha256(text.encode()).hexdigest()


def verify(*, remember: frozenset[int] = frozenset()) -> ChainReport:
    """Recompute the whole chain; `remember` names links whose hash is wanted back."""
    report = ChainReport()
    with transaction.atomic():
        _take_snapshot()
        for row in _rows(CHAIN):
            _check_link(report, row)
            if report.links in remember:
                report.hashes[report.links] = report.head
        for (event_id,) in _rows(UNLINKED):
            report.add("event_without_link", event_id=event_id)
        _check_head(report)
    return report


def _take_snapshot() -> None:
    if len(connection.savepoint_ids) or len(connection.atomic_blocks) > 1:
        return  # inside another transaction: its own view has to do
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _rows(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _check_link(report: ChainReport, row: tuple[Any, ...]) -> None:
    sequence, event_id, previous, stored_hash, found_id, payload, *columns = row
    redacted = columns.pop()
    report.links += 1
    if sequence != report.links:
        report.add("links_missing", report.links, None)
        # go on from here: one gap is one fault, not one for each later link
        report.links = sequence
    if previous != report.head:
        report.add("chain_broken", sequence, event_id)
    # from what is stored: a changed link is not blamed on those behind it
    report.head = stored_hash
    if found_id is None:
        report.add("event_missing", sequence, event_id)
        return
    if redacted is not None:
        report.redacted += 1
    if not _is_as_kept(previous, event_id, payload, stored_hash, redacted):
        report.add("event_changed", sequence, event_id)
    if not _agrees(payload, dict(zip(COLUMNS, columns, strict=True))):
        report.add("columns_differ", sequence, event_id)


def _is_as_kept(
    previous: str, event_id: UUID, payload: str, stored_hash: str, redacted: str | None
) -> bool:
    """Tell whether the event says what its link, or its redaction, holds of it."""
    if redacted is not None:
        return hashlib.sha256(payload.encode()).hexdigest() == redacted
    return link_hash(previous, event_id, payload) == stored_hash


def _agrees(payload: str, columns: Mapping[str, Any]) -> bool:
    try:
        facts = json.loads(payload)
        at = datetime.fromisoformat(facts["at"])
        same = (_text(facts.get(name)) == _text(columns[name]) for name in COLUMNS[1:])
        return at == columns["at"] and all(same)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _check_head(report: ChainReport) -> None:
    head = AuditHead.objects.filter(pk=1).first()
    if head is None or (head.sequence, head.hash) != (report.links, report.head):
        report.add("head_differs", head.sequence if head else None)
