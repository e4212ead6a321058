"""Reading the trail as people do: filtered, with names beside the ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from eoffice.audit.access import events_visible_to, require_auditor
from eoffice.audit.models import AuditEvent, AuditHead, AuditLink, ChainCheck
from eoffice.audit.trail_words import action_words, thing_names, thing_word
from eoffice.organisation.actor import PERMANENT, Actor
from eoffice.organisation.models import ActingKind, Official, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFilters:
    """Which events; days of the agency's zone, both included."""

    person: str = ""  # part of a name, or a NIP
    action: str = ""
    object_id: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """One event in words."""

    event_id: UUID
    at: datetime
    act: str
    person: str
    position: str
    authority: str
    kind: str
    thing: str
    thing_id: str
    address: str
    sequence: int | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How long the chain is now, and what the last verification found."""

    length: int
    last: ChainCheck | None


def trail_for(actor: Actor, filters: TrailFilters) -> QuerySet[AuditEvent]:
    """Return the events that pass the filters.

    Raises:
        NotFound: no auditor.
    """
    rows = events_visible_to(actor)
    if filters.person:
        found = Q(name__icontains=filters.person) | Q(nip=filters.person)
        rows = rows.filter(official_id__in=Official.objects.filter(found).values("pk"))
    if filters.action:
        rows = rows.filter(action=filters.action)
    if filters.object_id:
        # Naming the types lets the index by (type, id) answer.
        types = [model._meta.label_lower for model in apps.get_models()]
        rows = rows.filter(object_type__in=types, object_id=filters.object_id)
    if filters.from_on:
        rows = rows.filter(at__gte=_midnight(filters.from_on))
    if filters.to_on:
        rows = rows.filter(at__lt=_midnight(filters.to_on + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def trail_lines(events: Sequence[AuditEvent]) -> list[TrailLine]:
    """Return the events in words, in a bounded number of queries."""
    officials = _in_words(Official, (e.official_id for e in events), "full_name")
    positions = _in_words(Position, (e.position_id for e in events), "title")
    names = thing_names((e.object_type, e.object_id) for e in events)
    ids = [event.pk for event in events]
    links = {link.event_id: link for link in AuditLink.objects.filter(event_id__in=ids)}
    lines = []
    for event in events:
        link = links.get(event.pk)
        lines.append(
            TrailLine(
                event_id=event.pk,
                at=event.at,
                act=action_words(event.action),
                person=officials.get(event.official_id, ""),
                position=positions.get(event.position_id, ""),
                authority=_authority(event.authority),
                kind=thing_word(event.object_type),
                thing=names.get((event.object_type, event.object_id), ""),
                thing_id=event.object_id,
                address=event.address or "",
                sequence=link.sequence if link else None,
                hash=link.hash if link else "",
            )
        )
    return lines


def _in_words(
    model: Any, ids: Iterable[UUID | None], attribute: str
) -> dict[UUID | None, str]:
    rows = model.objects.in_bulk([pk for pk in set(ids) if pk is not None])
    return {pk: str(getattr(row, attribute)) for pk, row in rows.items()}


def _authority(kind: str) -> str:
    if kind in ActingKind.values:
        return str(ActingKind(kind).label)
    return "" if kind == PERMANENT else kind


def chain_state(actor: Actor) -> ChainState:
    """Return the state of the chain.

    Raises:
        NotFound: no auditor.
    """
    require_auditor(actor)
    head = AuditHead.objects.filter(pk=1).first()
    last = ChainCheck.objects.order_by("-checked_at").first()
    return ChainState(length=head.sequence if head else 0, last=last)
