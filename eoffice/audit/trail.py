"""Writing the audit trail: one call per act, inside the act's transaction."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.database.collisions import note_act
from eoffice.organisation.actor import Actor

BATCH = 500


def record(
    action: str, thing: models.Model, *, actor: Actor | None, **data: Any
) -> AuditEvent:
    """Write one event about `thing` and return it.

    `action` is dotted (`letter.signed`); `data` holds ids and facts, never content,
    secrets or NIK; it must be JSON. `actor` is None for the house's own tasks.

    Raises:
        RuntimeError: outside a transaction, where the event could outlive an act
            that fails.
    """
    check_in_transaction()
    event = _event(action, thing, actor, data)
    event.save(force_insert=True)
    return event


def record_many(
    entries: Iterable[tuple[str, models.Model, dict[str, Any]]], *, actor: Actor | None
) -> None:
    """Write an event for each (action, thing, data), as `record` does, in batches.

    Raises:
        RuntimeError: outside a transaction.
    """
    check_in_transaction()
    events = [_event(action, thing, actor, data) for action, thing, data in entries]
    AuditEvent.objects.bulk_create(events, batch_size=BATCH)


def check_in_transaction() -> None:
    """Raise where an event could outlive an act that fails."""
    if not connection.in_atomic_block:
        message = "audit.record must run inside the act's transaction"
        raise RuntimeError(message)
    note_act()


def _event(
    action: str, thing: models.Model, actor: Actor | None, data: dict[str, Any]
) -> AuditEvent:
    at = timezone.now()
    mandate = actor.chosen if actor else None
    facts = {
        "at": at.isoformat(),
        "action": action,
        "object_type": thing._meta.label_lower,
        "object_id": str(thing.pk),
        "user_id": str(actor.user_id) if actor else None,
        "official_id": str(actor.official.pk) if actor else None,
        "position_id": str(mandate.position.pk) if mandate else None,
        "authority": mandate.kind if mandate else "",
        "address": actor.address if actor else None,
    }
    # one way to write it only: the chain hashes this very text
    payload = json.dumps(
        {**facts, "data": data},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=str,
    )
    return AuditEvent(payload=payload, **{**facts, "at": at})
