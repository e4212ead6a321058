"""Positions with their holders of today, in a bounded number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPosition:
    """An official in a position, and how."""

    official: Official
    position: Position
    kind: str  # "permanent" or an ActingKind
    is_main: bool


def with_holders(positions: QuerySet[Position]) -> QuerySet[Position]:
    """Positions with unit, superior, giver and today's terms fetched along."""
    return positions.select_related(
        "unit", "superior", "mandate_giver"
    ).prefetch_related(*_today("official", unshown=["official__nik"]))


def with_positions(officials: QuerySet[Official]) -> QuerySet[Official]:
    """Officials with today's terms fetched along."""
    return officials.prefetch_related(*_today("position__unit"))


def _today(related: str, unshown: Sequence[str] = ()) -> tuple[Prefetch, Prefetch]:
    today = timezone.localdate()
    terms = TermOfOffice.objects.in_force(today).select_related(related)
    acting = ActingAssignment.objects.in_force(today).select_related(related)
    return (
        Prefetch("terms", terms.defer(*unshown), to_attr="terms_today"),
        Prefetch("acting_assignments", acting.defer(*unshown), to_attr="acting_today"),
    )


def holders_today(position: Position) -> list[HeldPosition]:
    """Return who holds a position of `with_holders`, definitive holder first."""
    return list(_positions(position))


def name_there(position: Position) -> str:
    """Return the name of who acts for a position of `with_holders`, if somebody does.

    The acting holder goes first.
    """
    held = sorted(holders_today(position), key=lambda seat: seat.is_main)
    return held[0].official.name if held else ""


def positions_today(official: Official) -> list[HeldPosition]:
    """Return what an official of `with_seats` holds, main position first."""
    return sorted(_positions(official), key=lambda s: (not s.is_main, s.position.code))


def _positions(owner: Position | Official) -> Iterable[HeldPosition]:
    terms: list[TermOfOffice] = owner.terms_today  # type: ignore[union-attr]
    acting: list[ActingAssignment] = owner.acting_today  # type: ignore[union-attr]
    for term in terms:
        yield HeldPosition(
            official=term.official,
            position=term.position,
            kind=PERMANENT,
            is_main=term.is_main,
        )
    for held in acting:
        yield HeldPosition(
            official=held.official,
            position=held.position,
            kind=held.kind,
            is_main=False,
        )
