"""Whom a position reaches with a disposition, and by which way.

The rule itself is data (`directions`); here it meets the tree of units and superiors.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from eoffice.organisation.models import Position, PositionKind, Unit, UnitKind
from eoffice.organisation.queries.holders import MAX_DEPTH, superiors_of
from workflow.dispositions.directions import DIRECTIONS, DirectionRow, Giver, Way

OFFICES = (UnitKind.AGENCY, UnitKind.DISTRICT, UnitKind.SECRETARIAT)
# These get dispositions from the head of the office above them (office practice 5).
LOWER_OFFICES = (UnitKind.TECHNICAL_UNIT, UnitKind.VILLAGE)
# None of these ever receives from a position that stands below it.
RANKS = (
    PositionKind.REGIONAL_HEAD,
    PositionKind.DEPUTY_HEAD,
    PositionKind.REGIONAL_SECRETARY,
)


def reachable_from(giver: Position) -> QuerySet[Position]:
    """Return the open positions the giver may send to, each with its `way`."""
    ways = {way: _of_way(way, giver) for way in allowed_ways(giver)}
    told = [When(found, then=Value(str(way))) for way, found in ways.items()]
    way = Case(*told, default=Value(""), output_field=CharField())
    found = Position.objects.filter(closed_on__isnull=True).exclude(pk=giver.pk)
    return found.exclude(above(giver)).annotate(way=way).exclude(way="")


def above(giver: Position) -> Q:
    """Return the positions that stand above the giver: none goes there."""
    higher = Q(pk__in=[one.pk for one in superiors_of(giver)])
    if giver.kind in RANKS:
        return higher | Q(kind__in=RANKS[: RANKS.index(PositionKind(giver.kind))])
    return higher | Q(kind__in=RANKS)


def allowed_ways(giver: Position) -> list[Way]:
    """Return the ways the office's rule opens to this position, the nearest first."""
    rows = DIRECTIONS.current().rules
    opened = {row.way for row in rows if _speaks_of(row, giver)}
    return [way for way in Way if way in opened]


def _speaks_of(row: DirectionRow, giver: Position) -> bool:
    fits = row.giver == Giver.ANYBODY or row.giver.value == giver.kind
    return fits and giver.title.lower().startswith(row.title_begins.lower())


def office_of(unit: Unit) -> Unit | None:
    """Return the agency, district, UPT or village that the unit belongs to."""
    units = {one.pk: one for one in Unit.objects.filter(pk__in=unit.path)}
    upwards = (units[pk] for pk in reversed(unit.path) if pk in units)
    kinds = {*OFFICES, *LOWER_OFFICES}
    return next((one for one in upwards if one.kind in kinds), None)


def _of_way(way: Way, giver: Position) -> Q:
    return {
        Way.DIRECT: _direct,
        Way.OWN_UNITS: _own_units,
        Way.PEERS: _peers,
        Way.SECRETARIAT: _secretariat,
        Way.OFFICES: _offices,
    }[way](giver)


def _direct(giver: Position) -> Q:
    return Q(superior=giver)


def _own_units(giver: Position) -> Q:
    if not giver.is_head or giver.unit.kind not in OFFICES:
        return Q(pk__in=[])
    heads = Q(is_head=True, unit__kind__in=LOWER_OFFICES)
    return heads & Q(unit__path__contains=[giver.unit_id])


def _offices(giver: Position) -> Q:
    return Q(is_head=True, unit__kind__in=OFFICES) & ~Q(unit=giver.unit_id)


def _secretariat(_giver: Position) -> Q:
    secretariats = Unit.objects.filter(kind=UnitKind.SECRETARIAT, closed_on=None)
    bagian = Q(is_head=True, unit__kind=UnitKind.DIVISION)
    near = Q(superior__kind=PositionKind.REGIONAL_SECRETARY)
    inside = Q(pk__in=[])
    for pk in secretariats.values_list("pk", flat=True):
        inside |= Q(unit__path__contains=[pk])
    return inside & (bagian | near)


def _peers(giver: Position) -> Q:
    """Return the positions of the same office that stand on the giver's level."""
    office = office_of(giver.unit)
    if office is None:
        return Q(pk__in=[])
    level = _levels(office)
    mine = level.get(giver.pk)
    if not mine:  # the head of an office has none beside, nor has who hangs nowhere
        return Q(pk__in=[])
    return Q(pk__in=[pk for pk, deep in level.items() if deep == mine])


def _levels(office: Unit) -> dict[UUID, int]:
    """Return how many superiors inside the office stand above each of its positions.

    UPT and kelurahan below are offices of their own and are left out.
    """
    lower = Unit.objects.filter(path__contains=[office.pk], kind__in=LOWER_OFFICES)
    below = lower.exclude(pk=office.pk).values_list("pk", flat=True)
    rows = Position.objects.filter(unit__path__contains=[office.pk])
    for pk in below:
        rows = rows.exclude(unit__path__contains=[pk])
    superiors = dict(
        rows.filter(closed_on=None).order_by().values_list("pk", "superior")
    )
    return {pk: _level(pk, superiors) for pk in superiors}


def _level(pk: UUID, superiors: dict[UUID, UUID | None]) -> int:
    level, up = 0, superiors[pk]
    while up in superiors and level < MAX_DEPTH:
        level, up = level + 1, superiors[up]
    return level


def ways_to(giver: Position, positions: Sequence[UUID]) -> dict[UUID, Way]:
    """Return by which way the giver reaches each of these; one not named: by none."""
    found = reachable_from(giver).filter(pk__in=positions).order_by()
    # Of `reachable_from`: its rows know the way.
    return {one.pk: Way(one.way) for one in found.only("pk")}  # type: ignore[attr-defined]
