"""Who holds a position on a day, and where it stands in the tree."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
    Unit,
)

MAX_DEPTH = 20  # a chain of superiors longer than this is a loop


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The official who may act for a position on a day, and how."""

    official: Official
    kind: str  # "permanent" or an ActingKind


def holding_of(position: Position, day: date | None = None) -> Holding | None:
    """Return who acts for the position on `day`: the acting holder goes first."""
    day = day or timezone.localdate()
    for model in (ActingAssignment, TermOfOffice):
        held = (
            model.objects.in_force(day)
            .filter(position=position, official__is_active=True)
            .select_related("official")
            .first()
        )
        if held is not None:
            kind = held.kind if isinstance(held, ActingAssignment) else PERMANENT
            return Holding(official=held.official, kind=kind)
    return None


def superiors_of(position: Position) -> list[Position]:
    """Return the chain of superiors, nearest first."""
    chain: list[Position] = []
    above = position.superior
    while above is not None and len(chain) < MAX_DEPTH:
        chain.append(above)
        above = above.superior
    return chain


def head_of(unit: Unit) -> Position | None:
    """Return the position that heads the unit."""
    return Position.objects.filter(
        unit=unit, is_head=True, closed_on__isnull=True
    ).first()
