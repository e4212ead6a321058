"""The book of openings, for auditors: who opened which classed record, and why.

Read from the audit trail, which alone keeps it; a record that was destroyed took the
details of its events with it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from archive.records.models import Record
from eoffice.audit.models import AuditEvent
from eoffice.audit.queries import TrailFilters, TrailLine, trail_for, trail_lines
from eoffice.audit.trail_acts import OpeningAct
from eoffice.organisation.actor import Actor
from workflow.security_class import SecurityClass

RECORD = "archive.record"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFilters:
    """Which openings; `person`: part of a name, or a NIP. Days are both included."""

    person: str = ""
    record_id: str = ""
    from_on: date | None = None
    to_on: date | None = None
    with_reason: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """One opening in words; `number` is empty once the record was destroyed."""

    event_id: UUID
    at: datetime
    person: str
    position: str
    record_id: str
    number: str
    unit: str
    security_class: str
    reason: str
    address: str


def openings_for(actor: Actor, filters: OpeningFilters) -> QuerySet[AuditEvent]:
    """Return the events of openings that pass the filters.

    Raises:
        NotFound: no auditor.
    """
    told = TrailFilters(
        person=filters.person,
        action=OpeningAct.OPENED,
        object_id=filters.record_id,
        from_on=filters.from_on,
        to_on=filters.to_on,
    )
    rows = trail_for(actor, told).filter(object_type=RECORD)
    if filters.with_reason is not None:
        # A quote in a reason is written \" in the trail: no reason forges this mark.
        marked = '"reason":"'
        with_reason = rows.filter(payload__contains=marked)
        rows = (
            with_reason
            if filters.with_reason
            else rows.exclude(payload__contains=marked)
        )
    return rows


def opening_lines(events: Sequence[AuditEvent]) -> list[OpeningLine]:
    """Return the events in words, in a bounded number of queries."""
    ids = {event.object_id for event in events}
    rows = Record.objects.filter(pk__in=ids).select_related("unit")
    known = {str(one.pk): one for one in rows.only("number", "unit__name")}
    lines = {line.event_id: line for line in trail_lines(events)}
    return [
        _line(event, lines[event.pk], known.get(event.object_id)) for event in events
    ]


def _line(event: AuditEvent, line: TrailLine, record: Record | None) -> OpeningLine:
    # Of a destroyed record the details are gone, and with them class and reason.
    told = json.loads(event.payload).get("data") or {}
    class_of_then = told.get("security_class", "")
    is_known = class_of_then in SecurityClass.values
    return OpeningLine(
        event_id=event.pk,
        at=event.at,
        person=line.person,
        position=line.position,
        record_id=event.object_id,
        number=record.number if record else "",
        unit=record.unit.name if record else "",
        security_class=str(SecurityClass(class_of_then).label) if is_known else "",
        reason=told.get("reason", ""),
        address=line.address,
    )
