"""`/audit-events`, for auditors: who did what, with the chain's links."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.audit.access import events_visible_to
from eoffice.audit.models import AuditEvent, AuditLink
from eoffice.audit.proof import proof_of
from eoffice.listing import Listed, ListQuery, SortOrders, page_of

router = Router()
ORDERS = SortOrders(columns={"at": "at", "id": "id"}, default="-at")


class AuditEntry(Schema):
    """One event and its place in the chain."""

    id: UUID
    at: datetime
    action: str = Field(..., examples=["letter.signed"])
    object_type: str = Field(..., examples=["workflow.letter"])
    object_id: str
    user_id: UUID | None
    official_id: UUID | None
    position_id: UUID | None
    authority: str = Field(..., examples=["permanent"])
    address: str | None = Field(..., examples=["10.0.3.7"])
    payload: str = Field(..., description="What the chain hashes, as written.")
    sequence: int | None
    hash: str | None


class AuditEntryList(Listed[AuditEntry]):
    """A page of the trail."""


class AuditQuery(ListQuery):
    """Filters of the trail."""

    action: str | None = Field(None, max_length=80)
    object_type: str | None = Field(None, max_length=60)
    object_id: str | None = Field(None, max_length=60)
    official: UUID | None = None
    account: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        wanted = {
            "action": self.action,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "official_id": self.official,
            "user_id": self.account,
            "at__gte": self.since,
            "at__lt": self.until,
        }
        return found.filter(**{k: v for k, v in wanted.items() if v is not None})


def _show(event: AuditEvent, links: dict[UUID, AuditLink]) -> AuditEntry:
    link = links.get(event.id)
    names = [n for n in AuditEntry.model_fields if n not in {"sequence", "hash"}]
    return AuditEntry(
        **{name: getattr(event, name) for name in names},
        sequence=link.sequence if link else None,
        hash=link.hash if link else None,
    )


@router.get("/audit-events", response=AuditEntryList, summary="The audit trail")
def list_audit_events(
    request: ApiRequest, query: Annotated[AuditQuery, Query()]
) -> Any:
    """For auditors; latest first."""
    rows = query.rows(events_visible_to(request.actor))
    page = page_of(rows, query, ORDERS)
    found = AuditLink.objects.filter(event_id__in=[event.id for event in page.items])
    links = {link.event_id: link for link in found}
    return page.shown(lambda event: _show(event, links))


class ProofLink(Schema):
    """One link: `hash` is SHA-256 of previous_hash, event_id and payload by lines."""

    sequence: int
    event_id: UUID
    previous_hash: str
    payload: str = Field(..., description="As written; ids and facts, no content.")
    hash: str


class ProofAnchor(Schema):
    """What lies under lock outside the database."""

    sequence: int
    hash: str
    at: datetime


class ProofHead(Schema):
    """The chain's last link now."""

    sequence: int
    hash: str


class ProofPage(Listed[ProofLink]):
    """Links from the event's own to the anchor's, oldest first; then what closes it."""

    anchor: ProofAnchor | None = Field(..., description="null: none kept since yet.")
    head: ProofHead


class ProofQuery(ListQuery):
    """Which event."""

    event: UUID


PROOF_ORDER = SortOrders(
    columns={"sequence": "sequence"}, default="sequence", identity="sequence"
)


@router.get(
    "/audit-events/proof", response=ProofPage, summary="Proof of one audit event"
)
def get_audit_proof(request: ApiRequest, query: Annotated[ProofQuery, Query()]) -> Any:
    """For auditors: what an outsider recomputes; the recipe is docs/audit-proof.md."""
    proof = proof_of(request.actor, query.event)
    page = page_of(proof.links, query, PROOF_ORDER, name="proof")
    ids = [link.event_id for link in page.items]
    payloads = dict(
        events_visible_to(request.actor).filter(pk__in=ids).values_list("pk", "payload")
    )
    shown = page.shown(
        lambda link: ProofLink(
            sequence=link.sequence,
            event_id=link.event_id,
            previous_hash=link.previous_hash,
            payload=payloads.get(link.event_id, ""),
            hash=link.hash,
        )
    )
    anchor = proof.anchor
    head = ProofHead(sequence=proof.head.sequence, hash=proof.head.hash)
    return {**shown, "anchor": asdict(anchor) if anchor else None, "head": head}
