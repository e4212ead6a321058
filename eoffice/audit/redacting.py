"""Taking the details out of events about what was destroyed, and saying so.

Who did what and when stays; the details of the act go, for they may quote. The link of
the chain stays as it was, so that nothing can be slipped in or left out; the row beside
it holds the hash of what is told now, and verification asks that instead. The database
lets this happen only to things on a list that is being destroyed.
"""

import hashlib
import json
from collections.abc import Collection
from uuid import UUID

from eoffice.audit.models import AuditEvent, AuditRedaction
from eoffice.audit.trail import check_in_transaction

BATCH = 500


def redact_events(
    object_ids: Collection[UUID], *, kinds: Collection[str], because: str
) -> int:
    """Take the details out of the events about these things; return how many.

    `kinds` names what the things may be, as the trail does; `because` is the id of what
    allows it. Events without details stay untouched.

    Raises:
        RuntimeError: outside a transaction.
    """
    check_in_transaction()
    wanted = [str(pk) for pk in object_ids]
    rows = AuditEvent.objects.filter(
        object_type__in=kinds, object_id__in=wanted, redaction__isnull=True
    )
    changed, kept = [], []
    for event in rows.only("payload").iterator(BATCH):
        facts = json.loads(event.payload)
        if not facts["data"]:
            continue
        facts["data"] = {"redacted": because}
        event.payload = json.dumps(
            facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        changed.append(event)
        digest = hashlib.sha256(event.payload.encode()).hexdigest()
        kept.append(AuditRedaction(event=event, payload_sha256=digest))
    AuditRedaction.objects.bulk_create(kept, batch_size=BATCH)
    AuditEvent.objects.bulk_update(changed, ["payload"], batch_size=BATCH)
    return len(changed)
