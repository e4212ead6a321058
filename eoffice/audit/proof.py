"""A proof that an outsider can recompute: links from an event to an anchor.

The recipe is docs/audit-proof.md. A payload holds ids and facts, never content.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from eoffice.audit.access import events_visible_to
from eoffice.audit.anchors import Anchor, anchor_covering
from eoffice.audit.models import AuditHead, AuditLink
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainProof:
    """The links from the event's own up to the anchor's, or to the head for now."""

    first: AuditLink
    anchor: Anchor | None
    head: AuditHead
    links: QuerySet[AuditLink]


def proof_of(actor: Actor, event_id: UUID) -> ChainProof:
    """Return the proof of one event.

    Raises:
        NotFound: no auditor, or no such event.
        StoreUnavailable: the anchors cannot be read now.
    """
    event = events_visible_to(actor).filter(pk=event_id).first()
    first = AuditLink.objects.filter(event_id=event_id).first()
    if event is None or first is None:
        raise NotFound
    anchor = anchor_covering(first.sequence, event.at)
    head = AuditHead.objects.get(pk=1)
    last = anchor.sequence if anchor else head.sequence
    rows = AuditLink.objects.filter(
        sequence__gte=first.sequence, sequence__lte=max(last, first.sequence)
    )
    return ChainProof(first=first, anchor=anchor, head=head, links=rows)
