"""`/audit-events`, for auditors: who did what, with the chain's links."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Schema

from eoffice.api.listing import Listed, ListQuery, SortOrders, page_of
from eoffice.api.requests import ApiRequest
from eoffice.audit.access import events_visible_to
from eoffice.audit.models import AuditEvent, AuditLink

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
