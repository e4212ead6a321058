"""What happened to a record, from the audit trail: the letter's events and its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.records.access import knows_route, reads
from archive.records.models import Record
from eoffice.audit.models import AuditEvent, AuditLink
from eoffice.audit.trail_acts import OpeningAct
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, Position
from workflow.incoming.trail_acts import IncomingAct
from workflow.letters.trail_acts import LetterAct

MAX_EVENTS = 500
RECORD = "archive.record"
# What the agenda and the register tell anyway; the way there is the parties' own.
ISSUED = (
    LetterAct.SIGNED,
    LetterAct.SENT,
    LetterAct.REVOKED,
    IncomingAct.REGISTERED,
    IncomingAct.DELIVERED,
    IncomingAct.COMPLETED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent:
    """One event of the trail, its link in the chain, and who stood behind it."""

    id: UUID
    at: datetime
    action: str
    official: str
    position: str
    sequence: int | None
    hash: str


def events_about(record: Record, actor: Actor) -> QuerySet[AuditEvent]:
    """Return the events of the record and of its letter that concern the person.

    The way of the letter (who initialled, returned, read) is told to those who took
    part in it; to others what was issued or entered, and the record's own events.
    Who only opened it is for auditors.
    """
    # Who opened what would tell colleagues about colleagues: for auditors alone.
    rows = AuditEvent.objects.filter(_about(record)).exclude(
        action__in=OpeningAct.values
    )
    if not reads(actor, record):  # the entry alone: what was done with the record
        return rows.filter(object_type=RECORD)
    if not knows_route(actor, record):
        rows = rows.filter(Q(object_type=RECORD) | Q(action__in=ISSUED))
    return rows


def history_of(record: Record, actor: Actor) -> list[HistoryEvent]:
    """Return the events of the record and of its letter, oldest first, bounded."""
    rows = events_about(record, actor).order_by("at")
    return history_events(list(rows[:MAX_EVENTS]))


def history_events(events: Sequence[AuditEvent]) -> list[HistoryEvent]:
    """Return the events with their links and the names behind them."""
    links = {
        link.event_id: link
        for link in AuditLink.objects.filter(event_id__in=[e.pk for e in events])
    }
    officials = Official.objects.in_bulk({e.official_id for e in events} - {None})
    positions = Position.objects.in_bulk({e.position_id for e in events} - {None})
    return [
        HistoryEvent(
            id=event.pk,
            at=event.at,
            action=event.action,
            official=_name(officials, event.official_id),
            position=_name(positions, event.position_id),
            sequence=links[event.pk].sequence if event.pk in links else None,
            hash=links[event.pk].hash if event.pk in links else "",
        )
        for event in events
    ]


def _about(record: Record) -> Q:
    about = Q(object_type=RECORD, object_id=str(record.pk))
    if record.letter_id:
        about |= Q(object_type="workflow.letter", object_id=str(record.letter_id))
    if record.incoming_id:
        letter = Q(
            object_type="workflow.incomingletter", object_id=str(record.incoming_id)
        )
        about |= letter
    return about


def _name(known: dict[UUID, Any], pk: UUID | None) -> str:
    thing = known.get(pk) if pk else None
    if thing is None:
        return ""
    return str(thing.title if isinstance(thing, Position) else thing.full_name)
