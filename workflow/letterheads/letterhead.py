"""The kop of a letter or a book: whose name stands at the top (tata naskah 3.1).

Chosen by the unit of the position that signs, not by the drafter's. The lines are
data of the unit: the government first, the name of the office last.
"""

from django.utils import timezone

from eoffice.organisation.models import Position, PositionKind, Unit
from eoffice.organisation.queries.upwards import letterhead_unit_of
from workflow.letterheads.models import Emblem, EmblemKind
from workflow.rendering.tree import Letterhead

HEADS_OF_REGION = frozenset({PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_HEAD})


def letterhead_of(signatory: Position) -> Letterhead:
    """Return the kop for what this position signs (UU 24/2009 Ps 54)."""
    unit = letterhead_unit_of(signatory.unit)
    if signatory.kind in HEADS_OF_REGION:
        return letterhead_of_head(unit)
    return _of_office(unit)


def letterhead_of_head(unit: Unit) -> Letterhead:
    """Return the kop of the head of the region: of the unit's lines, the first."""
    name = unit.letterhead_lines[:1] or [unit.name.upper()]
    return Letterhead(
        kind="head_of_region",
        lines=tuple(name),
        address=tuple(unit.address_lines),
        emblem_sha256=emblem_in_use(EmblemKind.HEAD_OF_REGION),
    )


def letterhead_of_unit(unit: Unit) -> Letterhead:
    """Return the kop of the unit, or of the nearest above it that has one."""
    return _of_office(letterhead_unit_of(unit))


def emblem_in_use(kind: EmblemKind) -> str | None:
    """Return the SHA-256 of today's emblem; none: pages show the placeholder."""
    emblems = Emblem.objects.in_force(kind, timezone.localdate())
    return emblems.values_list("sha256", flat=True).first()


def _of_office(unit: Unit) -> Letterhead:
    return Letterhead(
        kind="agency",
        lines=tuple(unit.letterhead_lines) or (unit.name.upper(),),
        address=tuple(unit.address_lines),
        emblem_sha256=emblem_in_use(EmblemKind.AGENCY),
    )
