"""Who may sign what somebody drafts, and who is proposed where nobody was chosen.

Staff draft for the seats of their own office and, up the route, for those above it;
never for the head of another office (office practice; letters between offices go by
nota dinas).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    PositionDuty,
    PositionKind,
    TermOfOffice,
    Unit,
    UnitKind,
)
from eoffice.organisation.queries.holders import superiors_of

#: Units that are an office of their own; divisions, UPT, schools, kelurahan are in one.
OFFICES = (UnitKind.SECRETARIAT, UnitKind.AGENCY, UnitKind.DISTRICT)


def signs_letters(position: Position) -> bool:
    """Tell whether letters may name the position as their signatory today."""
    return position.may_sign and position.closed_on is None


def office_of(unit: Unit) -> Unit | None:
    """Return the office the unit belongs to, or nothing: it stands alone."""
    offices = Unit.objects.filter(pk__in=unit.path, kind__in=OFFICES)
    return max(offices, key=lambda one: len(one.path), default=None)


def signatories_for(drafter: Position) -> list[Position]:
    """Return who may sign for the drafter: upwards nearest first, then the office's."""
    line, office = _upwards(drafter), office_of(drafter.unit)
    if office is None:
        return line
    beside = Position.objects.filter(
        Q(is_head=True) | Q(duties__contains=[PositionDuty.SIGNATORY]),
        unit__path__contains=[office.pk],
        closed_on=None,
    )
    known = {position.pk for position in line}
    others = beside.exclude(pk__in=known).select_related("unit").order_by("title")
    return [*line, *others]


def may_draft_for(drafter: Position, signatory: Position) -> bool:
    """Tell whether letters of this drafter may name this signatory."""
    office = office_of(drafter.unit)
    if office is not None and office.pk in signatory.unit.path:
        return True
    return signatory.pk in {position.pk for position in _line(drafter)}


def _upwards(drafter: Position) -> list[Position]:
    return [position for position in _line(drafter) if signs_letters(position)]


def _line(drafter: Position) -> list[Position]:
    """Return the drafter and all above; the wakil stands before the bupati."""
    line = [drafter, *superiors_of(drafter)]
    if any(one.kind == PositionKind.REGIONAL_HEAD for one in line[1:]):
        kind = PositionKind.DEPUTY_HEAD
        deputies = Position.objects.filter(kind=kind, closed_on=None)
        line[-1:-1] = [one for one in deputies if one not in line]
    return line


def acting_for(positions: Iterable[Position]) -> dict[UUID, Official]:
    """Return by position who acts for it today: two queries, however many there are."""
    today = timezone.localdate()
    found: dict[UUID, Official] = {}
    for model in (TermOfOffice, ActingAssignment):
        rows = model.objects.in_force(today).filter(
            position__in=list(positions), official__is_active=True
        )
        # Those who act come last: they answer for the position.
        found |= {
            one.position_id: one.official for one in rows.select_related("official")
        }
    return found


def default_signatory(drafter: Position) -> Position | None:
    """Return the head of the drafter's agency: who signs most of its letters.

    Else the nearest who may sign at all.
    """
    able = [p for p in (drafter, *superiors_of(drafter)) if signs_letters(p)]
    # The first who signs for a whole register: letters leave an office by its head.
    keeping = (position for position in able if position.unit.keeps_register)
    return next(keeping, able[0] if able else None)
