"""What a package tells of a record: its facts, its way, its proof, its files.

Told to the person who takes it out and no further: the way of the letter to those who
took part in it, as on the record's own page.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from archive.exchange.packages.bag import plain_file_name
from archive.records.access import reads
from archive.records.history import ISSUED, events_about
from archive.records.models import Record, RecordContent
from archive.records.trail_acts import RecordAct
from eoffice.audit.models import AuditEvent, AuditLink, AuditRedaction
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from workflow.dispositions.queries.lists import (
    DispositionNode,
    ShareNode,
    trees_of_incoming,
)
from workflow.signing.models import Signature

WITH = (
    "unit",
    "classification",
    "letter",
    "incoming",
    "record_file__classification",
    "record_file__retention_rule",
    "record_file__unit",
)
MOST_EVENTS = 5_000
#: Acts whose details the package tells; of others (who may read, and why) only that
#: they happened.
TOLD = frozenset({*ISSUED, *RecordAct, "record.exported"})
#: Of the office's network and accounts: nobody's outside.
OWN = ("user_id", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One file of the record: where it goes, and its stored bytes."""

    path: str
    name: str
    stored: StoredObject
    is_evidence: bool = False


def files_of(record: Record) -> list[PackedFile]:
    """Return the contents in their order, then signed revisions besides them."""
    contents: list[RecordContent] = list(record.contents.all())
    found = [
        PackedFile(
            path=f"isi/{one.order:03d}-{plain_file_name(one.name)}",
            name=one.name,
            stored=one.stored,
        )
        for one in contents
    ]
    # A time stamp added after the capture makes signed bytes of its own.
    known = {one.stored.sha256 for one in found}
    more = [one for one in signatures_of(record) if one.sha256 not in known]
    return found + [
        PackedFile(
            path=f"bukti/{one.sha256[:16]}.pdf",
            name=f"{one.sha256[:16]}.pdf",
            stored=one.stored,
            is_evidence=True,
        )
        for one in more
    ]


def signatures_of(record: Record) -> list[Signature]:
    """Return the signatures of the letter behind, oldest first."""
    return list(record.letter.signatures.all()) if record.letter else []


def facts_of(record: Record) -> dict[str, Any]:
    """Return the description of the record, by names that stay as they are."""
    file, code = record.record_file, record.classification
    return {
        "id": str(record.pk),
        "kind": record.kind,
        "number": record.number,
        "date": record.record_date.isoformat(),
        "subject": record.subject,
        "party": record.party,
        "letter_type": record.letter_type,
        "classification": {"code": code.code, "name": code.name} if code else None,
        "security_class": record.security_class,
        "development": record.development,
        "medium": record.medium,
        "quantity": record.quantity,
        "unit": {"code": record.unit.code, "name": record.unit.name},
        "captured_at": record.captured_at.isoformat(),
        "filed_at": record.filed_at.isoformat() if record.filed_at else None,
        "record_file": _file_facts(record) if file else None,
        "contents": [
            {
                "path": one.path,
                "name": one.name,
                "media_type": one.stored.media_type,
                "size": one.stored.size,
                "sha256": one.stored.sha256,
                "evidence": one.is_evidence,
            }
            for one in files_of(record)
        ],
    }


def _file_facts(record: Record) -> dict[str, Any]:
    file = record.record_file
    assert file is not None  # noqa: S101 -- asked by the caller
    rule = file.retention_rule
    days = ("opened_on", "closed_on", "active_until", "inactive_until")
    return {
        "id": str(file.pk),
        "number": file.number,
        "item": record.item_number,
        "title": file.title,
        "code": file.classification.code,
        "unit": file.unit.name,
        **{name: _day(getattr(file, name)) for name in days},
        "retention": {
            "active_years": rule.active_years,
            "inactive_years": rule.inactive_years,
            "counted_from": rule.counted_from,
            "final_disposition": rule.final_disposition,
            "source": rule.source,
        }
        if rule
        else None,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def signature_facts(record: Record) -> list[dict[str, Any]]:
    """Return what each signature says of itself, with the hash of its bytes."""
    return [
        {
            "signer": one.printed_name,
            "position": one.printed_title,
            "authority": one.authority,
            "level": one.level,
            "demo": one.is_demo,
            "sha256": one.sha256,
            "certificate_sha256": one.certificate_sha256,
            "claimed_at": one.claimed_at.isoformat(),
            "trusted_at": one.trusted_at.isoformat() if one.trusted_at else None,
        }
        for one in signatures_of(record)
    ]


def disposition_facts(record: Record, actor: Actor) -> list[dict[str, Any]]:
    """Return the dispositions on the letter that the person may see, down the tree."""
    if record.incoming_id is None or not reads(actor, record):
        return []
    return [_slip(node) for node in trees_of_incoming(record.incoming_id, actor)]


def _slip(node: DispositionNode) -> dict[str, Any]:
    one = node.disposition
    return {
        "id": str(one.pk),
        "parent": str(one.parent_id) if one.parent_id else None,
        "given_by": one.giver.full_name,
        "position": one.giver_position.title,
        "given_at": one.created_at.isoformat(),
        "instructions": list(one.instructions),
        "note": one.note,
        "due_on": _day(one.due_on),
        "recalled_at": one.recalled_at.isoformat() if one.recalled_at else None,
        "receivers": [_share(share) for share in node.shares],
    }


def _share(share: ShareNode) -> dict[str, Any]:
    one = share.receiver
    return {
        "position": one.position.title,
        "role": one.role,
        "state": one.state,
        "completed_at": one.completed_at.isoformat() if one.completed_at else None,
        "answer": one.answer,
        "handed_on": [_slip(node) for node in share.children],
    }


def events_of(record: Record, actor: Actor) -> Iterator[dict[str, Any]]:
    """Yield the events of the trail that concern the person, with chain links.

    `payload` is the very text that the chain hashes, unless it holds what stays in the
    office: then it is told without (`withheld`), with the hash of the whole beside it.
    Of an event whose details went with another record nothing more is left
    (`redacted`).
    """
    events = list(events_about(record, actor).order_by("at")[:MOST_EVENTS])
    ids = [one.pk for one in events]
    links = {one.event_id: one for one in AuditLink.objects.filter(event_id__in=ids)}
    redacted = set(
        AuditRedaction.objects.filter(event__in=ids).values_list("event_id", flat=True)
    )
    for one in events:
        yield _event(one, links.get(one.pk), is_redacted=one.pk in redacted)


def _event(
    event: AuditEvent, link: AuditLink | None, *, is_redacted: bool
) -> dict[str, Any]:
    told = _told(event)
    return {
        "id": str(event.pk),
        "at": event.at.isoformat(),
        "action": event.action,
        "object_type": event.object_type,
        "object_id": event.object_id,
        "payload": told,
        "payload_sha256": sha256(event.payload.encode()).hexdigest(),
        "redacted": is_redacted,
        "withheld": told != event.payload,
        "sequence": link.sequence if link else None,
        "previous_hash": link.previous_hash if link else None,
        "hash": link.hash if link else None,
    }


def _told(event: AuditEvent) -> str:
    """Return the payload as it may leave the office."""
    facts = json.loads(event.payload)
    is_told = event.action in TOLD
    if is_told and not any(facts.get(name) for name in OWN):
        return event.payload
    left = {name: fact for name, fact in facts.items() if name not in OWN}
    if not is_told:
        left.pop("data", None)
    return json.dumps(left, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
