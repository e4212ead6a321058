"""Registers that have no record clerk, and whose clerk does their work meanwhile.

What a register has numbered must not wait where nobody can send it: the clerk of the
nearest unit above does it, and where no unit above has one, that of the regional
secretariat, which keeps the books of the head of the region (office practice 2).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from eoffice.organisation.models import (
    ActingAssignment,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
    UnitKind,
)


def registers_without_clerk(day: date | None = None) -> dict[UUID, UUID | None]:
    """Return by register without a clerk in office the register whose clerk serves it.

    None where no clerk is left who could. Two queries, however many there are.
    """
    day = day or timezone.localdate()
    keeping = Unit.objects.filter(Q(keeps_register=True) | Q(parent__isnull=True))
    rows = list(keeping.order_by("code").values_list("pk", "path", "kind", "closed_on"))
    paths: dict[UUID, Sequence[UUID]] = {pk: path or [pk] for pk, path, _, _ in rows}
    clerked = _registers_with_clerk(day, paths)
    secretariats = [
        pk
        for pk, _path, kind, closed_on in rows
        if kind == UnitKind.SECRETARIAT and closed_on is None and pk in clerked
    ]
    return {
        pk: next(
            (one for one in (*reversed(path), *secretariats) if one in clerked), None
        )
        for pk, path in paths.items()
        if pk not in clerked
    }


def _registers_with_clerk(
    day: date, registers: Mapping[UUID, Sequence[UUID]]
) -> set[UUID]:
    """Return the registers one of whose clerks holds the position on the day."""
    in_office = Q()
    for model in (TermOfOffice, ActingAssignment):
        held = model.objects.in_force(day).filter(official__is_active=True)
        in_office |= Q(pk__in=held.order_by().values("position"))
    seats = Position.objects.filter(
        in_office, duties__contains=[PositionDuty.RECORD_CLERK]
    ).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    paths = seats.order_by().values_list("unit", "unit__path").distinct()
    return {_register_of(unit, path, registers) for unit, path in paths}


def _register_of(
    unit: UUID, path: Sequence[UUID], registers: Mapping[UUID, Sequence[UUID]]
) -> UUID:
    upwards = [*reversed(path)] or [unit]
    return next((one for one in upwards if one in registers), upwards[-1])
