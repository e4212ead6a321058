"""Writing the audit trail: one call per act, inside the act's transaction."""

import json
from typing import Any

from django.db import connection, models
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.organisation.actor import Actor


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
    if not connection.in_atomic_block:
        message = "audit.record must run inside the act's transaction"
        raise RuntimeError(message)
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
    payload = json.dumps(
        {**facts, "data": data},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=str,
    )
    return AuditEvent.objects.create(payload=payload, **{**facts, "at": at})
